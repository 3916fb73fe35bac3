/**
 * A text as lines of SQL comments. A name may hold anything: what ends a line, or what a reader of SQL files takes for a
 * command, must not end the comment.
 */
export function commentOf(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? '--' : `-- ${inComment(line)}`)).join('\n');
}

/** One line, whatever is in it. */
export const inComment = (text: string): string =>
  text
    .replace(/\p{Cc}|\u2028|\u2029/gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('--> statement-breakpoint', '-- > statement-breakpoint');

/** A sentence cut into lines of at most so many letters; `first` begins the first line, `rest` all others. */
export function wrapped(text: string, first = '', rest = first): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > 116) {
      lines.push(line);
      line = rest + word;
    } else {
      line += isEmpty ? word : ` ${word}`;
    }
    isEmpty = false;
  }
  return [...lines, line];
}
