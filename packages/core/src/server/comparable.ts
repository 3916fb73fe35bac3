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
      default: column.default && (isConstant(column.default) ? column.default : meaningOf(column.default, table.name)),
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

/** A string with its type, a number, a truth value, a list of these: what PostgreSQL prints in one way only. */
const isConstant = (text: string): boolean =>
  /^(?:E?'(?:[^']|'')*'::[\w ."]+(?:\[\])?|-?\d+(?:\.\d+)?|true|false|ARRAY\[.*\](?:::.*)?|nextval\(.*)$/s.test(text);
