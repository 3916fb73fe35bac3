import type { RelationGraph } from './relation-graph.ts';
import { columnOf, splitTableId, type Table, type TableId } from './table.ts';
import { plainName, Tenancy } from './tenancy.ts';

/** A tenancy that a graph shows, for people to agree to. */
export interface ProposedTenancy {
  readonly root: TableId;
  readonly column: string;
  /** Tables that have the column and reference the root by it. */
  readonly tables: readonly TableId[];
  /** Tables that belong to nobody by all that is known, to be looked through. */
  readonly except: readonly TableId[];
}

interface Candidate {
  readonly root: TableId;
  readonly column: string;
  readonly tables: Set<TableId>;
  /** In how many of them the column is required. */
  required: number;
}

/** What those who are kept apart are called. */
const words =
  /(?:^|_)(?:tenant|organi[sz]ation|org|workspace|company|account|team|project|site|instance|store|shop|group|space|community|chapter|school|clinic|agency)s?$/;

/** People, who are not kept apart in rooms of their own but meet in those of others. */
const people = /(?:^|_)(?:user|member|person|people|profile|customer|author|owner)s?$/;

/**
 * The tenancy that the graph shows, if any: most often one table is referenced by the same required column from very many
 * others. Where it is called as tenants are called, three tables and a fifth of all are enough; a table of any other name, such
 * as a document with its parts, must be the centre of nearly everything. Measured on the corpus in `packages/house`.
 */
export function proposedTenancy(graph: RelationGraph, tables: readonly Table[]): ProposedTenancy | undefined {
  const whole = tables.filter(({ form, isPartition }) => form !== 'view' && !isPartition);
  const [best] = candidatesIn(graph, whole)
    .filter((one) => isConvincing(one, whole.length))
    .sort((a, b) => b.tables.size - a.tables.size || (a.root < b.root ? -1 : 1));
  if (!best) return undefined;
  const { root, column } = best;
  const tenancy = new Tenancy(graph, whole, { root, column, isExcepted: () => false });
  const except = tenancy.strays().map(({ table }) => table.id);
  return { root, column, tables: [...best.tables].sort(), except: except.sort() };
}

function candidatesIn({ references }: RelationGraph, tables: readonly Table[]): readonly Candidate[] {
  const byId = new Map(tables.map((table) => [table.id, table]));
  const found = new Map<string, Candidate>();
  for (const { table, columns, referencedTable } of references) {
    const [column = ''] = columns;
    const own = byId.get(table);
    if (columns.length !== 1 || table === referencedTable || !own) continue;
    const key = `${referencedTable}\u0000${plainName(column)}`;
    const one = found.get(key) ?? { root: referencedTable, column, tables: new Set(), required: 0 };
    found.set(key, one);
    if (one.tables.has(table)) continue;
    one.tables.add(table);
    if (columnOf(own, column)?.nullable === false) one.required++;
  }
  return [...found.values()];
}

function isConvincing({ root, tables, required }: Candidate, all: number): boolean {
  const name = snakeCase(splitTableId(root).name);
  if (people.test(name) || required * 2 < tables.size) return false;
  return words.test(name) ? tables.size >= 3 && tables.size * 5 >= all : tables.size >= 8 && tables.size * 5 >= all * 3;
}

const snakeCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
