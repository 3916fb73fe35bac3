import type { LockLine, MigrationStory, ProjectStory, TransactionStory } from '@refint/core';
import { amount } from '../counts.ts';
import { code, inMarkdown, tableInMarkdown } from '../markdown-text.ts';
import { folded, foldedTable, type ShowPlace } from './layout.ts';
import { shownDeeds } from './words.ts';

/** Which statements lock what, migration by migration, and which files must be two. */
export function locksOf({ migrations }: ProjectStory, at: ShowPlace): string {
  if (migrations.length === 0) return '';
  const two = migrations.filter(({ split }) => split.files === 'two');
  const locking = migrations.filter((one) => linesOf(one).length > 0);
  const reasons = two.flatMap(({ name, split }) =>
    split.because.map(({ text, at: place }) => [code(name), inMarkdown(text), at(place)]),
  );
  const overview = migrations.map((one) => [
    code(one.name),
    shownDeeds(one),
    String(one.statements),
    transactions(one),
    waiting(one),
    one.failing.length > 0 ? `**cannot run**` : one.split.files === 'two' ? '**must be two**' : 'one file',
  ]);
  return [
    '## Migrations and their locks\n',
    `${amount(migrations.length, 'migration')}, of which ${two.length === 0 ? 'none must' : two.length === 1 ? 'one must' : `${two.length} must`} be two. Locks are told of tables that somebody may be using: new and empty ones are left out, and so is what is not proved.\n`,
    foldedTable(
      amount(migrations.length, 'migration'),
      ['migration', 'makes', 'statements', 'transactions', 'others wait for', ''],
      overview,
      [2],
    ),
    ...(reasons.length > 0
      ? [
          `Must be two:\n`,
          foldedTable(
            `${amount(reasons.length, 'statement')} to be run later`,
            ['migration', 'statement', 'at'],
            reasons,
          ),
        ]
      : []),
    ...locking.slice(0, mostFolds).map((one) => lockTable(one, at)),
    ...(locking.length > mostFolds
      ? [`and ${locking.length - mostFolds} more migrations that lock tables; \`--format json\` lists all\n`]
      : []),
  ].join('\n');
}

const mostFolds = 40;
const mostLines = 60;

const linesOf = ({ transactions }: MigrationStory): readonly LockLine[] => transactions.flatMap(({ locks }) => locks);

const together: Readonly<Record<TransactionStory['together'], string>> = {
  statement: 'each statement by itself',
  block: 'BEGIN … COMMIT',
  file: 'one, the file',
  pending: 'one, with all pending files',
};

const transactions = ({ transactions: all }: MigrationStory): string =>
  [...new Set(all.map((one) => together[one.together]))].join(', ');

/** The tables for which others wait as long as rows are read or written. */
function waiting(one: MigrationStory): string {
  const tables = new Set(linesOf(one).flatMap(({ table, long }) => (long ? [table] : [])));
  const names = [...tables].slice(0, 4).map(inMarkdown);
  return tables.size > names.length ? `${names.join(', ')} and ${tables.size - names.length} more` : names.join(', ');
}

function lockTable(one: MigrationStory, at: ShowPlace): string {
  const lines = linesOf(one);
  const rows = lines
    .slice(0, mostLines)
    .map((line) => [
      at(line.at),
      inMarkdown(line.table),
      line.held ? `${line.mode}, under ${line.held.mode} since ${at(line.held.at)}` : line.mode,
      line.rewrites ? 'rewrites' : line.scans ? 'reads all rows' : '',
      line.stops === 'nothing'
        ? ''
        : line.long
          ? `**no ${line.stops.replace(' and ', ' or ')}**`
          : `no ${line.stops.replace(' and ', ' or ')}, shortly`,
      inMarkdown(line.because),
    ]);
  const left = lines.length - rows.length;
  const more = left > 0 ? `\nand ${left} more\n` : '';
  const head = ['at', 'table', 'lock', 'work', 'meanwhile', 'to'];
  return folded(`${htmlOf(one.name)}: ${amount(lines.length, 'lock')}`, tableInMarkdown(head, rows) + more);
}

const htmlOf = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
