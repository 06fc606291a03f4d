import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { prepareApp, readDeployConfig } from './prepare-app.ts';
import { WeirSourceStack } from './weir-source-stack.ts';
import { WeirStack } from './weir-stack.ts';

const app = new App();
const print = (line: string): void => void process.stderr.write(`${line}\n`);

// `-c source=true` is for a member account: its template needs no rules and no code.
if (context('source') === 'true') {
  const deploy = readDeployConfig(context('config'), print);
  if (deploy === null) process.exit(1);
  new WeirSourceStack(app, context('stack') || 'weir-source', deploy);
} else {
  const prepared = prepareApp(context('config'), print);
  if (prepared === null) process.exit(1);
  new WeirStack(app, context('stack') || 'weir', prepared);
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

/** Given as `-c NAME=VALUE`; '' where it is not. */
function context(name: string): string {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' ? value : '';
}
