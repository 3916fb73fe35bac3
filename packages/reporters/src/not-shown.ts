import type { Checked } from '@refint/core';
import { amount, listed } from './counts.ts';

/** How many findings are true and not shown, and who says so, as sentences; none where all are shown. */
export function notShown({ suppressed = [], baseline, change }: Checked): readonly string[] {
  const sentences: string[] = [];
  const count = (kind: string): number => suppressed.filter((one) => one.kind === kind).length;
  const [ignored, known] = [count('in-source'), count('external')];
  const parts = [
    ...(ignored > 0 ? [`${ignored} ignored by comments`] : []),
    ...(known > 0 ? [`${known} known in ${baseline?.path}`] : []),
  ];
  if (parts.length > 0) sentences.push(`Not shown: ${listed(parts)}.`);
  if (change && change.findings + change.problems > 0) {
    const old = listed([
      ...(change.findings > 0 ? [amount(change.findings, 'finding')] : []),
      ...(change.problems > 0 ? [amount(change.problems, 'problem')] : []),
    ]);
    const isOne = change.findings + change.problems === 1;
    const [was, are, them] = isOne ? ['was', 'is', 'it'] : ['were', 'are', 'them'];
    sentences.push(`${old} that ${was} there before ${are} not shown; refint check shows ${them}.`);
  }
  const gone = change ? 0 : (baseline?.gone ?? 0);
  if (gone > 0) {
    const are = gone === 1 ? 'is' : 'are';
    sentences.push(
      `${amount(gone, 'finding')} of ${baseline?.path} ${are} no longer there: refint baseline --prune takes ${gone === 1 ? 'it' : 'them'} out.`,
    );
  }
  return sentences;
}
