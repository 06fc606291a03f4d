/** May logs of this log group be evaluated? '' is no log group at all, and may. */
export type WantsLogGroup = (name: string) => boolean;

/**
 * Never the logs of weir itself, of this stack or any other: what detectors write about detecting would be detected
 * without end. Where prefixes are given, an account-level subscription brings every log group of the account, and only
 * those that were asked for count.
 */
export function wantedLogGroups(names: readonly string[], prefixes: readonly string[]): WantsLogGroup {
  const named = new Set(names);
  return name => {
    if (name === '') return true;
    if (ownLogGroup.test(name)) return false;
    return prefixes.length === 0 || named.has(name) || prefixes.some(prefix => name.startsWith(prefix));
  };
}

/** As CloudFormation names the log groups of every weir stack: STACK-WeirLogsDETECT1A2B3C4D-RANDOM. */
const ownLogGroup = /(^|-)WeirLogs[A-Z][A-Za-z]*[0-9A-F]{8}-/;
