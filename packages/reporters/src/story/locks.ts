import type { LockLine, MigrationStory, ProjectStory, TransactionStory } from '@refint/core';
import { amount } from '../counts.ts';
import { code, inMarkdown, tableInMarkdown } from '../markdown-text.ts';
import { onOneLine } from '../safe-text.ts';
import { folded, foldedTable, type Places } from './layout.ts';
import { shownDeeds, shownStop, splitSentence } from './words.ts';

/** Which statements lock what, migration by migration, and which files must be two. */
export function locksOf(story: ProjectStory, places: Places): string {
  const { migrations } = story;
  if (migrations.length === 0) return '';
  const two = migrations.filter(({ split }) => split.files === 'two');
  const reasons = two.flatMap(({ split }) =>
    split.because.map(({ text, at: place }) => [inMarkdown(text), places.at(place)]),
  );
  const locking = migrations.filter((one) => linesOf(one).some(({ long }) => long));
  const shown = locking.slice(-mostTables);
  const left = locking.length - shown.length;
  return [
    '## Migrations and their locks\n',
    `${splitSentence(story)} Told are locks on tables that somebody may be using: new and empty ones are left out, and so is what is not proved.\n`,
    overview(migrations),
    ...(reasons.length > 0
      ? [
          'To be run later than the rest of its file:\n',
          foldedTable(amount(reasons.length, 'statement'), ['statement', 'at'], reasons, { keep: 'last' }),
        ]
      : []),
    ...shown.map((one) => lockTable(one, places)),
    ...(left > 0
      ? [`and ${amount(left, 'migration')} before with locks for which others wait; \`--format json\` has all\n`]
      : []),
  ].join('\n');
}

/** Of so many migrations, the last ones, and of so many lines of each the locks are listed. */
const mostTables = 12;
const mostLines = 40;

/** All that a migration locks. */
export const linesOf = ({ transactions }: MigrationStory): readonly LockLine[] =>
  transactions.flatMap(({ locks }) => locks);

/** What is committed together. */
export const together: Readonly<Record<TransactionStory['together'], string>> = {
  statement: 'each statement by itself',
  block: 'BEGIN … COMMIT',
  file: 'the file',
  pending: 'all pending files together',
};

function overview(migrations: readonly MigrationStory[]): string {
  const head = ['migration', 'makes', 'statements', 'transaction', 'others wait for', 'file'];
  const rows = migrations.map((one) => [
    code(one.name),
    shownDeeds(one) || 'nothing that refint follows',
    String(one.statements),
    [...new Set(one.transactions.map((transaction) => together[transaction.together]))].join(', '),
    waitedFor(one),
    one.failing.length > 0 ? '**cannot run**' : one.split.files === 'two' ? '**must be two**' : 'one',
  ]);
  return foldedTable(amount(migrations.length, 'migration'), head, rows, { right: [2], keep: 'last' });
}

/** The tables for which others wait as long as rows are read or written. */
function waitedFor(one: MigrationStory): string {
  const tables = [...new Set(linesOf(one).flatMap(({ table, long }) => (long ? [table] : [])))];
  const names = tables.slice(0, 4).map(inMarkdown).join(', ');
  return tables.length > 4 ? `${names} and ${tables.length - 4} more` : names;
}

function lockTable(one: MigrationStory, { at, near }: Places): string {
  const groups = alike(linesOf(one));
  const rows = groups
    .slice(0, mostLines)
    .map(([line, more]) => [
      `${at(line.at)}${more > 0 ? ` and ${more} more` : ''}`,
      inMarkdown(line.table),
      line.held ? `${line.mode}, under ${line.held.mode} since ${near(line.held.at, line.at)}` : line.mode,
      line.rewrites ? 'rewrites' : line.scans ? 'reads all rows' : '',
      line.long ? `**${shownStop(line.stops)}**` : line.stops === 'nothing' ? '' : `${shownStop(line.stops)}, shortly`,
      inMarkdown(line.because),
    ]);
  const left = groups.length - rows.length;
  const head = ['at', 'table', 'lock', 'work', 'meanwhile', 'to'];
  const table = tableInMarkdown(head, rows) + (left > 0 ? `\nand ${left} more; \`--format json\` has all\n` : '');
  return folded(`${html(one.name)}: ${amount(linesOf(one).length, 'lock')}`, table);
}

/** Lines that say the same of the same table as one, with the number of the others. */
function alike(lines: readonly LockLine[]): readonly (readonly [LockLine, number])[] {
  const groups = new Map<string, [LockLine, number]>();
  for (const line of lines) {
    const { table, mode, held, scans, rewrites, because, long } = line;
    const key = [table, mode, held?.mode, held?.at.span.start, scans, rewrites, because, long].join('\u0000');
    const known = groups.get(key);
    if (known) known[1]++;
    else groups.set(key, [line, 0]);
  }
  return [...groups.values()];
}

const html = (text: string): string =>
  onOneLine(text).replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
