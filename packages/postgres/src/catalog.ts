import type { Server } from './server.ts';

type Rows = readonly Record<string, unknown>[];

/** What a database holds: names, types as `format_type` prints them, keys and what else can be compared without texts. */
export interface CatalogRows {
  readonly schemas: readonly unknown[];
  readonly enums: Rows;
  readonly domains: Rows;
  readonly sequences: Rows;
  readonly views: Rows;
  readonly tables: Rows;
}

const ofUsers = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;
const ofRelations = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`;
const byRelation = `ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;
const ofTypes = `pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace`;
const byType = `ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`;

/** Everything that users made in a database, each kind in the byte order of its names. */
export async function catalogOf(server: Server): Promise<CatalogRows> {
  // A name is printed with its schema unless that is on the search path, where only `public` is meant to be.
  await server.exec('RESET search_path');
  const rows = async (sql: string) => (await server.query<Record<string, unknown>>(sql)).rows;
  const schemas = await rows(
    `SELECT nspname AS name FROM pg_namespace n WHERE ${ofUsers} ORDER BY nspname COLLATE "C"`,
  );
  return {
    schemas: schemas.map(({ name }) => name),
    enums: await rows(`SELECT n.nspname AS schema, t.typname AS name,
        coalesce((SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid), '[]') AS values
      FROM ${ofTypes} WHERE t.typtype = 'e' AND ${ofUsers} ${byType}`),
    domains: await rows(`SELECT n.nspname AS schema, t.typname AS name,
        format_type(t.typbasetype, t.typtypmod) AS type, t.typnotnull AS "notNull"
      FROM ${ofTypes} WHERE t.typtype = 'd' AND ${ofUsers} ${byType}`),
    sequences: await rows(`SELECT n.nspname AS schema, c.relname AS name
      FROM ${ofRelations} WHERE c.relkind = 'S' AND ${ofUsers} ${byRelation}`),
    views: await rows(`SELECT n.nspname AS schema, c.relname AS name, c.relkind = 'm' AS materialized
      FROM ${ofRelations} WHERE c.relkind IN ('v', 'm') AND ${ofUsers} ${byRelation}`),
    tables: await rows(`SELECT n.nspname AS schema, c.relname AS name,
        CASE c.relkind WHEN 'p' THEN 'partitioned' ELSE 'table' END AS kind, ${columns} AS columns,
        (SELECT json_build_object('name', k.conname, 'columns', ${names('k.conkey', 'c.oid')})
          FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p') AS "primaryKey",
        ${constraints(`'name', k.conname, 'columns', ${names('k.conkey', 'c.oid')}, 'deferrable', k.condeferrable`, 'u')} AS "uniqueConstraints",
        ${indexes} AS indexes,
        ${constraints(`'name', k.conname, 'validated', k.convalidated`, 'c')} AS checks,
        ${constraints(foreignKey, 'f', notInternal)} AS "foreignKeys"
      FROM ${ofRelations} WHERE c.relkind IN ('r', 'p') AND ${ofUsers} ${byRelation}`),
  };
}

/** The columns of a table that these numbers stand for, in their order. */
function names(numbers: string, table: string): string {
  return `(SELECT json_agg(a.attname ORDER BY u.at) FROM unnest(${numbers}) WITH ORDINALITY u(number, at)
    JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = u.number)`;
}

function constraints(fields: string, kind: string, more = 'true'): string {
  return `coalesce((SELECT json_agg(json_build_object(${fields}) ORDER BY k.conname COLLATE "C")
    FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = '${kind}' AND ${more}), '[]')`;
}

function action(column: string): string {
  return `CASE ${column} WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
    WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END`;
}

const columns = `coalesce((SELECT json_agg(json_build_object('name', a.attname,
      'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
      'default', a.atthasdef AND a.attgenerated = '', 'identity', a.attidentity <> '',
      'generated', a.attgenerated <> '') ORDER BY a.attnum)
    FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]')`;

const indexes = `coalesce((SELECT json_agg(json_build_object('name', i.relname, 'method', m.amname,
      'columns', (SELECT json_agg(CASE WHEN x.indkey[at - 1] = 0 THEN '(expression)'
            ELSE pg_get_indexdef(i.oid, at, true) END ORDER BY at)
          FROM generate_series(1, x.indnkeyatts) at),
      'include', (SELECT coalesce(json_agg(pg_get_indexdef(i.oid, at, true) ORDER BY at), '[]')
          FROM generate_series(x.indnkeyatts + 1, x.indnatts) at),
      'unique', x.indisunique, 'primary', x.indisprimary, 'nullsNotDistinct', x.indnullsnotdistinct,
      'constraintBacked', EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')),
      'partial', x.indpred IS NOT NULL) ORDER BY i.relname COLLATE "C")
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam
    WHERE x.indrelid = c.oid), '[]')`;

/** A foreign key to a partitioned table has one more for each partition, of which nobody but the server knows. */
const notInternal = `NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.oid = k.conparentid AND o.conrelid = k.conrelid)`;

const foreignKey = `'name', k.conname, 'columns', ${names('k.conkey', 'c.oid')},
  'refSchema', (SELECT r.nspname FROM pg_class o JOIN pg_namespace r ON r.oid = o.relnamespace WHERE o.oid = k.confrelid),
  'refTable', (SELECT relname FROM pg_class WHERE oid = k.confrelid), 'refColumns', ${names('k.confkey', 'k.confrelid')},
  'onDelete', ${action('k.confdeltype')}, 'onUpdate', ${action('k.confupdtype')}, 'validated', k.convalidated,
  'deferrable', k.condeferrable, 'initiallyDeferred', k.condeferred`;
