/**
 * The functions as they are deployed: one folder each, with `index.mjs` and, where the function reads rules, the bundle.
 *
 * The CDK app deploys these folders and the local line runs them, so that what was tried is what is deployed.
 */

export {
  bundleFileName,
  bundleFunctions,
  type FunctionBundles,
  type FunctionName,
  functionNames,
} from './bundle-functions.ts';
