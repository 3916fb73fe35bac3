import { textOf, unknown, type Value } from './values.ts';

/** More comparisons than these are not made: nobody asks the catalog such a thing. */
const mostSteps = 100_000_000;

/** SQL's LIKE: `%` stands for any text, `_` for any letter, and what follows a backslash for itself. */
export function like(text: Value, pattern: Value, ignoreCase: boolean): boolean | null | undefined {
  const [x, p] = [textOf(text), textOf(pattern)];
  if (x === null || p === null) return null;
  if (x === unknown || p === unknown || x.length * p.length > mostSteps) return unknown;
  const fold = (one: string): string => (ignoreCase ? one.toLowerCase() : one);
  return matches([...fold(x)], partsOf(fold(p)));
}

type Part = { readonly letter: string } | 'any letter' | 'any text';

function partsOf(pattern: string): readonly Part[] {
  const parts: Part[] = [];
  let isEscaped = false;
  for (const letter of pattern) {
    if (isEscaped || (letter !== '\\' && letter !== '%' && letter !== '_')) parts.push({ letter });
    else if (letter !== '\\') parts.push(letter === '%' ? 'any text' : 'any letter');
    isEscaped = letter === '\\' && !isEscaped;
  }
  if (isEscaped) parts.push({ letter: '\\' });
  return parts;
}

/** Goes back to the last `%` only, so that it takes as many steps as text times pattern and no more. */
function matches(text: readonly string[], parts: readonly Part[]): boolean {
  let at = 0;
  let part = 0;
  let star: { readonly part: number; at: number } | undefined;
  while (at < text.length) {
    const wanted = parts[part];
    if (wanted === 'any text') {
      star = { part, at };
      part++;
    } else if (wanted === 'any letter' || (wanted !== undefined && wanted.letter === text[at])) {
      at++;
      part++;
    } else if (star) {
      at = ++star.at;
      part = star.part + 1;
    } else return false;
  }
  while (parts[part] === 'any text') part++;
  return part === parts.length;
}
