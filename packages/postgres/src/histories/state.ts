import type { Server } from '../server.ts';

/**
 * What a generator has to know to write a statement that works. It is asked of the database itself after each statement,
 * so that it can be wrong in nothing.
 */
export interface State {
  readonly schemas: readonly string[];
  /** The schemas in which a bare name is looked for, those that are there. */
  readonly path: readonly string[];
  readonly tables: readonly StateTable[];
  readonly types: readonly StateType[];
  readonly views: readonly (Qualified & { readonly materialized: boolean })[];
  readonly sequences: readonly (Qualified & { readonly owned: boolean })[];
}

export interface Qualified {
  readonly schema: string;
  readonly name: string;
}

export interface StateTable extends Qualified {
  readonly partitioned: boolean;
  readonly partition: boolean;
  /** Set for partitions and for those that inherit. */
  readonly parent: Qualified | null;
  readonly hasHeirs: boolean;
  /** The column of the partition key. */
  readonly key: string | null;
  readonly strategy: string | null;
  readonly columns: readonly StateColumn[];
  readonly constraints: readonly StateConstraint[];
  readonly indexes: readonly StateIndex[];
}

export interface StateColumn {
  readonly name: string;
  /** As `format_type` prints it, always with the schema of a type that somebody made. */
  readonly type: string;
  readonly kind: 'b' | 'e' | 'd' | 'c';
  readonly array: boolean;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  readonly identity: boolean;
  readonly generated: boolean;
  readonly inherited: boolean;
}

export interface StateConstraint {
  readonly name: string;
  readonly type: 'p' | 'u' | 'f' | 'c' | 'x';
  readonly columns: readonly string[];
  readonly validated: boolean;
  readonly deferrable: boolean;
  readonly inherited: boolean;
  /** The whole of it, as it would be written again. */
  readonly definition: string;
}

export interface StateIndex {
  readonly name: string;
  readonly unique: boolean;
  readonly constraint: boolean;
  readonly plain: boolean;
  readonly columns: readonly string[];
}

export interface StateType extends Qualified {
  readonly kind: 'e' | 'd';
  readonly values: readonly string[];
}

const users = (of: string): string =>
  `${of} IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')`;
const name = (oid: string): string => `(SELECT nspname FROM pg_namespace WHERE oid = ${oid})`;
const list = (what: string, from: string): string => `coalesce((SELECT json_agg(${what}) FROM ${from}), '[]')`;
const columnsAt = (numbers: string, table: string): string =>
  `coalesce((SELECT json_agg(attname ORDER BY array_position(${numbers}::int2[], attnum)) FROM pg_attribute
    WHERE attrelid = ${table} AND attnum = ANY (${numbers}::int2[])), '[]')`;

// Asked for one by one they are found by an index; a join reads all types for each table.
const typeOf = (what: string): string => `(SELECT ${what} FROM pg_type WHERE oid = atttypid)`;
const columns = list(
  `json_build_object('name', attname, 'type', format_type(atttypid, atttypmod), 'kind', ${typeOf('typtype')},
    'array', ${typeOf('typcategory')} = 'A', 'notNull', attnotnull, 'hasDefault', atthasdef, 'identity', attidentity <> '',
    'generated', attgenerated <> '', 'inherited', attinhcount > 0) ORDER BY attnum`,
  `pg_attribute a WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped`,
);
const constraints = list(
  `json_build_object('name', conname, 'type', contype, 'columns', ${columnsAt('conkey', 'c.oid')}, 'validated', convalidated,
    'deferrable', condeferrable, 'inherited', coninhcount > 0 OR conparentid <> 0, 'definition', pg_get_constraintdef(k.oid)) ORDER BY conname`,
  `pg_constraint k WHERE conrelid = c.oid AND contype IN ('p', 'u', 'f', 'c', 'x')
    AND NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.oid = k.conparentid AND o.conrelid = k.conrelid)`,
);
const indexes = list(
  `json_build_object('name', i.relname, 'unique', indisunique, 'plain', indpred IS NULL AND indexprs IS NULL,
    'constraint', EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = c.oid AND conindid = i.oid AND contype <> 'f'),
    'columns', ${columnsAt('(indkey[0:indnkeyatts - 1])', 'c.oid')}) ORDER BY i.relname`,
  `pg_index x JOIN pg_class i ON i.oid = indexrelid WHERE indrelid = c.oid`,
);
const parent = `(SELECT json_build_object('schema', ${name('p.relnamespace')}, 'name', p.relname)
  FROM pg_inherits JOIN pg_class p ON p.oid = inhparent WHERE inhrelid = c.oid LIMIT 1)`;
const tables = list(
  `json_build_object('schema', ${name('relnamespace')}, 'name', relname, 'partitioned', relkind = 'p', 'partition', relispartition,
    'parent', ${parent}, 'hasHeirs', EXISTS (SELECT 1 FROM pg_inherits WHERE inhparent = c.oid),
    'key', (SELECT attname FROM pg_partitioned_table JOIN pg_attribute ON attrelid = partrelid AND attnum = partattrs[0] WHERE partrelid = c.oid),
    'strategy', (SELECT partstrat FROM pg_partitioned_table WHERE partrelid = c.oid),
    'columns', ${columns}, 'constraints', ${constraints}, 'indexes', ${indexes}) ORDER BY oid`,
  `pg_class c WHERE relkind IN ('r', 'p') AND ${users('relnamespace')}`,
);
const types = list(
  `json_build_object('schema', ${name('typnamespace')}, 'name', typname, 'kind', typtype,
    'values', ${list('enumlabel ORDER BY enumsortorder', 'pg_enum WHERE enumtypid = t.oid')}) ORDER BY oid`,
  `pg_type t WHERE typtype IN ('e', 'd') AND ${users('typnamespace')}`,
);
const related = (kinds: string, more: string): string =>
  list(
    `json_build_object('schema', ${name('relnamespace')}, 'name', relname, ${more}) ORDER BY oid`,
    `pg_class c WHERE relkind IN (${kinds}) AND ${users('relnamespace')}`,
  );
const owned = `EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype IN ('a', 'i') AND refobjsubid > 0)`;

const query = `SELECT json_build_object(
  'schemas', ${list('nspname ORDER BY oid', `pg_namespace WHERE ${users('oid')}`)},
  'path', current_schemas(false), 'tables', ${tables}, 'types', ${types},
  'views', ${related("'v', 'm'", `'materialized', relkind = 'm'`)},
  'sequences', ${related("'S'", `'owned', ${owned}`)}) AS state`;

/** Asks for all of it at once. The question is planned once for a connection: that takes longer than the answer. */
export async function stateOf(server: Server): Promise<State> {
  if (!prepared.has(server)) {
    await server.exec(`PREPARE state AS ${query}`);
    prepared.add(server);
  }
  const { rows } = await server.query<{ state: State }>('EXECUTE state');
  return rows[0]!.state;
}

const prepared = new WeakSet<Server>();
