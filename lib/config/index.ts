/**
 * `weir.yml` to a typed configuration, with everything that is wrong with it at file:line:column.
 *
 * Knows no rule and no AWS: what a rule id means is ../build's business, what a key ARN does is the stack's.
 */

export type {
  Config,
  DeployConfig,
  EventBridgeSource,
  ExpectTuning,
  HostEntry,
  RulesConfig,
  RuleTuning,
  TuneSuppression,
  WindowEntry,
} from './config.ts';
export { configSchema } from './config-schema.ts';
export { type ConfigReading, defaultConfig, readConfig } from './read-config.ts';
