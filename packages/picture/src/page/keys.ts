import type { CreatedKey, LockLine, MissedKey } from '@refint/core';
import { actionInSql } from '@refint/model';
import { html, type Markup, type Part } from './markup.ts';
import type { Section, Told } from './story-words.ts';
import { counted, foldedTable } from './table.ts';

/** What became of foreign keys between the points. */
export function keysOf(told: Told): Section {
  const parts = [...created(told), ...missed(told), ...unsafe(told), ...dropped(told), ...notValid(told)];
  return {
    id: 'keys',
    title: 'Foreign keys',
    content: parts.length > 0 ? html`${parts}` : html`<p>None was created, skipped or dropped.</p>`,
  };
}

const titled = (title: string, sentence: string, table: Part): Markup =>
  html`<h3>${title}</h3>\n${sentence === '' ? '' : html`<p>${sentence}</p>`}${table}`;

function created(told: Told): readonly Markup[] {
  const { story } = told;
  const groups = story.changes.created;
  const count = groups.reduce((sum, { keys }) => sum + keys.length, 0);
  if (count === 0) return [];
  const tables = groups.map(({ priority, keys }) => {
    const isReasoned = keys.some(({ because }) => because !== undefined);
    const words = priority === undefined ? 'not in the decision record' : `priority ${priority}`;
    const title = `${counted(keys.length, 'foreign key')}, ${words}`;
    const head = ['reference', 'on delete', 'on update', ...(isReasoned ? ['reason'] : []), 'made and validated at'];
    return html`${groups.length > 1 || priority !== undefined ? html`<h4>${sentence(words)}</h4>` : ''}${foldedTable(title, { head, rows: keys.map((key) => createdRow(key, isReasoned, told)) })}`;
  });
  return [titled(`Created (${count})`, '', tables)];
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const createdRow = (key: CreatedKey, isReasoned: boolean, { words, at }: Told): readonly Part[] => [
  html`<span class="name">${key.reference}</span>`,
  words.createdAction(key),
  actionInSql(key.onUpdate),
  ...(isReasoned ? [key.because ?? ''] : []),
  html`${at(key.made?.at)} ${key.validatedBy ? at(key.validatedBy.at) : key.validated ? '' : html`<span class="partly">not validated</span>`}`,
];

function missed({ story, words, at }: Told): readonly Markup[] {
  return (['skipped', 'swallowed', 'failing'] as const).flatMap((what) => {
    const own = story.changes.missed.filter((one) => one.what === what);
    if (own.length === 0) return [];
    const [title, meaning] = words.missedWords[what];
    const head = [
      'reference',
      'priority',
      what === 'failing' ? 'why' : 'missing fact',
      'decided by',
      'the schema means',
      'tried',
    ];
    const rows = own.map((key) => missedRow(key, at));
    return [
      titled(`${title} (${own.length})`, meaning, foldedTable(counted(own.length, 'foreign key'), { head, rows })),
    ];
  });
}

const missedRow = (
  { reference, priority, fact, condition, meant, tried }: MissedKey,
  at: Told['at'],
): readonly Part[] => [
  html`<span class="name">${reference}</span>`,
  priority,
  fact,
  condition &&
    html`${condition.text === undefined ? 'a handler' : html`<code>${condition.text}</code>`} ${at(condition.at)}`,
  meant && html`<span class="name">${meant.reference}</span> ${at(meant.at)}`,
  at(tried.at),
];

/** Foreign keys by name, with the lines that make others wait because of them. */
function unsafe({ story, words, at }: Told): readonly Markup[] {
  const found = new Map<string, LockLine[]>();
  for (const line of story.migrations.flatMap(({ transactions }) => transactions.flatMap(({ locks }) => locks))) {
    if (line.reference !== undefined && line.long)
      found.set(line.reference, [...(found.get(line.reference) ?? []), line]);
  }
  if (found.size === 0) return [];
  const rows = [...found].map(([reference, lines]) => [
    html`<span class="name">${reference}</span>`,
    [...new Set(lines.map(({ table, mode, held }) => `${held?.mode ?? mode} on ${table}`))].join(', '),
    [...new Set(lines.map(({ stops }) => `no ${stops.replace(' and ', ' or ')}`))].join(', '),
    at(lines[0]?.at),
    at(lines.find(({ held }) => held)?.held?.at),
  ]);
  return [
    titled(
      `Unsafe (${found.size})`,
      words.unsafeSentence(story),
      foldedTable(counted(found.size, 'foreign key'), {
        head: ['reference', 'lock', 'meanwhile', 'statement', 'held since'],
        rows,
      }),
    ),
  ];
}

function dropped({ story, at }: Told): readonly Markup[] {
  const own = story.changes.dropped;
  if (own.length === 0) return [];
  const rows = own.map((key) => [
    html`<span class="name">${key.reference}</span>`,
    key.onDelete && actionInSql(key.onDelete),
    key.declared ? html`<span class="missing">yes</span>` : 'no',
    at(key.dropped?.at),
  ]);
  const head = ['reference', 'on delete was', 'still declared', 'dropped'];
  return [titled(`Dropped (${own.length})`, '', foldedTable(counted(own.length, 'foreign key'), { head, rows }))];
}

function notValid({ story, words, at }: Told): readonly Markup[] {
  const own = words.inState(story, 'not-valid');
  if (own.length === 0) return [];
  const rows = own.map(({ reference, constraint, made }) => [
    html`<span class="name">${reference}</span>`,
    html`<code>${constraint ?? ''}</code>`,
    at(made?.at),
  ]);
  return [
    titled(
      `Not validated (${own.length})`,
      'New rows are checked, old ones never were.',
      foldedTable(counted(own.length, 'foreign key'), { head: ['reference', 'constraint', 'made'], rows }),
    ),
  ];
}
