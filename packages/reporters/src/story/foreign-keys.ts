import type { CreatedKey, LockLine, MissedKey, PriorityGroup, ProjectStory } from '@refint/core';
import { actionInSql } from '@refint/model';
import { amount, listed } from '../counts.ts';
import { code, inMarkdown } from '../markdown-text.ts';
import { foldedTable, type Places } from './layout.ts';
import { createdAction, inState, shownStop, unsafeSentence } from './words.ts';

/** What became of foreign keys between the points, and which of them are still missing. */
export function foreignKeysOf(story: ProjectStory, places: Places): string {
  if (!story.counts.after) return '';
  const parts = [
    ...createdIn(story.changes.created, places),
    ...missedIn(story.changes.missed, places),
    ...unsafeIn(story, places),
    ...droppedIn(story, places),
    ...notValidIn(story, places),
    ...declaredOnlyIn(story, places),
  ];
  return ['## Foreign keys\n', ...(parts.length > 0 ? parts : ['None was created, skipped or dropped.\n'])].join('\n');
}

function createdIn(groups: readonly PriorityGroup[], places: Places): readonly string[] {
  const count = groups.reduce((sum, { keys }) => sum + keys.length, 0);
  if (count === 0) return [];
  const isLate = groups.some(({ keys }) => keys.some(({ validated, validatedBy }) => validatedBy || !validated));
  const isDecided = groups.some(({ priority }) => priority !== undefined);
  return [
    `### Created (${count})\n`,
    ...groups.flatMap(({ priority, keys }) => {
      const title = amount(keys.length, 'foreign key');
      const head = ['reference', 'on delete', 'on update', 'reason', 'made', 'validated'];
      const rows = keys.map((key) => createdRow(key, isLate, places));
      const words = priority === undefined ? 'Without a priority' : `Priority ${inMarkdown(priority)}`;
      return [...(isDecided ? [`${words}:\n`] : []), foldedTable(title, head, rows)];
    }),
  ];
}

const createdRow = (key: CreatedKey, isLate: boolean, { at, near }: Places): readonly string[] => [
  inMarkdown(key.reference),
  createdAction(key),
  actionInSql(key.onUpdate),
  inMarkdown(key.because ?? ''),
  at(key.made?.at),
  !isLate ? '' : key.validatedBy ? near(key.validatedBy.at, key.made?.at) : key.validated ? 'at once' : '**no**',
];

/** What it is called that a foreign key was tried in vain, and what that means. */
export const missedWords: Readonly<Record<MissedKey['what'], readonly [string, string]>> = {
  skipped: ['Skipped', 'A condition around it was false, so it was never created, and nothing said so.'],
  swallowed: ['Lost to a caught error', 'It failed, and a handler caught the error, so nothing said so.'],
  failing: ['Cannot be created', 'The statement fails, and the migration with it.'],
};

function missedIn(missed: readonly MissedKey[], { at, near }: Places): readonly string[] {
  return (['skipped', 'swallowed', 'failing'] as const).flatMap((what) => {
    const own = missed.filter((one) => one.what === what);
    if (own.length === 0) return [];
    const [title, sentence] = missedWords[what];
    const rows = own.map(({ reference, priority, fact, condition, meant, tried }) => [
      inMarkdown(reference),
      inMarkdown(priority ?? ''),
      inMarkdown(fact),
      condition
        ? `${condition.text === undefined ? 'the handler' : code(condition.text)}, ${near(condition.at, tried.at)}`
        : '',
      meant ? `${inMarkdown(meant.reference)}, ${at(meant.at)}` : '',
      at(tried.at),
    ]);
    const why = what === 'failing' ? 'why' : 'missing fact';
    const head = ['reference', 'priority', why, 'decided by', 'the schema has', 'tried'];
    return [
      `### ${title} (${own.length})\n`,
      `${sentence}\n`,
      foldedTable(amount(own.length, 'foreign key'), head, rows),
    ];
  });
}

