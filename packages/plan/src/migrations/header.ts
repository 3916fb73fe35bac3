import { actionInSql, type Lock, type Runner, shownColumns, shownReference, shownTableId, stops } from '@refint/model';
import { commentOf, wrapped } from '../comment.ts';
import type { OrphanChoice, Step } from '../plan.ts';
import { type Draft, lockTimeout } from './draft.ts';

/** A file that is to be described: its number among all, and the locks that it takes, one for each table. */
export interface Described {
  readonly draft: Draft;
  readonly at: number;
  readonly drafts: readonly Draft[];
  /** What the runner calls each of them. */
  readonly names: readonly string[];
  readonly locks: readonly Lock[];
  readonly runner: Runner;
}

/** The comment that a file begins with: what it is, why, in which order, which locks it takes and for how long. */
export function headerOf(described: Described): string {
  const { draft, at, drafts } = described;
  return commentOf([
    `refint plan, file ${at + 1} of ${drafts.length}: ${titles[draft.kind]}${priorityOf(draft)}.`,
    '',
    'Why:',
    ...draft.steps.flatMap((step) => wrapped(aboutStep(step, draft), '  ', '    ')),
    '',
    'Order:',
    ...orderOf(described).flatMap((line) => wrapped(line, '  ', line.startsWith('- ') ? '    ' : '  ')),
    '',
    'Locks (docs/locks.md):',
    ...locksOf(described).flatMap((line) => wrapped(line, '  ', '    ')),
  ]);
}

const titles: Readonly<Record<Draft['kind'], string>> = {
  index: 'builds an index that finds the rows of a foreign key',
  replace: 'puts the right foreign key in the place of a wrong one',
  add: 'adds foreign keys; from then on new rows are checked',
  validate: 'looks at the rows that were there before, so that the foreign keys hold for all of them',
};

const priorityOf = ({ kind, steps: [first] }: Draft): string =>
  (kind === 'add' || kind === 'validate') && first?.priority !== undefined ? ` (priority ${first.priority})` : '';

function aboutStep(step: Step, { kind }: Draft): string {
  const { key, because, notes, index, instead } = step;
  const shown = shownReference(key);
  if (kind === 'index') {
    const what = shownColumns(key.table, index.columns);
    return `no index finds the rows of ${shown}: without ${index.name} on ${what} each delete and each change of a key of ${shownTableId(key.referencedTable)} reads all of ${shownTableId(key.table)}.`;
  }
  if (kind === 'validate') return `${key.name}: ${shown}.`;
  const actions = `ON DELETE ${actionInSql(key.onDelete)}, ON UPDATE ${actionInSql(key.onUpdate)}`;
  const was = instead && instead.name !== key.name ? ` in the place of ${instead.name}` : '';
  return [`${key.name}${was}: ${shown}, ${actions}: ${because}.`, ...notes.map((note) => `Note: ${note}.`)].join(' ');
}

function orderOf({ draft, at, drafts, runner }: Described): readonly string[] {
  const numberOf = (one: Draft | undefined): string => (one ? `file ${drafts.indexOf(one) + 1}` : '');
  const before = at === 0 ? 'Nothing comes before it.' : `After file ${at}.`;
  const alone =
    runner === 'drizzle'
      ? [
          'drizzle runs all that is pending in one transaction, which holds every lock to its end: deploy this file by itself, and the next one after it.',
        ]
      : isAlone(draft)
        ? ['An index that is built concurrently has to be alone in its file: nothing else may come here.']
        : [];
  const later = drafts.find((one) => one.kind === 'validate' && one.steps.some((step) => draft.steps.includes(step)));
  if (draft.kind === 'validate') {
    return [
      before,
      'Before it: run the audit.sql that `refint plan --write` makes. It fails, and changes nothing, where a row references nothing. What may become of such rows:',
      ...draft.steps.flatMap(({ key, orphans }) =>
        orphans.length === 0 ? [] : [`- ${shownReference(key)}: ${orphans.map((one) => choices[one]).join('; ')}.`],
      ),
      ...alone,
    ];
  }
  const then = draft.kind !== 'index' && later ? [`The rows that are there now are left for ${numberOf(later)}.`] : [];
  return [before, ...then, ...alone];
}

/** What each choice means, for people. */
export const choices: Readonly<Record<OrphanChoice, string>> = {
  delete: 'delete them',
  null: 'set the columns to null',
  're-point': 'let them reference another row',
  quarantine: 'move them to a table of their own',
};

function locksOf({ locks, draft, runner, at, names }: Described): readonly string[] {
  if (locks.length === 0) return ['None on tables that are there.'];
  const isRead = locks.some(({ scans, rewrites }) => scans || rewrites);
  return [
    ...locks.map((lock) => `${shownTableId(lock.table)}: ${lock.mode}, ${effectOf(lock, isRead)}.`),
    ...(isAlone(draft) ? waitsForOthers(draft) : [`${givesUp(runner, names[at] ?? '')} ${held[runner]}`]),
  ];
}

/** An index that is built concurrently: a limit to the waiting would only leave half of one behind. */
const isAlone = ({ kind, statements }: Draft): boolean => kind === 'index' && statements.length === 1;

const waitsForOthers = ({ steps: [step] }: Draft): readonly string[] => [
  'It waits for transactions that are open to end, and nobody waits for it, so that no lock_timeout is needed.',
  `Where it fails it leaves an invalid index behind: drop ${step?.index.name} before it is run again.`,
];

function givesUp(runner: Runner, name: string): string {
  const again =
    runner === 'prisma'
      ? `it can be run again after \`prisma migrate resolve --rolled-back ${name}\``
      : 'it can be run again';
  return `Each is waited for at most ${lockTimeout}; then ${runner === 'psql' ? 'the statement' : 'the file'} fails, nothing of it has happened, and ${again}.`;
}

const held: Readonly<Record<Runner, string>> = {
  prisma: 'They are held until the file ends.',
  psql: 'They are held until the COMMIT behind each statement.',
  drizzle: 'They are held until all pending files have run.',
};

/** What a lock stops, and how long it is held by what is done under it, or under another one meanwhile. */
function effectOf({ mode, scans, because }: Lock, isRead: boolean): string {
  const stopped = stops(mode);
  const what = stopped === 'nothing' ? 'which stops neither reads nor writes' : `which stops ${stopped}`;
  const long = scans ? 'while all of its rows are read' : isRead ? 'meanwhile' : 'for a moment';
  return `${what}, ${long} (to ${because})`;
}
