/**
 * How records begin whose writers never change the order of their keys. Text that begins so is the record itself, of the
 * source of that name, whatever else it holds: it wraps no other log, and it is known for what it is before it is parsed.
 */
const openings: readonly (readonly [source: string, opening: RegExp])[] = [
  ['cloudtrail', /^\{"eventVersion":"1\.\d{1,2}","userIdentity":\{/],
  ['kubernetes-audit', /^\{"kind":"Event","apiVersion":"audit\.k8s\.io\/v1","level":"/],
];

/** The source whose records begin as this text does, or null. */
export function openedBy(text: string): string | null {
  for (const [source, opening] of openings) if (opening.test(text)) return source;
  return null;
}
