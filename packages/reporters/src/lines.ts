import type { Problem } from '@refint/model';
import { shownPlace } from './place.ts';
import type { Reporter } from './reporter.ts';
import { onOneLine } from './safe-text.ts';

/**
 * `path:line:column severity text (rule)`, one line for each finding, then one for each problem with the word `problem`
 * in place of the severity. Nothing else, so that it can be counted and searched.
 */
export const lines: Reporter = ({ findings, problems }) =>
  [
    ...findings.map(({ at, severity, text, rule }) => `${shownPlace(at)} ${severity} ${onOneLine(text)} (${rule})\n`),
    ...problems.map(problemLine),
  ].join('');

const problemLine = ({ at, text, kind }: Problem): string =>
  `${at ? `${shownPlace(at)} ` : ''}problem ${onOneLine(text)} (${kind})\n`;
