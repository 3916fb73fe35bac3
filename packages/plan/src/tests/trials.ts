import { columnOf, type ForeignKey, type ReferentialAction, type Table } from '@refint/model';
import { readValue } from '@refint/sql';
import { type Cell, familyCell, nothing, row, sqlIn, value } from '../rows/cell.ts';
import { evaluated } from '../rows/evaluate.ts';
import { passes } from '../rows/judge.ts';
import type { Planner } from '../rows/planner.ts';
import { rulesOf } from '../rows/rules.ts';
import { quote, quoteTable } from '../sql/quote.ts';
import { type Expected, outcomes, refusedByCheck, type Trial } from './case.ts';
import { anotherRow, holds, identityOf, numbers, type SampleOf } from './sample.ts';

export const names = {
  orphan: 'insert a row that references nothing',
  without: 'insert a row without a reference',
  valid: 'insert a row that references one',
  delete: 'delete the referenced row',
  update: 'change the referenced key',
} as const;

/** What is tried with the rows of a foreign key. */
export function trialsOf(planner: Planner, sample: SampleOf): readonly Trial[] {
  return [orphan(planner, sample), ...without(planner, sample), deleting(sample), updating(sample)];
}

function orphan(planner: Planner, sample: SampleOf): Trial {
  const { key } = sample;
  const made = anotherRow(planner, sample, {
    filled: new Set(key.columns),
    rows: new Map([[key, { nowhere: row(numbers.missing) }]]),
  });
  if (typeof made === 'string') return { name: names.orphan, because: made };
  return {
    name: names.orphan,
    expected: outcomes.refused,
    does: made.inserts,
    seen: `'${outcomes.accepted}'`,
    isAlone: true,
  };
}

/** With MATCH SIMPLE a NULL in one column is enough for a row to pass. */
function without(planner: Planner, sample: SampleOf): readonly Trial[] {
  const { key, referencing } = sample;
  const { table } = referencing.template;
  const open = key.columns.filter((name) => columnOf(table, name)?.nullable);
  if (open.length === 0 || (key.match === 'full' && open.length < key.columns.length)) return [];
  const trial = (held: readonly string[]): Trial => {
    const made = anotherRow(planner, sample, { filled: new Set(held) });
    if (typeof made === 'string') return { name: names.without, because: made };
    if (key.columns.every((name) => made.row.template.cells.get(name)?.kind !== 'null'))
      return { name: names.without, because: 'no row without a reference was found' };
    return {
      name: names.without,
      expected: outcomes.accepted,
      does: made.inserts,
      seen: `'${outcomes.accepted}'`,
      isAlone: true,
    };
  };
  // Of several columns all but one hold something, where that can be.
  const filled = key.match === 'simple' ? open.slice(0, -1) : [];
  const first = trial(filled);
  return ['because' in first && filled.length > 0 ? trial([]) : first];
}

function deleting(sample: SampleOf): Trial {
  const { key, referenced } = sample;
  const found = holds(referenced.template.cells, referenced.number, key.referencedColumns);
  const does = [`DELETE FROM ${quoteTable(key.referencedTable)} WHERE ${found}`];
  return acting(sample, 'onDelete', does, undefined);
}

function updating(sample: SampleOf): Trial {
  const { key, referenced } = sample;
  const change = newKey(sample);
  if (typeof change === 'string') return { name: names.update, because: change };
  const found = holds(referenced.template.cells, referenced.number, key.referencedColumns);
  const to = `${quote(change.column)} = ${sqlIn(change.cell, 1)}`;
  return acting(sample, 'onUpdate', [`UPDATE ${quoteTable(key.referencedTable)} SET ${to} WHERE ${found}`], change);
}

interface Change {
  readonly column: string;
  readonly cell: Cell;
}

/** Another value for one column of the referenced key, which nothing else speaks against; or why there is none. */
function newKey({ key, referenced, referencing }: SampleOf): Change | string {
  const { table, cells } = referenced.template;
  const fixed = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
  const shared = new Set(
    referencing.template.table.foreignKeys.filter((other) => other !== key).flatMap(({ columns }) => columns),
  );
  let because = 'its key can not be given another value';
  for (const [at, column] of key.referencedColumns.entries()) {
    const cell = cells.get(column);
    const mine = key.columns[at] ?? '';
    if (columnOf(table, column)?.identity === 'always') {
      because = 'its key is GENERATED ALWAYS AS IDENTITY, which an update can not change';
      continue;
    }
    if (cell?.kind !== 'family' || cell.family.most < numbers.other) continue;
    if (fixed.has(column) || shared.has(mine)) {
      because = `${fixed.has(column) ? column : mine} is part of another foreign key`;
      continue;
    }
    const changed: Cell = { ...familyCell(cell.family), row: row(numbers.other) } as Cell;
    const after = new Map(cells).set(column, changed);
    if (!rulesOf(table).checks.every((check) => passes(check, after, [referenced.number]))) {
      because = 'what its checks let pass is not known';
      continue;
    }
    return { column, cell: changed };
  }
  return because;
}

/** A delete or an update of the referenced row, and what must become of the referencing one. */
function acting(
  sample: SampleOf,
  event: 'onDelete' | 'onUpdate',
  does: readonly string[],
  change: Change | undefined,
): Trial {
  const { key, others } = sample;
  const name = event === 'onDelete' ? names.delete : names.update;
  const same = (one: ForeignKey): boolean => isTwin(one, key) && one[event] === key[event];
  const other = others.find((one) => !same(one));
  if (other) return { name, because: `foreign key ${other.name} references the same row` };
  const expected = expectedOf(sample, event, key[event], change);
  if (typeof expected === 'object' && 'because' in expected) return { name, because: expected.because };
  const seen = seenOf(sample, event, change);
  return seen === undefined ? { name, because: 'nothing tells its row from others' } : { name, expected, does, seen };
}

