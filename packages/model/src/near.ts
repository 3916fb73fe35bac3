/**
 * The candidate that a person most likely meant by a name that does not exist; nothing when none is near. Case,
 * underscores and one or two slips are forgiven; so is a longer or shorter form that shares most of its words
 * (`approval_policy_id` for `policy_id`).
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = distanceBetween(name, candidate);
    if (distance < (best?.distance ?? 0.4)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** 0 for the same name, 1 for nothing in common. */
function distanceBetween(a: string, b: string): number {
  const wordsA = wordsOf(a);
  const wordsB = wordsOf(b);
  const plainA = wordsA.join('');
  const plainB = wordsB.join('');
  const letters = plainA && plainB ? edits(plainA, plainB) / Math.max(plainA.length, plainB.length) : 1;
  const shorter = wordsA.length < wordsB.length ? wordsA : wordsB;
  const longer = shorter === wordsA ? wordsB : wordsA;
  const isSuffix =
    shorter.length > 1 && shorter.every((word, at) => word === longer[longer.length - shorter.length + at]);
  return isSuffix ? Math.min(letters, 0.3) : letters;
}

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** The Levenshtein distance: single letters added, left out or changed. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
