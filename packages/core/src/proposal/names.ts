import { splitTableId, type TableId } from '@refint/model';

/** A table's name as the configuration takes it; nothing for one that it would take for something else. */
export type NameOf = (table: TableId) => string | undefined;

/** Names are as short as they can be: with their schema only where several schemas have a table that is called so. */
export function namesFor(tables: Iterable<TableId>): NameOf {
  const ids = new Map<string, Set<TableId>>();
  for (const id of tables) {
    const { name } = splitTableId(id);
    const known = ids.get(name) ?? new Set();
    ids.set(name, known.add(id));
  }
  return (table) => {
    const { schema, name } = splitTableId(table);
    if (/[*.]/.test(name)) return undefined;
    return schema !== '' && (ids.get(name)?.size ?? 0) > 1 ? `${schema}.${name}` : name;
  };
}
