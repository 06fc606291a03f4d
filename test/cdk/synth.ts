import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { WeirSourceStack } from '../../cdk/weir-source-stack.ts';
import { WeirStack } from '../../cdk/weir-stack.ts';
import { readConfig } from '../../lib/config/index.ts';
import { type Policies, policiesOf } from './policies.ts';

export interface Synthesized {
  readonly app: App;
  readonly stack: WeirStack;
  readonly template: Template;
  readonly policies: Policies;
}

/** A folder per function with code that does nothing: these tests look at what surrounds the code. */
export function emptyCode(): Record<'detect' | 'publish' | 'redrive' | 'sweep', string> {
  const root = mkdtempSync(join(tmpdir(), 'weir-code-'));
  const folder = (name: string): string => {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'index.mjs'), 'export const handler = async () => undefined;\n');
    return join(root, name);
  };
  return { detect: folder('detect'), publish: folder('publish'), redrive: folder('redrive'), sweep: folder('sweep') };
}

// CDK checks every template against CloudFormation's schemas, which takes seconds; `npm run synth` has it done.
process.env.CDK_VALIDATION = 'false';

const code = emptyCode();

/** The stack of a weir.yml, and its template. */
export function synth(weirYml = ''): Synthesized {
  const { config, diagnostics } = readConfig({ path: 'weir.yml', text: weirYml });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const app = new App();
  const stack = new WeirStack(app, 'weir', { deploy: config.deploy, code, rulesId: 'rules-as-built' });
  const template = Template.fromStack(stack);
  return { app, stack, template, policies: policiesOf(template) };
}

/** The stack of a member account. */
export function synthSource(weirYml: string): Template {
  const { config } = readConfig({ path: 'weir.yml', text: weirYml });
  return Template.fromStack(new WeirSourceStack(new App(), 'source', config.deploy));
}
