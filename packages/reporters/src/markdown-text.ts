import { onOneLine, visible } from './safe-text.ts';

/** A word behind an `@`, and what stands in parentheses behind that. */
const mention = /((?<![\w@])@@?[\w.]+(?:\([^()|`]*\))?)/g;

/**
 * A text in one line as Markdown that shows it as it is: what would be markup is escaped, and a word behind an `@` is
 * code, because a forge would write to the person of that name.
 */
export const inMarkdown = (text: string): string =>
  onOneLine(text)
    .split(mention)
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

/** A text in one line inside of an element of HTML. What would be a mention is code, as in Markdown. */
export const inHtml = (text: string): string =>
  onOneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(mention, '<code>$1</code>');

/** A text as a block of code, also where it holds such a block itself. */
export function codeBlock(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${visible(text)}\n${fence}\n`;
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
