import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { WeirSourceStack } from '../../cdk/weir-source-stack.ts';
import { WeirStack } from '../../cdk/weir-stack.ts';
import { readConfig } from '../../lib/config/index.ts';
import { emptyCode } from './synth.ts';

const { deploy } = readConfig({
  path: 'weir.yml',
  text: 'deploy: {archive: true, eventBridge: true, logGroups: [/a], logGroupPrefixes: [/b], organizationId: o-a1b2c3d4e5}',
}).config;

describe("cdk-nag's AwsSolutions checks", () => {
  it.each([
    {
      name: 'accept the stack with all that it can have',
      make: (app: App) => new WeirStack(app, 'weir', { deploy, code: emptyCode(), rulesId: 'any' }),
    },
    { name: "accept a member's stack", make: (app: App) => new WeirSourceStack(app, 'source', deploy) },
  ])('$name', ({ make }) => {
    const app = new App();
    make(app);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });

  it('do look: a queue without TLS and dead letters is refused', () => {
    const app = new App();
    new Queue(new Stack(app, 'other'), 'Queue');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS4/);
  });
});
