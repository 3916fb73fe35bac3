import type { Catalog } from '../catalog.ts';
import type { Server } from './server.ts';

/** A foreign key to a partitioned table has one more for each partition, of which nobody but the server knows. */
const notInternal = `NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.oid = k.conparentid AND o.conrelid = k.conrelid)`;

const byName = `ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;
const ofUsers = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** Everything that users made in a database, each kind in the byte order of its names. */
export async function catalogIn(postgres: Server): Promise<Catalog> {
  // A name is printed with its schema unless that is on the search path.
  await postgres.exec('SET search_path TO public');
  const rows = async <Row>(sql: string): Promise<Row[]> => (await postgres.query<Row>(sql)).rows;
  const names = (numbers: string, table: string) =>
    `(SELECT json_agg(a.attname ORDER BY u.at) FROM unnest(${numbers}) WITH ORDINALITY u(number, at)
      JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = u.number)`;
  const constraints = (fields: string, kind: string, more = 'true') =>
    `coalesce((SELECT json_agg(json_build_object(${fields}) ORDER BY k.conname COLLATE "C")
      FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = '${kind}' AND ${more}), '[]')`;
  const action = (column: string) =>
    `CASE ${column} WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END`;
  const part = `CASE WHEN x.indkey[at - 1] = 0 THEN pg_get_indexdef(i.oid, at, true)
    ELSE (SELECT attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = x.indkey[at - 1])::text END`;
  return {
    schemas: (
      await rows<{ nspname: string }>(
        `SELECT nspname FROM pg_namespace n WHERE ${ofUsers} ORDER BY nspname COLLATE "C"`,
      )
    ).map((row) => row.nspname),
    extensions: await rows(`SELECT n.nspname AS schema, e.extname AS name FROM pg_extension e
      JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql' ORDER BY e.extname COLLATE "C"`),
    enums: await rows(`SELECT n.nspname AS schema, t.typname AS name,
        coalesce((SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid), '[]') AS values
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND ${ofUsers}
      ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`),
    domains: await rows(`SELECT n.nspname AS schema, t.typname AS name, format_type(t.typbasetype, t.typtypmod) AS type,
        t.typnotnull AS "notNull"
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'd' AND ${ofUsers}
      ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`),
    sequences: await rows(`SELECT n.nspname AS schema, c.relname AS name FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND ${ofUsers} ${byName}`),
    views: await rows(`SELECT n.nspname AS schema, c.relname AS name, c.relkind = 'm' AS materialized,
        coalesce((SELECT json_agg(i.relname ORDER BY i.relname COLLATE "C")
          FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = c.oid), '[]') AS indexes
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND ${ofUsers} ${byName}`),
    tables: (
      await rows<Catalog['tables'][number]>(`SELECT n.nspname AS schema, c.relname AS name,
        CASE c.relkind WHEN 'p' THEN 'partitioned' ELSE 'table' END AS kind, pg_get_partkeydef(c.oid) AS "partitionKey",
        coalesce((SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
            'notNull', a.attnotnull, 'default', CASE a.attgenerated WHEN '' THEN pg_get_expr(d.adbin, d.adrelid) END,
            'generated', CASE WHEN a.attgenerated <> '' THEN json_build_object('kind', 'stored', 'expr', pg_get_expr(d.adbin, d.adrelid))
              WHEN a.attidentity <> '' THEN json_build_object('kind', 'identity', 'expr',
                CASE a.attidentity WHEN 'a' THEN 'always' ELSE 'by-default' END) END) ORDER BY a.attnum)
          FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]') AS columns,
        (SELECT json_build_object('name', k.conname, 'columns', ${names('k.conkey', 'c.oid')})
          FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p') AS "primaryKey",
        ${constraints(`'name', k.conname, 'columns', ${names('k.conkey', 'c.oid')}, 'deferrable', k.condeferrable`, 'u')} AS "uniqueConstraints",
        coalesce((SELECT json_agg(json_build_object('name', i.relname, 'method', m.amname,
            'columns', (SELECT json_agg(${part} ORDER BY at) FROM generate_series(1, x.indnkeyatts) at),
            'expressions', x.indexprs IS NOT NULL,
            'include', (SELECT coalesce(json_agg(${part} ORDER BY at), '[]') FROM generate_series(x.indnkeyatts + 1, x.indnatts) at),
            'unique', x.indisunique, 'primary', x.indisprimary, 'nullsNotDistinct', x.indnullsnotdistinct,
            'constraintBacked', EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')),
            'predicate', pg_get_expr(x.indpred, x.indrelid), 'valid', true, 'def', pg_get_indexdef(i.oid)) ORDER BY i.relname COLLATE "C")
          FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam WHERE x.indrelid = c.oid), '[]') AS indexes,
        ${constraints(`'name', k.conname, 'def', pg_get_constraintdef(k.oid), 'validated', k.convalidated`, 'c')} AS checks,
        ${constraints(
          `'name', k.conname, 'columns', ${names('k.conkey', 'c.oid')}, 'refSchema', (SELECT r.nspname FROM pg_class o JOIN pg_namespace r ON r.oid = o.relnamespace WHERE o.oid = k.confrelid),
          'refTable', (SELECT relname FROM pg_class WHERE oid = k.confrelid), 'refColumns', ${names('k.confkey', 'k.confrelid')},
          'onDelete', ${action('k.confdeltype')}, 'onUpdate', ${action('k.confupdtype')}, 'validated', k.convalidated,
          'deferrable', k.condeferrable, 'initiallyDeferred', k.condeferred`,
          'f',
          notInternal,
        )} AS "foreignKeys",
        coalesce((SELECT json_agg(json_build_object('name', t.tgname, 'def', pg_get_triggerdef(t.oid)) ORDER BY t.tgname COLLATE "C")
          FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal), '[]') AS triggers
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND ${ofUsers} ${byName}`)
    ).map(({ partitionKey, ...table }) => (partitionKey ? { ...table, partitionKey } : table)),
  };
}
