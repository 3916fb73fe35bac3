/**
 * The order in which `localeCompare` puts two names, which is that of Prisma 6.6 and later. A collator takes longer to make
 * than all migrations take to read, and names made of small letters, digits and underscores do not need one: there,
 * underscores come before digits and digits before letters (Unicode Collation Algorithm, root collation).
 */
export function compareNames(a: string, b: string): number {
  if (!isPlain(a) || !isPlain(b)) return collator()(a, b);
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return weightAt(a, at) - weightAt(b, at);
}

/** The end of a name comes before everything. */
const weightAt = (name: string, at: number): number =>
  at === name.length ? 0 : name[at] === '_' ? 1 : name.charCodeAt(at);

const isPlain = (name: string): boolean => /^[a-z0-9_]*$/.test(name);

let made: ((a: string, b: string) => number) | undefined;

function collator(): (a: string, b: string) => number {
  made ??= new Intl.Collator('en').compare;
  return made;
}
