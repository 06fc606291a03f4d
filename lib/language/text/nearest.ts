/**
 * The candidate that a person most likely meant, letter case aside, or '' where none is close: `most` edits away, which
 * are none for a letter, one for short words and two for longer ones unless said otherwise.
 */
export function nearest(word: string, candidates: Iterable<string>, most = usualEdits(word)): string {
  const wanted = word.toLowerCase();
  // A word as long as this is no slip of the pen, and the distance costs its square.
  if (wanted.length > 64) return '';
  let best = '';
  let bestDistance = most + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function usualEdits({ length }: string): number {
  return length < 2 ? 0 : length < 4 ? 1 : 2;
}

/** As the end of a message: `; did you mean "contains"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>, most?: number): string {
  const found = nearest(word, candidates, most);
  return found === '' ? '' : `; did you mean "${found}"?`;
}

/** Damerau-Levenshtein with adjacent transpositions, given up (as `limit`) once it cannot be below the limit. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(previous, j) + 1, at(current, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(before, j - 2) + 1);
      current.push(cost);
    }
    if (Math.min(...current) >= limit) return limit;
    before = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
