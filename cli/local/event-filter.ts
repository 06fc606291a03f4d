/**
 * The filter of an event source mapping: a pattern of the record's shape, whose lists name the values that a field may
 * have. Lambda knows more operators; those that the stack uses are here, and any other is refused aloud.
 */
export function passesFilter(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) {
    if (pattern.some(option => typeof option === 'object')) throw new Error('this filter operator is not known here');
    return pattern.includes(value);
  }
  if (typeof pattern !== 'object' || pattern === null) throw new Error('a filter is made of objects and lists');
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  return Object.entries(pattern).every(([name, inner]) => passesFilter(inner, fields.get(name)));
}
