import type { Change, QualifiedName } from './change.ts';
import { defaultSchema } from './snapshot.ts';
import { type Table, type TableId, tableId } from './table.ts';
import type { Moment } from './timeline.ts';

type Scene = Pick<Moment, 'before' | 'after' | 'searchPath'>;

/** The table that a name means at a moment; where it would be, when there is none. */
export function tableMeant({ before, after, searchPath }: Scene, { schema, name }: Written): TableId {
  const temporary = 'pg_temp';
  const usual = before.mayHold(temporary) ? [temporary, ...searchPath] : searchPath;
  const schemas = schema === undefined ? usual : [schema];
  for (const state of [before, after]) {
    const found = schemas.find((candidate) => state.tableNamed(candidate, name));
    if (found !== undefined) return tableId(found, name);
  }
  const likely = searchPath.find((candidate) => before.schemas.includes(candidate));
  return tableId(schema ?? likely ?? defaultSchema(before.dialect), name);
}

type Written = Pick<QualifiedName, 'schema' | 'name'>;

/** The table that a change works on, or is in; nothing for what belongs to no table. */
export function tableOf({ change, ...scene }: Scene & Pick<Moment, 'change'>): TableId | undefined {
  const name = tableNameIn(change);
  if (name) return tableMeant(scene, name);
  const index = indexIn(change);
  return index && ownerOf(scene, index);
}

/** The table of an index that is there. */
function ownerOf({ before, searchPath }: Scene, { schema, name }: Written): TableId | undefined {
  for (const candidate of schema === undefined ? searchPath : [schema]) {
    const found = before.relationNamed(candidate, name);
    if (found) return found.kind === 'index' ? found.table : undefined;
  }
  return undefined;
}

const indexIn = (change: Change): QualifiedName | undefined =>
  (change.kind === 'drop' || change.kind === 'rename') && change.entity === 'index' ? change.name : undefined;

/** The name of the table that a change works on, or is in, as it is written there; nothing for what names none. */
export function tableNameIn(change: Change): QualifiedName | undefined {
  if (change.kind === 'run') return undefined;
  if (change.kind === 'opaque') return change.touches[0];
  if (change.entity === 'table') return change.name;
  if (change.entity === 'schema-of') return change.of === 'table' ? change.name : undefined;
  if ('index' in change) return change.index.table;
  return 'table' in change ? change.table : undefined;
}

/** Every table that a change names: those that it copies, that it references, and that it makes doubtful too. */
export function tablesNamed(moment: Moment): readonly TableId[] {
  const own = tableOf(moment);
  const others = otherNames(moment.change).map((name) => tableMeant(moment, name));
  return [...(own === undefined ? [] : [own]), ...others, ...movedWithSchema(moment)];
}

/** The tables of a schema that is renamed, by their old and their new names. */
function movedWithSchema({ change, before }: Moment): readonly TableId[] {
  if (change.kind !== 'rename' || change.entity !== 'schema') return [];
  const moved = before.tables.filter(({ schema }) => schema === change.name.name);
  return moved.flatMap(({ id, name }) => [id, tableId(change.to.name, name)]);
}

function otherNames(change: Change): readonly QualifiedName[] {
  if (change.kind === 'opaque') return change.touches;
  if (change.kind === 'alter' && change.entity === 'partition') return [change.partition];
  if (change.kind === 'alter' && change.entity === 'inheritance') return [change.parent];
  if (change.kind === 'rename' && change.entity === 'table') return [{ ...change.name, name: change.to.name }];
  if (change.kind === 'alter' && change.entity === 'schema-of' && change.of === 'table')
    return [{ ...change.name, schema: change.schema.name }];
  if (change.kind !== 'add' || change.entity !== 'table') return [];
  const { partitionOf, inherits, like } = change;
  return [...(partitionOf ? [partitionOf] : []), ...inherits, ...like.map(({ table }) => table)];
}

/** The table as it was before the change, or else as it is after it. */
export const tableAround = ({ before, after }: Scene, id: TableId | undefined): Table | undefined =>
  id === undefined ? undefined : (before.table(id) ?? after.table(id));
