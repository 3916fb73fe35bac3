import { MultiDirectedGraph } from 'graphology';
import { components } from './components.ts';
import {
  acts,
  type Refusal,
  refusalsOf,
  type Step,
  sourcesOfDelete,
  stepsOfDelete,
  waysInto,
  wayTo,
} from './deletion.ts';
import { type Impact, impactOfDelete } from './impact.ts';
import { undeclaredIn } from './inference/undeclared-in.ts';
import { type Intent, meant } from './intent.ts';
import { type DeclaredRelations, joinReferences } from './join.ts';
import { nearest } from './near.ts';
import type { Reference } from './reference.ts';
import { sameMembers } from './same-list.ts';
import type { Snapshot } from './snapshot.ts';
import type { TableId } from './table.ts';
import type { ForeignKeyEvent, Timeline } from './timeline.ts';

interface Edge {
  readonly reference: Reference;
  /** Its place among all references: graphology lists parallel edges in an order of its own. */
  readonly at: number;
}

/** How tables hang together, with answers that follow from nothing else. */
interface Web {
  readonly tables: readonly TableId[];
  readonly graph: MultiDirectedGraph<object, Edge>;
  readonly from: Map<TableId, readonly Reference[]>;
  readonly to: Map<TableId, readonly Reference[]>;
  readonly refusals: Map<TableId, readonly Refusal[]>;
  readonly circles: Map<string, readonly (readonly TableId[])[]>;
}

/** By its references: an edit that changes none of them leaves it as it was. */
const webs = new WeakMap<readonly Reference[], Web>();

function webOf(references: readonly Reference[], tables: readonly TableId[]): Web {
  const last = webs.get(references);
  if (last && sameMembers(last.tables, tables)) return last;
  const graph = new MultiDirectedGraph<object, Edge>();
  for (const table of tables) graph.mergeNode(table);
  for (const [at, reference] of references.entries()) {
    graph.mergeNode(reference.table);
    graph.mergeNode(reference.referencedTable);
    graph.addDirectedEdge(reference.table, reference.referencedTable, { reference, at });
  }
  const web = { tables, graph, from: new Map(), to: new Map(), refusals: new Map(), circles: new Map() };
  webs.set(references, web);
  return web;
}

/** The graph that was made last of a state: most letters that somebody types in a schema leave it the same one. */
const latest = new WeakMap<
  Snapshot,
  {
    readonly timeline: Timeline | undefined;
    readonly relationMode: DeclaredRelations['relationMode'];
    readonly graph: RelationGraph;
  }
>();

/** Tables as nodes, references as edges from the referencing to the referenced table. */
export class RelationGraph {
  readonly references: readonly Reference[];
  readonly #web: Web;
  readonly #declared: DeclaredRelations | undefined;
  readonly #timeline: Timeline | undefined;
  #inferred: readonly Reference[] | undefined;
  #intent: Intent | undefined;

  private constructor(
    references: readonly Reference[],
    tables: readonly TableId[],
    declared: DeclaredRelations | undefined,
    timeline: Timeline | undefined,
  ) {
    this.references = references;
    this.#declared = declared;
    this.#timeline = timeline;
    this.#web = webOf(references, tables);
  }

  /** The graph of a project: what is declared, what is enforced, or both. */
  static of(declared: DeclaredRelations | undefined, timeline: Timeline | undefined): RelationGraph {
    const last = declared && latest.get(declared.snapshot);
    if (last?.timeline === timeline && last?.relationMode === declared?.relationMode && last) return last.graph;
    const tables = [...(declared?.snapshot.tables ?? []), ...(timeline?.last.tables ?? [])].map(({ id }) => id);
    // No more of what is declared: all else may be edited.
    const known = declared && { snapshot: declared.snapshot, relationMode: declared.relationMode };
    const graph = new RelationGraph(joinReferences(known, timeline), tables, known, timeline);
    if (known) latest.set(known.snapshot, { timeline, relationMode: known.relationMode, graph });
    return graph;
  }

