/**
 * Datadog Workload Protection policies (SECL) to IR.
 *
 * SECL's two habits are written out here and nowhere else: `&&` and `||` bind equally and to the right, and a field
 * without a value is `""`, 0 or false.
 */

export { secl } from './secl.ts';
