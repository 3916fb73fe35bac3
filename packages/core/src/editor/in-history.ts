import {
  type Change,
  type ColumnDefinition,
  type ConstraintDefinition,
  type ForeignKeyEvent,
  type Moment,
  type Named,
  type Reference,
  type TableId,
  tableMeant,
  tableNameIn,
  tableOf,
  written,
} from '@refint/model';
import type { Project } from '@refint/rule';
import type { Standings } from './subjects.ts';
import { namesToday, type Today } from './today.ts';

/** What migrations speak of: tables, columns and foreign keys, under what they are called today. */
export function addHistory({ timeline, graph }: Project, into: Standings): void {
  if (!timeline) return;
  const today = namesToday(timeline);
  for (const moment of timeline.moments) new Reading(moment, today, into).read();
  for (const event of timeline.foreignKeyEvents) {
    const reference = referenceOf(event, graph.referencesFrom(today.table(event.table, event.moment)), today);
    if (!reference) continue;
    const { outcome } = event.moment;
    const guard =
      outcome.kind === 'skipped' ? outcome.guard.at : outcome.kind === 'swallowed' ? outcome.handler : undefined;
    const makes = event.foreignKey !== undefined && reference.foreignKey?.name === event.name && event.what === 'added';
    into.add(event.origin, { kind: 'reference', reference }, makes ? 'history' : 'name', guard);
  }
}

/** The reference that a foreign key was to enforce: one of today's over the same columns to the same table. */
function referenceOf(event: ForeignKeyEvent, references: readonly Reference[], today: Today): Reference | undefined {
  const { table, columns, referencedTable, moment } = event;
  const now = today.table(table, moment);
  const meant = columns.map((name) => today.column(now, name, moment)).join('\n');
  const same = references.filter((one) => one.columns.join('\n') === meant);
  const to = today.table(referencedTable, moment);
  return references.find((one) => one.event === event) ?? same.find((one) => one.referencedTable === to) ?? same[0];
}

/** The names in one change, at their places. */
class Reading {
  readonly #moment: Moment;
  readonly #today: Today;
  readonly #into: Standings;

  constructor(moment: Moment, today: Today, into: Standings) {
    this.#moment = moment;
    this.#today = today;
    this.#into = into;
  }

  read(): void {
    const { change } = this.#moment;
    const own = tableOf(this.#moment);
    if (own === undefined || change.kind === 'run' || change.kind === 'opaque') return;
    const table = this.#today.table(own, this.#moment);
    const name = tableNameIn(change);
    const isMade = change.kind === 'add' && change.entity === 'table' && this.#moment.outcome.kind === 'done';
    if (name) this.#add(name, { kind: 'table', table }, isMade ? 'history' : 'name');
    if (change.kind === 'add') this.#readAdd(change, table);
    else if ((change.kind === 'drop' || change.kind === 'rename') && change.entity === 'column')
      this.#column(change.name, table);
    else if (change.kind === 'alter' && change.entity === 'column') this.#column(change.column, table);
  }

  #readAdd(change: Change & { readonly kind: 'add' }, table: TableId): void {
    if (change.entity === 'table') {
      for (const column of change.columns) this.#definition(column, table);
      for (const constraint of change.constraints) this.#constraint(constraint, table);
    } else if (change.entity === 'column') this.#definition(change.column, table);
    else if (change.entity === 'constraint') this.#constraint(change.constraint, table);
    else if (change.entity === 'index') {
      for (const { kind, text, span } of change.index.parts) {
        if (kind === 'column') this.#column({ name: text, span }, table);
      }
    }
  }

  #definition({ name, constraints }: ColumnDefinition, table: TableId): void {
    this.#column(name, table, this.#moment.outcome.kind === 'done' ? 'history' : 'name');
    for (const constraint of constraints) this.#constraint(constraint, table);
  }

  #constraint(constraint: ConstraintDefinition, table: TableId): void {
    if (constraint.kind === 'check' || constraint.kind === 'exclude') return;
    const isInline = constraint.kind === 'foreign-key' && constraint.inline;
    for (const column of isInline ? [] : constraint.columns) this.#column(column, table);
    if (constraint.kind !== 'foreign-key') return;
    const to = this.#today.table(tableMeant(this.#moment, constraint.referencedTable), this.#moment);
    this.#add(constraint.referencedTable, { kind: 'table', table: to }, 'name');
    for (const column of constraint.referencedColumns ?? []) this.#column(column, to);
  }

  #column({ name, span }: Named, table: TableId, as: 'history' | 'name' = 'name'): void {
    this.#add({ span }, { kind: 'column', table, column: this.#today.column(table, name, this.#moment) }, as);
  }

  #add({ span }: Pick<Named, 'span'>, subject: Parameters<Standings['add']>[1], as: 'history' | 'name'): void {
    this.#into.add(written(this.#moment.change.source, span), subject, as);
  }
}
