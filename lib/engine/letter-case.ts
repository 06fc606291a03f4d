const NON_ASCII = /[^\0-\x7f]/;

/**
 * Simple Unicode case folding: two texts are equal up to case exactly where their folds are equal. Every code point
 * folds by itself to one code point, so ß is not ss, and positions in the fold are positions in the text.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return NON_ASCII.test(lower) ? foldEach(text) : lower;
}

export function isAscii(text: string): boolean {
  return !NON_ASCII.test(text);
}

/** Not toLowerCase: that looks at a sigma's neighbours, and turns İ into two code points. */
function foldEach(text: string): string {
  let folded = '';
  for (const point of text) folded += foldPoint(point);
  return folded;
}

/** Upper first, since ſ, ς and µ meet their kin only there. İ and ı have no simple fold; ẞ has one without an upper. */
function foldPoint(point: string): string {
  if (point === 'İ' || point === 'ı') return point;
  const upper = point.toUpperCase();
  const lower = (upper.length === point.length ? upper : point).toLowerCase();
  return lower.length === point.length ? lower : point;
}