export const isTwin = (one: ForeignKey, other: ForeignKey): boolean =>
  one !== other &&
  one.table === other.table &&
  one.referencedTable === other.referencedTable &&
  one.columns.join('\0') === other.columns.join('\0') &&
  one.referencedColumns.join('\0') === other.referencedColumns.join('\0');

function expectedOf(
  sample: SampleOf,
  event: 'onDelete' | 'onUpdate',
  action: ReferentialAction,
  change: Change | undefined,
): Expected | { readonly because: string } {
  const { key, referencing } = sample;
  const { table, cells } = referencing.template;
  if (action === 'no-action' || action === 'restrict') return outcomes.refused;
  if (action === 'cascade') {
    if (event === 'onDelete') return outcomes.gone;
    const at = key.referencedColumns.indexOf(change?.column ?? '');
    const after = new Map(cells).set(key.columns[at] ?? '', change?.cell ?? nothing);
    return judged(sample, after, outcomes.followed);
  }
  const set = (event === 'onDelete' ? key.setColumns : undefined) ?? key.columns;
  const defaults = set.map((name) => (action === 'set-null' ? nothing : defaultCell(table, name)));
  if (defaults.includes(undefined)) return { because: 'what its default is is not known' };
  if (set.some((name, at) => defaults[at]?.kind === 'null' && columnOf(table, name)?.nullable === false))
    return outcomes.notNull;
  const after = new Map(cells);
  for (const [at, name] of set.entries()) after.set(name, defaults[at] ?? nothing);
  const isNull = key.columns.some((name) => after.get(name)?.kind === 'null');
  if (key.match === 'full' && isNull && !key.columns.every((name) => after.get(name)?.kind === 'null'))
    return outcomes.refused;
  const result = judged(sample, after, isNull ? outcomes.nulled : outcomes.defaulted);
  if (isNull || result !== outcomes.defaulted) return result;
  const there = key.referencedColumns.map(
    (name, at) => `${quote(name)} = ${sqlIn(after.get(key.columns[at] ?? '') ?? nothing, 1)}`,
  );
  return {
    condition: `EXISTS (SELECT 1 FROM ${quoteTable(key.referencedTable)} WHERE ${there.join(' AND ')})`,
    met: outcomes.defaulted,
    otherwise: outcomes.refused,
  };
}

/** What the checks of the referencing table make of what an action writes. */
function judged(
  { referencing }: SampleOf,
  after: ReadonlyMap<string, Cell>,
  otherwise: string,
): string | { readonly because: string } {
  const { table } = referencing.template;
  const checks = rulesOf(table).checks.map((check) => ({ check, passes: passes(check, after, [referencing.number]) }));
  const failing = checks.filter((one) => one.passes === false);
  if (checks.some((one) => one.passes === undefined) || failing.length > 1)
    return { because: 'what its checks let pass is not known' };
  return failing[0] ? refusedByCheck(failing[0].check.name) : otherwise;
}

function defaultCell(table: Table, name: string): Cell | undefined {
  const given = columnOf(table, name)?.default;
  if (!given) return nothing;
  if (given.kind !== 'constant' || given.verbatim) return undefined;
  const known = evaluated(readValue(given.text, 'postgresql'), () => undefined);
  if (known === null) return nothing;
  return known === undefined ? undefined : value({ sql: given.text, known });
}

/** What became of the referencing row, as an expression; nothing where it could not be found again. */
function seenOf(sample: SampleOf, event: 'onDelete' | 'onUpdate', change: Change | undefined): string | undefined {
  const { key, referencing } = sample;
  const { cells, table } = referencing.template;
  const from = `SELECT 1 FROM ${quoteTable(key.table)} WHERE `;
  const before = holds(cells, referencing.number, key.columns);
  const changed = key.columns.map((name, at) =>
    key.referencedColumns[at] === change?.column
      ? `${quote(name)} = ${sqlIn(change?.cell ?? nothing, 1)}`
      : holds(cells, referencing.number, [name]),
  );
  const identity = identityOf(referencing, key);
  const action = key[event];
  if (identity.length === 0 && (action === 'set-null' || action === 'set-default')) return undefined;
  const found =
    identity.length > 0 ? holds(cells, referencing.number, identity) : `(${before} OR ${changed.join(' AND ')})`;
  const set = (event === 'onDelete' ? key.setColumns : undefined) ?? key.columns;
  const nulls = set.map((name) => `${quote(name)} IS NULL`).join(' AND ');
  const defaults = set.map((name) => {
    const cell = action === 'set-default' ? defaultCell(table, name) : undefined;
    return cell && cell.kind !== 'null' ? `${quote(name)} = ${sqlIn(cell, 1)}` : `${quote(name)} IS NULL`;
  });
  const branches: (readonly [string, string])[] = [
    [`NOT EXISTS (${from}${found})`, outcomes.gone],
    [`EXISTS (${from}${found} AND ${before})`, outcomes.nothing],
    [`EXISTS (${from}${found} AND ${nulls})`, outcomes.nulled],
    ...(change ? [[`EXISTS (${from}${found} AND ${changed.join(' AND ')})`, outcomes.followed] as const] : []),
    ...(action === 'set-default'
      ? [
          [
            `EXISTS (${from}${found} AND ${defaults.join(' AND ')})`,
            defaults.some((one) => one.endsWith('IS NULL')) ? outcomes.nulled : outcomes.defaulted,
          ] as const,
        ]
      : []),
  ];
  return `CASE\n${branches.map(([when, then]) => `  WHEN ${when}\n    THEN '${then}'`).join('\n')}\n  ELSE 'something else'\nEND`;
}
