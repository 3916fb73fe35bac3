import type { CreatedKey, LockLine, MissedKey, PriorityGroup, ProjectStory } from '@refint/core';
import { actionInSql } from '@refint/model';
import { amount, listed } from '../counts.ts';
import { code, inMarkdown } from '../markdown-text.ts';
import { foldedTable, type ShowPlace } from './layout.ts';
import { inState } from './words.ts';

/** What became of foreign keys between the points, and which of them are still missing. */
export function foreignKeysOf(story: ProjectStory, at: ShowPlace): string {
  const parts = [
    ...createdIn(story.changes.created, at),
    ...missedIn(story.changes.missed, at),
    ...unsafeIn(story, at),
    ...droppedIn(story, at),
    ...notValidIn(story, at),
    ...declaredOnlyIn(story, at),
  ];
  return ['## Foreign keys\n', ...(parts.length > 0 ? parts : ['None was created, skipped or dropped.\n'])].join('\n');
}

function createdIn(groups: readonly PriorityGroup[], at: ShowPlace): readonly string[] {
  const count = groups.reduce((sum, { keys }) => sum + keys.length, 0);
  if (count === 0) return [];
  return [
    `### Created (${count})\n`,
    ...groups.flatMap(({ priority, keys }) => {
      const words = priority === undefined ? 'Not in the decision record' : `Priority ${inMarkdown(priority)}`;
      const title = `${amount(keys.length, 'foreign key')}${priority === undefined ? ' that the decision record does not name' : ''}`;
      const isReasoned = keys.some(({ because }) => because !== undefined);
      const head = ['reference', 'on delete', 'on update', ...(isReasoned ? ['reason'] : []), 'made', 'validated'];
      const rows = keys.map((key) => createdRow(key, isReasoned, at));
      return [...(groups.length > 1 || priority !== undefined ? [`${words}:\n`] : []), foldedTable(title, head, rows)];
    }),
  ];
}

const createdRow = (key: CreatedKey, isReasoned: boolean, at: ShowPlace): readonly string[] => [
  inMarkdown(key.reference),
  `${actionInSql(key.onDelete)}${key.was && key.was !== key.onDelete ? `, was ${actionInSql(key.was)}` : ''}`,
  actionInSql(key.onUpdate),
  ...(isReasoned ? [inMarkdown(key.because ?? '')] : []),
  at(key.made?.at),
  key.validatedBy ? at(key.validatedBy.at) : key.validated ? 'at once' : '**no**',
];

const missedWords: Readonly<Record<MissedKey['what'], readonly [string, string]>> = {
  skipped: ['Skipped', 'A condition around it was false, so it was never created, and nothing said so.'],
  swallowed: ['Lost to a caught error', 'It failed, and a handler caught the error, so nothing said so.'],
  failing: ['Cannot be created', 'The statement fails, and the migration with it.'],
};

function missedIn(missed: readonly MissedKey[], at: ShowPlace): readonly string[] {
  return (['skipped', 'swallowed', 'failing'] as const).flatMap((what) => {
    const own = missed.filter((one) => one.what === what);
    if (own.length === 0) return [];
    const [title, sentence] = missedWords[what];
    const rows = own.map((key) => [
      inMarkdown(key.reference),
      inMarkdown(key.priority ?? ''),
      inMarkdown(key.fact),
      key.condition
        ? `${key.condition.text === undefined ? 'handler' : code(key.condition.text)} at ${at(key.condition.at)}`
        : '',
      key.meant ? `${inMarkdown(key.meant.reference)} at ${at(key.meant.at)}` : '',
      at(key.tried.at),
    ]);
    const shown = [
      'reference',
      'priority',
      what === 'failing' ? 'why' : 'missing fact',
      'decided by',
      'the schema means',
      'tried',
    ];
    const used = shown.map((_, column) => rows.some((row) => row[column] !== ''));
    const kept = (row: readonly string[]) => row.filter((_, column) => used[column]);
    return [
      `### ${title} (${own.length})\n`,
      `${sentence}\n`,
      foldedTable(amount(own.length, 'foreign key'), kept(shown), rows.map(kept)),
    ];
  });
}

/** Foreign keys by name with the lines that make others wait because of them. */
function unsafeIn({ migrations }: ProjectStory, at: ShowPlace): readonly string[] {
  const byKey = new Map<string, LockLine[]>();
  for (const { transactions } of migrations) {
    for (const line of transactions.flatMap(({ locks }) => locks)) {
      if (line.reference === undefined || !line.long) continue;
      byKey.set(line.reference, [...(byKey.get(line.reference) ?? []), line]);
    }
  }
  if (byKey.size === 0) return [];
  const rows = [...byKey].map(([reference, lines]) => [
    inMarkdown(reference),
    [...new Set(lines.map(({ table, mode, held }) => `${held?.mode ?? mode} on ${inMarkdown(table)}`))].join(', '),
    listed([...new Set(lines.map((line) => line.stops))].map((stops) => `no ${stops.replace(' and ', ' or ')}`)),
    at(lines[0]?.at),
    at(lines.find(({ held }) => held)?.held?.at),
  ]);
  return [
    `### Unsafe (${byKey.size})\n`,
    'While all rows of a table are read for it, others wait for a lock that this statement takes or an earlier one of its transaction holds.\n',
    foldedTable(amount(byKey.size, 'foreign key'), ['reference', 'lock', 'meanwhile', 'statement', 'held since'], rows),
  ];
}

function droppedIn({ changes }: ProjectStory, at: ShowPlace): readonly string[] {
  const { dropped } = changes;
  if (dropped.length === 0) return [];
  const rows = dropped.map((key) => [
    inMarkdown(key.reference),
    actionInSql(key.onDelete),
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

function notValidIn(story: ProjectStory, at: ShowPlace): readonly string[] {
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

function declaredOnlyIn(story: ProjectStory, at: ShowPlace): readonly string[] {
  const own = inState(story, 'declared-only');
  if (own.length === 0) return [];
  const rows = own.map(({ reference, because, declared, onDelete }) => [
    inMarkdown(reference),
    inMarkdown(onDelete.decided?.priority ?? ''),
    inMarkdown(because?.text ?? ''),
    at(declared?.at),
  ]);
  const isDecided = rows.some((row) => row[1] !== '');
  const kept = (row: readonly string[]) => (isDecided ? row : row.filter((_, column) => column !== 1));
  return [
    `### Declared only (${own.length})\n`,
    'The schema declares them, and no migration makes a foreign key.\n',
    foldedTable(amount(own.length, 'relation'), kept(['reference', 'priority', 'why', 'declared']), rows.map(kept)),
  ];
}
