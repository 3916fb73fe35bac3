import type { Server } from '@refint/core';

/** The schema by which a database is known to be for rehearsals and nothing else. */
export const marker = 'refint_rehearsal';

/** What its comment says, to people and to us. */
const words = 'refint rehearses here: everything in this database may be dropped at any time';

/** What a database holds that somebody may miss, by what it is called; `ours` where it carries the marker. */
export async function whatIsIn(server: Server): Promise<'ours' | readonly string[]> {
  const { rows } = await server.query<{ name: string }>(`
    SELECT 'the schema ' || quote_ident(nspname) AS name FROM pg_catalog.pg_namespace
      WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
        AND NOT (nspname = '${marker}' AND coalesce(obj_description(oid, 'pg_namespace'), '') = '${words}')
    UNION ALL SELECT CASE relkind WHEN 'S' THEN 'the sequence ' WHEN 'v' THEN 'the view ' WHEN 'm' THEN 'the view ' WHEN 'c' THEN 'the type '
      WHEN 'i' THEN 'the index ' ELSE 'the table ' END || quote_ident(relname) FROM pg_catalog.pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'the type ' || quote_ident(typname) FROM pg_catalog.pg_type WHERE typnamespace = 'public'::regnamespace
      AND typrelid = 0 AND typelem = 0
    UNION ALL SELECT 'the function ' || quote_ident(proname) FROM pg_catalog.pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'the operator ' || oprname FROM pg_catalog.pg_operator WHERE oprnamespace = 'public'::regnamespace
    UNION ALL SELECT 'the extension ' || quote_ident(extname) FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'
    UNION ALL SELECT 'the event trigger ' || quote_ident(evtname) FROM pg_catalog.pg_event_trigger
    UNION ALL SELECT 'the publication ' || quote_ident(pubname) FROM pg_catalog.pg_publication
    UNION ALL SELECT 'the foreign server ' || quote_ident(srvname) FROM pg_catalog.pg_foreign_server
    UNION ALL SELECT 'a large object' FROM (SELECT FROM pg_catalog.pg_largeobject_metadata LIMIT 1) one
    ORDER BY 1`);
  const marked = await server.query(
    `SELECT FROM pg_catalog.pg_namespace WHERE nspname = '${marker}' AND obj_description(oid, 'pg_namespace') = '${words}'`,
  );
  return marked.rows.length > 0 ? 'ours' : rows.map(({ name }) => name);
}

/** Makes an empty database one that is for rehearsals. */
export const mark = (server: Server): Promise<unknown> =>
  server.exec(`CREATE SCHEMA ${marker}; COMMENT ON SCHEMA ${marker} IS '${words}'`);
