/** CloudTrail lines of which every second one names an action that a rule looks for, so that it must be read. */
export function halfCandidates(bytes: Buffer): Buffer {
  const lines = bytes.toString('utf8').split('\n');
  const changed = lines.map((line, at) =>
    at % 2 === 0 ? line : line.replace(/"eventName":"[^"]*"/, '"eventName":"DeleteFlowLogs"'),
  );
  return Buffer.from(changed.join('\n'));
}
