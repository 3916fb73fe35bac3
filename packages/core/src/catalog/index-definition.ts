import { columnOf, type Index, type IndexOptions, type Table } from '@refint/model';
import { internalName } from '../replay/internal-names.ts';
import { identifier } from './identifiers.ts';

/** The statement that makes an index, as `pg_get_indexdef` prints it; expressions stand in it as they were written. */
export function indexDefinition(index: Index, table: Table): string {
  const { name, method, unique, include, nullsNotDistinct, storage, predicate } = index;
  const parts = index.columns.map((part, at) => partOf(part, index.options?.[at], index, table));
  return [
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${identifier(name)} ON`,
    table.form === 'partitioned' ? 'ONLY' : undefined,
    `${identifier(table.schema)}.${identifier(table.name)} USING ${identifier(method)} (${parts.join(', ')})`,
    include.length > 0 ? `INCLUDE (${include.map(identifier).join(', ')})` : undefined,
    nullsNotDistinct ? 'NULLS NOT DISTINCT' : undefined,
    storage === undefined ? undefined : `WITH (${printedStorage(storage)})`,
    predicate === undefined ? undefined : `WHERE (${predicate})`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

function partOf(part: string, options: IndexOptions | undefined, index: Index, table: Table): string {
  const column = columnOf(table, part);
  const isExpression = index.expressions && !column;
  const isCall = /^[\w.]+\s*\(.*\)$/s.test(part);
  const text = !isExpression ? identifier(part) : isCall ? part : `(${part})`;
  if (!options) return text;
  const { collation, operatorClass, descending, nulls } = options;
  const isUsual =
    operatorClass !== undefined && column?.type && operatorClass === usualClass(internalName(column.type));
  return [
    text,
    collation === undefined ? undefined : `COLLATE ${identifier(collation)}`,
    operatorClass === undefined || isUsual ? undefined : operatorClass,
    descending ? 'DESC' : undefined,
    // NULLS LAST goes without saying where the order ascends, and NULLS FIRST where it descends.
    nulls === 'last' && descending ? 'NULLS LAST' : undefined,
    nulls === 'first' && !descending ? 'NULLS FIRST' : undefined,
  ]
    .filter((word) => word !== undefined)
    .join(' ');
}

/** The operator class that an index has when nobody names one. */
const usualClass = (type: string): string =>
  type === 'varchar' ? 'text_ops' : type.startsWith('_') ? 'array_ops' : `${type}_ops`;

/** `fillfactor = 70, fastupdate = off` as `fillfactor='70', fastupdate=off`. */
const printedStorage = (storage: string): string =>
  storage
    .split(',')
    .map((setting) => {
      const [name = '', value = 'true'] = setting.split('=').map((part) => part.trim());
      const bare = value.replace(/^'|'$/g, '');
      return `${name.toLowerCase()}=${identifier(bare) === bare ? bare : `'${bare}'`}`;
    })
    .join(', ');
