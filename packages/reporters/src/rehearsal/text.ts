import type { Rehearsal } from '@refint/core';
import type { Colors } from '../colors.ts';
import { onOneLine } from '../safe-text.ts';
import { textTable } from '../text-table.ts';
import { type RehearsalPart, rehearsalParts, shownServer } from './parts.ts';

/** What a rehearsal found out, for people. */
export function rehearsalText(rehearsal: Rehearsal, colors: Colors): string {
  const head = [onOneLine(`Project ${rehearsal.project}, rehearsed on ${shownServer(rehearsal)}`)];
  const end = rehearsal.verdict === 'well' ? colors.green('All is well.') : colors.red('Not all is well.');
  const parts = [head, ...rehearsalParts(rehearsal).map((part) => linesOf(part, colors)), [end]];
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

function linesOf({ title, sentences, table }: RehearsalPart, { bold, dim }: Colors): readonly string[] {
  const [head = '', ...rows] = table
    ? textTable(
        table.head,
        table.rows.map((row) => row.map(onOneLine)),
      )
    : [];
  return [bold(onOneLine(title)), ...sentences.map(onOneLine), ...(table ? [dim(head), ...rows] : [])];
}
