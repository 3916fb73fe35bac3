import type { Disagreement, RefusedStatement, Rehearsal, RehearsedOn } from '@refint/core';
import type { Colors } from '../colors.ts';
import { amount } from '../counts.ts';
import { onOneLine } from '../safe-text.ts';

/** What a rehearsal found out, for people. */
export function rehearsalText(rehearsal: Rehearsal, colors: Colors): string {
  const { history } = rehearsal;
  const parts = [
    [`Project ${onOneLine(rehearsal.project)}, rehearsed on ${shownServer(rehearsal.server)}`],
    historyPart(rehearsal, colors),
    refusedPart(history.refused, colors),
    disagreementPart(history.disagreements, colors),
    [rehearsal.verdict === 'well' ? colors.green('All is well.') : colors.red('Not all is well.')],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

export const shownServer = ({ version, where }: RehearsedOn): string =>
  `PostgreSQL ${onOneLine(version)} ${where === 'in-process' ? 'in process' : 'on the server that was named'}`;

function historyPart({ history }: Rehearsal, { bold, dim }: Colors): readonly string[] {
  const { migrations, statements, tables, foreignKeys, compared, partly } = history;
  const made = `${amount(tables, 'table')} and ${amount(foreignKeys, 'foreign key')}`;
  return [
    bold('The history'),
    `${amount(migrations, 'migration')} with ${amount(statements, 'statement')} make ${made}.`,
    ...(partly === undefined
      ? [
          `What they make was compared with the replay, and what ${amount(compared, 'statement')} lock with docs/locks.md.`,
        ]
      : [dim(`note: nothing was compared, because the files do not show all: ${onOneLine(partly)}`)]),
  ];
}

const foreseen: Readonly<Record<RefusedStatement['foreseen'], string>> = {
  yes: 'refint says so too',
  no: 'refint does not see it',
  rows: 'it depends on more than files',
};

function refusedPart(refused: readonly RefusedStatement[], { bold, red }: Colors): readonly string[] {
  if (refused.length === 0) return [];
  return [
    bold(`PostgreSQL refuses ${amount(refused.length, 'statement')}`),
    ...refused.map(
      ({ path, line, code, text, foreseen: by }) =>
        `${onOneLine(path)}:${line}: ${red(code)} ${onOneLine(text)} (${foreseen[by]})`,
    ),
  ];
}

function disagreementPart(all: readonly Disagreement[], { bold, red }: Colors): readonly string[] {
  if (all.length === 0) return [];
  return [
    bold(`refint and PostgreSQL differ in ${amount(all.length, 'thing')}`),
    ...all.map(({ at, what, refint, postgresql }) => {
      const place = at ? `${onOneLine(at.path)}:${at.line}: ` : '';
      return `${place}${onOneLine(what)}: refint says ${red(onOneLine(refint))}, PostgreSQL ${red(onOneLine(postgresql))}`;
    }),
    'Each of these is a defect of refint. Please report it, with the statement at that place.',
  ];
}
