import { widthOf } from './cells.ts';

/** A text in lines of at most `width` cells, broken at blanks; a word that is longer keeps a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, width));
}

function wrapParagraph(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const more = widthOf(word);
    if (line === '') used = more;
    else used += 1 + more;
    if (line !== '' && used > width) {
      lines.push(line);
      line = word;
      used = more;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
