import type { Catalog } from '../catalog.ts';

/**
 * What of a catalog is compared after a history that was written by chance: names, types, keys and actions, but neither
 * expressions, which PostgreSQL prints in its own words, nor options of indexes.
 */
export const shapeOf = ({ schemas, enums, domains, sequences, views, tables }: Catalog) => ({
  schemas,
  enums,
  domains,
  sequences,
  views: views.map(({ schema, name, materialized }) => ({ schema, name, materialized })),
  tables: tables.map(({ triggers: _, partitionKey: __, ...table }) => ({
    ...table,
    columns: table.columns.map(({ name, type, notNull, default: value, generated }) => ({
      name,
      type,
      notNull,
      default: value !== null,
      identity: generated?.kind === 'identity',
      generated: generated?.kind === 'stored',
    })),
    indexes: table.indexes.map(({ expressions, predicate, columns, valid: _valid, def: _def, ...index }) => ({
      ...index,
      columns: columns.map((name) =>
        expressions && !table.columns.some((column) => column.name === name) ? '(expression)' : name,
      ),
      partial: predicate !== null,
    })),
    checks: table.checks.map(({ name, validated }) => ({ name, validated })),
  })),
});