/** Foreign keys by name with the lines that make others wait because of them. */
function unsafeIn(story: ProjectStory, { at, near }: Places): readonly string[] {
  const byKey = new Map<string, LockLine[]>();
  for (const { transactions } of story.migrations) {
    for (const line of transactions.flatMap(({ locks }) => locks)) {
      if (line.reference === undefined || !line.long) continue;
      byKey.set(line.reference, [...(byKey.get(line.reference) ?? []), line]);
    }
  }
  if (byKey.size === 0) return [];
  const rows = [...byKey].map(([reference, lines]) => [
    inMarkdown(reference),
    locksOn(lines),
    listed([...new Set(lines.map(({ stops }) => stops))].map((stops) => stopped(stops, lines))),
    at(lines[0]?.at),
    near(lines.find(({ held }) => held)?.held?.at, lines[0]?.at),
  ]);
  return [
    `### Unsafe (${byKey.size})\n`,
    `${unsafeSentence(story).replace('--from', '`--from`')}\n`,
    foldedTable(amount(byKey.size, 'foreign key'), ['reference', 'lock', 'meanwhile', 'statement', 'held since'], rows),
  ];
}

/** "SHARE ROW EXCLUSIVE on posts and users". */
function locksOn(lines: readonly LockLine[]): string {
  const byMode = new Map<string, Set<string>>();
  for (const { table, mode, held } of lines) {
    const strongest = held?.mode ?? mode;
    byMode.set(strongest, (byMode.get(strongest) ?? new Set()).add(table));
  }
  return listed([...byMode].map(([mode, tables]) => `${mode} on ${listed([...tables].map(inMarkdown))}`));
}

/** "no writes", with the tables where others are stopped in another way. */
function stopped(stops: LockLine['stops'], lines: readonly LockLine[]): string {
  if (lines.every((line) => line.stops === stops)) return shownStop(stops);
  const tables = new Set(lines.flatMap((line) => (line.stops === stops ? [line.table] : [])));
  return `${shownStop(stops)} of ${listed([...tables].map(inMarkdown))}`;
}

function droppedIn({ changes }: ProjectStory, { at }: Places): readonly string[] {
  const { dropped } = changes;
  if (dropped.length === 0) return [];
  const rows = dropped.map((key) => [
    inMarkdown(key.reference),
    key.onDelete ? actionInSql(key.onDelete) : '',
    key.declared ? '**yes**' : 'no',
    at(key.dropped?.at),
  ]);
  return [
    `### Dropped (${dropped.length})\n`,
    foldedTable(
      amount(dropped.length, 'foreign key'),
      ['reference', 'on delete was', 'still declared', 'dropped'],
      rows,
    ),
  ];
}

function notValidIn(story: ProjectStory, { at }: Places): readonly string[] {
  const own = inState(story, 'not-valid');
  if (own.length === 0) return [];
  const rows = own.map(({ reference, constraint, made }) => [
    inMarkdown(reference),
    code(constraint ?? ''),
    at(made?.at),
  ]);
  return [
    `### Not validated (${own.length})\n`,
    'New rows are checked, old ones never were.\n',
    foldedTable(amount(own.length, 'foreign key'), ['reference', 'constraint', 'made'], rows),
  ];
}

function declaredOnlyIn(story: ProjectStory, { at }: Places): readonly string[] {
  const own = byWeight(inState(story, 'declared-only'), story.priorities);
  if (own.length === 0) return [];
  const rows = own.map(({ reference, because, declared, onDelete }) => [
    inMarkdown(reference),
    inMarkdown(onDelete.decided?.priority ?? ''),
    inMarkdown(because?.text ?? ''),
    at(declared?.at),
  ]);
  return [
    `### Declared only (${own.length})\n`,
    'The schema declares them, and no migration makes a foreign key.\n',
    foldedTable(amount(own.length, 'relation'), ['reference', 'priority', 'why', 'declared'], rows),
  ];
}

/** The weightiest first; of the same priority by name. */
function byWeight(lines: ProjectStory['references'], priorities: readonly string[]): ProjectStory['references'] {
  const rank = ({ onDelete }: ProjectStory['references'][number]) => {
    const at = priorities.indexOf(onDelete.decided?.priority ?? '');
    return at < 0 ? priorities.length : at;
  };
  return [...lines].sort((a, b) => rank(a) - rank(b));
}
