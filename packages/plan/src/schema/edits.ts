import { type Edit, edited, type Source, type TableId } from '@refint/model';
import type { Plan, Step } from '../plan.ts';
import { unifiedDiff } from './unified-diff.ts';

/** A file of the schema as it has to be to agree with a plan. */
export interface EditedSchema {
  readonly source: Source;
  readonly text: string;
  /** What is different, as `git apply` takes it. */
  readonly diff: string;
}

/** What a schema has to say otherwise, and what could not be said in it. */
export interface SchemaEdits {
  readonly files: readonly EditedSchema[];
  readonly notes: readonly string[];
}

/**
 * Indexes that the plan makes are declared, or the next `prisma migrate dev` would drop them; and actions are written as they
 * were decided, or it would put the foreign keys back as they were.
 */
export function schemaEdits(plan: Plan): SchemaEdits {
  const { edits: made, notes } = schemaEditsOf(plan);
  const sources = [...new Set(made.map(({ source }) => source))].sort((a, b) => (a.path < b.path ? -1 : 1));
  const files = sources.map((source) => ({ source, text: edited(source, made), diff: unifiedDiff(source, made) }));
  return { files, notes };
}

/** The same, place by place. */
export function schemaEditsOf({ project, steps, edits }: Plan): {
  readonly edits: readonly Edit[];
  readonly notes: readonly string[];
} {
  const writer = project.declared?.writer;
  if (!writer) return { edits: [], notes: [] };
  const made: Edit[] = [];
  const notes: string[] = [];
  for (const { relation, onDelete } of edits) {
    const edit = writer.changeAction(relation, 'onDelete', onDelete);
    if (edit) made.push(edit);
    else notes.push(`${relation.model}.${relation.field} has no place for onDelete; write it by hand`);
  }
  for (const { key, index } of newIndexes(steps)) {
    const edit = writer.declareIndex(declared(key.table, index, key));
    if (edit) made.push(edit);
    else notes.push(`the schema has no place for the index ${index.name}, so that Prisma may drop it again`);
  }
  return { edits: made, notes };
}

function newIndexes(steps: readonly Step[]): readonly Step[] {
  const known = new Set<string>();
  return steps.filter(({ key, index }) => {
    const id = `${key.table} ${index.name}`;
    if (index.isThere || index.isDeclared || known.has(id)) return false;
    known.add(id);
    return true;
  });
}

const declared = (table: TableId, { name, columns }: Step['index'], { origin }: Step['key']) => ({
  kind: 'index' as const,
  table,
  name,
  columns,
  expressions: false,
  include: [],
  unique: false,
  method: 'btree',
  predicate: undefined,
  nullsNotDistinct: false,
  constraint: undefined,
  origin,
});
