/**
 * The order in which `localeCompare` puts two names, which is that of Prisma 6.6 and later. A collator takes longer to make
 * than all migrations take to read, and it is not needed where names of printable ASCII first differ in small letters, digits and
 * underscores, or one ends: each of these has a weight of its own, which decides before anything that follows, and underscores come
 * before digits and digits before letters (Unicode Collation Algorithm, root collation).
 */
export function compareNames(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const isPlain = isWeighed(a, at) && isWeighed(b, at) && isPrintable(a) && isPrintable(b);
  return isPlain ? weightAt(a, at) - weightAt(b, at) : collator()(a, b);
}

/** The end of a name comes before everything. */
const weightAt = (name: string, at: number): number =>
  at === name.length ? 0 : name[at] === '_' ? 1 : name.charCodeAt(at);

const isWeighed = (name: string, at: number): boolean => at === name.length || /[a-z0-9_]/.test(name[at] ?? '');

const isPrintable = (name: string): boolean => /^[ -~]*$/.test(name);

let made: ((a: string, b: string) => number) | undefined;

function collator(): (a: string, b: string) => number {
  made ??= new Intl.Collator('en').compare;
  return made;
}
