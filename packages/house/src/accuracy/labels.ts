import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How a person judged one finding of relations/undeclared-reference: whether the column is meant as a reference to that table. */
export interface Label {
  readonly entry: string;
  readonly reference: string;
  readonly isTrue: boolean;
  readonly reason: string;
}

/** One line for each finding, in parts between tabs; a line with the name of an entry begins its part. */
const file = fileURLToPath(new URL('../truth/undeclared-labels.txt', import.meta.url));

let all: readonly Label[] | undefined;

export const labelsFor = (entry: string): readonly Label[] =>
  (all ??= readLabels(readFileSync(file, 'utf8'))).filter((label) => label.entry === entry);

/** The labels in a text. A line that is none is an error: a label that gets lost makes the others look better. */
export function readLabels(text: string): readonly Label[] {
  const labels: Label[] = [];
  let entry = '';
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [reference = '', verdict, reason = '', ...more] = line.split('\t');
    if (verdict === undefined) entry = line;
    else if ((verdict === 'true' || verdict === 'false') && reason !== '' && more.length === 0 && entry !== '') {
      labels.push({ entry, reference, isTrue: verdict === 'true', reason });
    } else throw new Error(`line ${at + 1} of the labels is neither an entry nor a label: ${line}`);
  }
  return labels;
}
