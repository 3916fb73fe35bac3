import type { Catalog } from '../catalog.ts';
import { meaningOf } from './meaning.ts';

/**
 * What is compared: everything but the version of the server. Expressions are compared by what they say, because
 * PostgreSQL prints them in its own words; constants, types and names letter by letter.
 */
export const comparable = ({ server: _, ...catalog }: Catalog & { readonly server?: string }) => ({
  ...catalog,
  tables: catalog.tables.map(({ triggers = [], partitionKey, ...table }) => ({
    ...table,
    partitionKey: partitionKey && meaningOf(partitionKey, table.name),
    columns: table.columns.map((column) => ({
      ...column,
      default: column.default && defaultMeant(column.default, column.type, table.name),
      generated: column.generated && { ...column.generated, expr: meaningOf(column.generated.expr, table.name) },
    })),
    indexes: table.indexes.map((index) => ({
      ...index,
      columns: index.expressions ? index.columns.map((part) => meaningOf(part, table.name)) : index.columns,
      predicate: index.predicate && meaningOf(index.predicate, table.name),
      def: index.expressions || index.predicate ? meaningOf(index.def, table.name) : index.def,
    })),
    checks: table.checks.map((check) => ({ ...check, def: meaningOf(check.def, table.name) })),
    triggers: triggers.map((trigger) => ({ ...trigger, def: meaningOf(trigger.def) })),
  })),
});

function defaultMeant(text: string, type: string | null, table: string): string {
  const [, day, time] = (type?.startsWith('timestamp') && moment.exec(text)) || [];
  if (day !== undefined) return `${day} ${time} in UTC`;
  return isConstant(text) ? text : meaningOf(text, table);
}

/** A moment in UTC, which can be written in several ways. */
const moment =
  /^'(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.0+)? ?(?:Z|[+-]00(?::?00)?)'(?:::timestamp(?:\(\d\))? with time zone)?$/;

/** A string with its type, a number, a truth value, a list of these: what PostgreSQL prints in one way only. */
const isConstant = (text: string): boolean =>
  /^(?:E?'(?:[^']|'')*'::[\w ."]+(?:\[\])?|-?\d+(?:\.\d+)?|true|false|ARRAY\[.*\](?:::.*)?|nextval\(.*)$/s.test(text);
