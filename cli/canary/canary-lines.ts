/** What of the rule weir.canary (rules/operation/canary.toml) makes one finding of two events. */
export function canaryLines(canary: string, now: number): readonly string[] {
  return [line(canary, 'first', now), line(canary, 'last', now + 2)];
}

/** An event between the two, after which that finding no longer holds. */
export function undoingLines(canary: string, sentAt: number): readonly string[] {
  return [line(canary, 'undone', sentAt + 1)];
}

function line(canary: string, step: string, millis: number): string {
  const time = new Date(millis).toISOString();
  return JSON.stringify({ '@timestamp': time, event: { dataset: 'weir.canary' }, weir: { canary, step } });
}
