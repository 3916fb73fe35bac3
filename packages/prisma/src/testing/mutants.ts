/** Numbers that look random and are the same in every run (mulberry32). */
export function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides);
  };
}

const tokens = /\w+|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\n|[^\s\w]/g;
const letters = [...'$\'"{}()[]@,:=?!./*\\-_#;&<>|~^%+`0aZ\n\t \u00a0é名😀\u200b'];

/** A text with one mistake in it: a token deleted, doubled or swapped with the next, or a character put in. */
export function mutate(text: string, roll: (sides: number) => number): { readonly text: string; readonly how: string } {
  const found = [...text.matchAll(tokens)];
  const chosen = found[roll(found.length)];
  if (!chosen) return { text: '$', how: 'inserted "$"' };
  const start = chosen.index;
  const [token] = chosen;
  const end = start + token.length;
  const shown = JSON.stringify(token);
  switch (roll(4)) {
    case 0:
      return { text: text.slice(0, start) + text.slice(end), how: `deleted ${shown}` };
    case 1: {
      const gap = roll(2) === 0 ? '' : ' ';
      return { text: text.slice(0, end) + gap + text.slice(start), how: `doubled ${shown}` };
    }
    case 2: {
      const next = found[found.indexOf(chosen) + 1];
      if (!next) return { text: text.slice(0, start), how: `deleted ${shown}` };
      const after = next.index + next[0].length;
      const between = text.slice(end, next.index);
      return { text: text.slice(0, start) + next[0] + between + token + text.slice(after), how: `swapped ${shown} and ${JSON.stringify(next[0])}` };
    }
    default: {
      const letter = letters[roll(letters.length)] ?? '$';
      const at = start + roll(token.length + 1);
      return { text: text.slice(0, at) + letter + text.slice(at), how: `put in ${JSON.stringify(letter)}` };
    }
  }
}
