import type { Proposal, Report } from '@refint/core';
import type { Colors } from '../colors.ts';
import { amount } from '../counts.ts';
import { onOneLine } from '../safe-text.ts';
import { projectLines } from '../summary.ts';

/** What became of a beginning. */
export interface Begun {
  readonly report: Report;
  /** Nothing where the configuration that is there was kept. */
  readonly proposal: Proposal | undefined;
  readonly runners: readonly string[];
  /** The files, as people know them, and whether they were written or would be. */
  readonly files: readonly string[];
  readonly isDry: boolean;
  readonly notes: readonly string[];
  /** Commands to type next. */
  readonly next: readonly string[];
}

/** What was seen, what was written, and how to go on. */
export function begunText({ report, proposal, runners, files, isDry, notes, next }: Begun, { bold }: Colors): string {
  const seen = projectLines(report).map((line, at) => `${line} Run by ${runners[at]}.`);
  const did = files.map((file) => `${isDry ? 'Would write' : 'Wrote'} ${bold(onOneLine(file))}`);
  return `${[
    `${bold('Seen')}\n${lines(seen)}`,
    ...(proposal ? [`${bold('Proposed')}\n${lines(proposed(proposal))}`] : []),
    did.join('\n'),
    ...(notes.length > 0 ? [notes.map((note) => `note: ${onOneLine(note)}`).join('\n')] : []),
    ...(next.length > 0 ? [`${bold('Next')}\n${lines(next)}`] : []),
  ].join('\n\n')}\n`;
}

const proposed = ({ deletes, tenancy }: Proposal): readonly string[] => [
  deletes.length > 0
    ? `deletes: ${amount(deletes.length, 'entry', 'entries')} that ${deletes.length === 1 ? 'says' : 'say'} what schema and migrations do today`
    : 'deletes: nothing, since schema and migrations show no habit',
  tenancy
    ? `tenancy: ${tenancy.settings.root}, by ${tenancy.settings.column}; ${tenancyCount(tenancy.settings.except.length)}`
    : 'tenancy: nothing, since no table shows whose rows the others are',
];

const lines = (texts: readonly string[]): string => texts.map((text) => `  ${text}`).join('\n');

const tenancyCount = (except: number): string =>
  except === 0
    ? 'every table belongs to one'
    : `${amount(except, 'table')} ${except === 1 ? 'belongs' : 'belong'} to none`;
