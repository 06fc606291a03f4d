/**
 * Simple Unicode case folding: two texts are equal up to case exactly where their folds are equal. Every code point
 * folds by itself to one code point, so ß is not ss, and positions in the fold are positions in the text.
 */
export function fold(text: string): string {
  return UNLIKE_LOWER.test(text) ? foldEach(text) : text.toLowerCase();
}

/** Where folding is not lower-casing, or where lower-casing looks at the neighbours (Σ). A test holds it to all of Unicode. */
const UNLIKE_LOWER =
  /[\u0345\u00b5\u0130\u017f\u03a3\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5\u1c80-\u1c88\u1e9b\u1fbe]/;

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
