import { textOf, unknown, type Value } from './values.ts';

/** Whether a text fits a regular expression of PostgreSQL; unknown where that could mean something else in JavaScript. */
export function matches(text: Value, pattern: Value, ignoreCase: boolean): boolean | null | undefined {
  const [x, p] = [textOf(text), textOf(pattern)];
  if (x === null || p === null) return null;
  if (x === unknown || p === unknown) return unknown;
  return patternOf(p, ignoreCase ? 'isu' : 'su')?.test(x);
}

/** A POSIX regular expression as one of JavaScript, when it has nothing in it that the two read differently. */
export function patternOf(pattern: string, flags: string): RegExp | undefined {
  if (
    pattern.length > 200 ||
    !/^(?:[\w\s\-.,:;@#%&=!<>~"'`/^$|*+?()[\]]|\\[.dDwWsS()[\]{}|*+?^$\\/-])*$/.test(pattern)
  ) {
    return undefined;
  }
  // `(?…` and `***` begin what only PostgreSQL has, classes such as `[[:alpha:]]` too; stars in stars may take for ever.
  if (/\(\?|^\*|\[[:.=]|[*+?]\)[*+]|\*\*/.test(pattern)) return undefined;
  try {
    // With the flag `u`, JavaScript refuses to escape what needs no escape.
    return new RegExp(pattern.replace(/\\-/g, '[-]'), flags);
  } catch {
    return undefined;
  }
}