  /**
   * References that nobody declared, by what the columns of the schema are called, or of the migrations where there is no
   * schema. They are no part of the graph, and are looked for when somebody asks for the first time.
   */
  get inferred(): readonly Reference[] {
    if (!this.#inferred) {
      const found = undeclaredIn(this.references, this.#declared, this.#timeline);
      this.#inferred = this.#intent ? found.map((one) => meant(one, this.#intent)) : found;
    }
    return this.#inferred;
  }

  /** The graph with more references, such as those that were inferred. */
  with(more: readonly Reference[]): RelationGraph {
    return new RelationGraph([...this.references, ...more], this.tables, this.#declared, this.#timeline);
  }

  /** The graph in which references without a foreign key are meant to have none, where somebody says so. */
  intending(intent: Intent): RelationGraph {
    const references = this.references.map((one) => meant(one, intent));
    const graph = new RelationGraph(references, this.tables, this.#declared, this.#timeline);
    graph.#intent = intent;
    return graph;
  }

  get tables(): readonly TableId[] {
    return this.#web.graph.nodes();
  }

  /** References that the table holds. */
  referencesFrom(table: TableId): readonly Reference[] {
    const { graph, from } = this.#web;
    return kept(from, table, () => (graph.hasNode(table) ? inOrder(graph.mapOutEdges(table, (_, edge) => edge)) : []));
  }

  /** References that point at the table, its own ones included. */
  referencesTo(table: TableId): readonly Reference[] {
    const { graph, to } = this.#web;
    return kept(to, table, () => (graph.hasNode(table) ? inOrder(graph.mapInEdges(table, (_, edge) => edge)) : []));
  }

  /** The shortest chain of references from one table to another; empty when they are the same, nothing when there is none. */
  path(from: TableId, to: TableId): readonly Reference[] | undefined {
    if (from === to) return [];
    const cameBy = new Map<TableId, Reference>();
    let border = [from];
    while (border.length > 0) {
      const next: TableId[] = [];
      for (const table of border) {
        for (const reference of this.referencesFrom(table)) {
          const { referencedTable } = reference;
          if (referencedTable === from || cameBy.has(referencedTable)) continue;
          cameBy.set(referencedTable, reference);
          if (referencedTable === to) return chain(cameBy, from, to);
          next.push(referencedTable);
        }
      }
      border = next;
    }
    return undefined;
  }

  /**
   * The declared relation that a foreign key was most likely meant to enforce when it names something that is not there:
   * one of the same table that nothing enforces, first one to the same referenced table, then one with a near column name.
   */
  meantBy({ table, columns, referencedTable }: ForeignKeyEvent): Reference | undefined {
    const open = this.referencesFrom(table).filter(({ relation, foreignKey }) => relation && !foreignKey);
    const same = open.filter((reference) => reference.referencedTable === referencedTable);
    const [only, ...others] = same;
    if (only && others.length === 0) return only;
    const candidates = same.length > 0 ? same : open;
    const near = nearest(
      columns.join(' '),
      candidates.map((reference) => reference.columns.join(' ')),
    );
    return candidates.find((reference) => reference.columns.join(' ') === near);
  }

  /**
   * Groups of tables that reference one another in a circle, each sorted by name; a table that references itself is a
   * group of its own. These are the strongly connected components (Tarjan 1972).
   */
  cycles(): readonly (readonly TableId[])[] {
    return kept(this.#web.circles, 'all', () => this.#circles(() => true));
  }

  #circles(follows: (reference: Reference) => boolean): readonly (readonly TableId[])[] {
    const followed = (table: TableId) => this.referencesFrom(table).filter(follows);
    return components(this.tables, (table) => followed(table).map(({ referencedTable }) => referencedTable))
      .filter((group) => group.length > 1 || followed(group[0] ?? '').some((r) => r.referencedTable === r.table))
      .map((group) => [...group].sort())
      .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
  }

  /** What deleting a row of the table does to the rows of others, as a tree, nearest first. */
  impactOfDelete(table: TableId): readonly Impact[] {
    return impactOfDelete(table, {
      declared: this.#declared,
      last: this.#timeline?.last,
      referencesTo: (to) => this.referencesTo(to),
    });
  }

  /** Where deleting a row of the table is refused although the rows that stand in its way would go too. */
  refusalsOf(table: TableId): readonly Refusal[] {
    return kept(this.#web.refusals, table, () => refusalsOf(table, (to) => this.referencesTo(to)));
  }

  /** The tables from which rows go when one of the table goes, nearest first, the table itself before all. */
  stepsOfDelete(table: TableId): ReadonlyMap<TableId, Step> {
    return stepsOfDelete(table, (to) => this.referencesTo(to));
  }

  /** The tables in which a delete may begin that comes to a table, nearest first, the table itself before all. */
  sourcesOfDelete(table: TableId): Iterable<TableId> {
    return sourcesOfDelete(table, (from) => this.referencesFrom(from)).keys();
  }

  /** For each reference by which a delete comes into a table from another one, the longest way that ends with it. */
  waysInto(table: TableId, through: (table: TableId) => boolean): readonly (readonly Reference[])[] {
    return waysInto(table, (from) => this.referencesFrom(from), through);
  }

  /** The references by which a delete in one table comes to another; nothing when it does not. */
  wayOfDelete(from: TableId, to: TableId): readonly Reference[] | undefined {
    const steps = this.stepsOfDelete(from);
    return steps.has(to) ? wayTo(to, steps) : undefined;
  }

  /**
   * Groups of tables around which a delete runs in a circle, each sorted by name; a table whose rows take one another along
   * is a group of its own.
   */
  cascadeCycles(): readonly (readonly TableId[])[] {
    return kept(this.#web.circles, 'cascade', () =>
      this.#circles((reference) => reference.onDelete === 'cascade' && acts(reference)),
    );
  }
}

/** Whoever follows deletes begins at every table, and asks the same again and again. */
function kept<T extends {}>(answers: Map<string, T>, key: string, find: () => T): T {
  let answer = answers.get(key);
  if (!answer) answers.set(key, (answer = find()));
  return answer;
}

const inOrder = (edges: Edge[]): readonly Reference[] =>
  edges.sort((a, b) => a.at - b.at).map(({ reference }) => reference);

function chain(cameBy: ReadonlyMap<TableId, Reference>, from: TableId, to: TableId): readonly Reference[] {
  const found: Reference[] = [];
  for (let table = to; table !== from; ) {
    const reference = cameBy.get(table);
    if (!reference) break;
    found.unshift(reference);
    table = reference.table;
  }
  return found;
}
