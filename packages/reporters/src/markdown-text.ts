import { onOneLine } from './safe-text.ts';

/**
 * A text in one line as Markdown that shows it as it is: what would be markup is escaped, and a word behind an `@` is
 * code, because a forge would write to the person of that name.
 */
export const inMarkdown = (text: string): string =>
  onOneLine(text)
    .split(/((?<![\w@])@@?[\w.]+(?:\([^()|`]*\))?)/)
    .map((part, at) => (at % 2 === 1 ? code(part) : part.replace(/[\\`*_<>[\]|~#]|&(?=#?\w+;)/g, escaped)))
    .join('');

/** An underscore inside of a word is not markup; elsewhere the sign is escaped. */
function escaped(sign: string, offset: number, whole: string): string {
  const inWord = sign === '_' && /[a-z0-9]/i.test(whole[offset - 1] ?? '') && /[a-z0-9]/i.test(whole[offset + 1] ?? '');
  if (inWord || (sign === '#' && offset > 0 && whole[offset - 1] !== ' ')) return sign;
  return sign === '&' ? '&amp;' : `\\${sign}`;
}

/** A text as code, also where it holds backticks itself. */
export function code(text: string): string {
  const shown = onOneLine(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 || shown.startsWith(' ') ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** A table; the cells are Markdown already. `right` names the columns that hold numbers. */
export const tableInMarkdown = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string =>
  [head, head.map((_, at) => (right.includes(at) ? '---:' : '---')), ...rows]
    .map((row) => `| ${row.join(' | ')} |\n`)
    .join('');
