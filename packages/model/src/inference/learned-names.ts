import type { Reference } from '../reference.ts';
import { remembered } from '../remembered.ts';
import type { Table, TableId } from '../table.ts';
import { plainName } from './words.ts';

/** What the names of columns stand for in this project, as its references tell: those by the words of the name as one. */
export type LearnedNames = ReadonlyMap<string, readonly Reference[]>;

export const learnedNames = remembered((references: readonly Reference[]): LearnedNames => {
  const learned = new Map<string, Reference[]>();
  for (const reference of references) {
    const name = leadOf(reference);
    if (name === undefined || reference.relation?.implicitManyToMany) continue;
    const key = plainName(name);
    const others = learned.get(key);
    if (others) others.push(reference);
    else learned.set(key, [reference]);
  }
  return learned;
});

/** The column that tells the row; those that both tables have under one name, such as that of the tenant, come along. */
function leadOf({ columns, referencedColumns }: Reference): string | undefined {
  if (columns.length === 1) return columns[0];
  const own = columns.filter((column, at) => column !== referencedColumns[at]);
  return own.length === 1 ? own[0] : undefined;
}

/** The references of one name that mean the same table. */
export interface Meaning {
  readonly to: TableId;
  readonly references: readonly Reference[];
  /** Which part of all references of the name they are. */
  readonly share: number;
}

/** What a name means in a table. Where it stands for another row of the same table, it does so here too. */
export function meaningsOf(name: string, table: Table, learned: LearnedNames): readonly Meaning[] {
  const all = learned.get(name);
  if (!all) return [];
  const byTable = new Map<TableId, Reference[]>();
  for (const reference of all) {
    const to = reference.table === reference.referencedTable ? table.id : reference.referencedTable;
    const others = byTable.get(to);
    if (others) others.push(reference);
    else byTable.set(to, [reference]);
  }
  return [...byTable].map(([to, references]) => ({ to, references, share: references.length / all.length }));
}
