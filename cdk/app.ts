import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { prepareApp } from './prepare-app.ts';
import { WeirStack } from './weir-stack.ts';

const app = new App();
const prepared = prepareApp(context('config'), line => process.stderr.write(`${line}\n`));
if (prepared === null) process.exit(1);
new WeirStack(app, context('stack') || 'weir', prepared);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

/** Given as `-c NAME=VALUE`; '' where it is not. */
function context(name: string): string {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' ? value : '';
}
