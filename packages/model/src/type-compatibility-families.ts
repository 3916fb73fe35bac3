/** The built-in types of PostgreSQL, and which of them it compares in a foreign key. citext counts as one of them. */

/** Whether a foreign key from the one type to the other is accepted; 18 and earlier versions differ where it is unknown. */
export function judge(key: string, column: string): 'accepted' | 'refused' | 'unknown' {
  if (key === column) return 'accepted';
  if (textKeys.includes(key) && column === '"char"') return 'unknown';
  return accepts.get(key)?.has(column) ? 'accepted' : 'refused';
}

/** Whether values of the type have an order, without which no primary key or unique constraint can be made of it. */
export const canBeKey = (name: string): boolean => !keyless.has(name);

export const isBuiltIn = (name: string): boolean => accepts.has(name) || alone.has(name) || keyless.has(name);

/** The other types that it accepts, without those that only PostgreSQL's own catalog uses. */
export const partners = (key: string): readonly string[] =>
  [...(accepts.get(key) ?? [])].filter((name) => name !== key && !internal.has(name) && !name.startsWith('reg'));

const words = (text: string): readonly string[] => text.split(/,\s+/);

const integers = words('smallint, integer, bigint');
const oids = words(
  'oid, regclass, regcollation, regconfig, regdictionary, regnamespace, regoper, regoperator, regproc, regprocedure, regrole, regtype',
);
const texts = words('text, character varying, character');
const statistics = words('pg_dependencies, pg_mcv_list, pg_ndistinct');
const dates = words('date, timestamp without time zone, timestamp with time zone');
/** Up to version 17 they accept "char" too; 18 fails there with an internal error (XX000). */
const textKeys = words('text, character varying, pg_node_tree');

const networks = words('inet, cidr');
const bitStrings = words('bit, bit varying');
const hardware = words('macaddr, macaddr8');

const family = (keys: readonly string[], columns: readonly string[]) =>
  keys.map((key) => [key, new Set(columns)] as const);

/** Keys that are compared with other types than their own, and these others. */
const accepts: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...family(integers, integers),
  ...family(['numeric'], integers),
  ...family(['real', 'double precision'], [...integers, 'numeric', 'real', 'double precision']),
  ...family(oids, [...integers, ...oids]),
  ...family(textKeys, [...texts, 'citext', 'name', 'pg_node_tree', ...statistics]),
  ...family(['character'], texts),
  ...family(['name'], texts),
  ...family(statistics, statistics),
  ...family(dates, dates),
  ...family(['time with time zone', 'interval'], ['time without time zone']),
  ...family(networks, networks),
  ...family(bitStrings, bitStrings),
  ...family(hardware, hardware),
]);

/** What is comparable only with itself. */
const alone = new Set(
  words(
    `"char", boolean, bytea, citext, int2vector, jsonb, money, oidvector, pg_lsn, tid, time without time zone, tsquery, tsvector, uuid, xid8,
  int4range, int8range, numrange, tsrange, tstzrange, daterange,
  int4multirange, int8multirange, nummultirange, tsmultirange, tstzmultirange, datemultirange`,
  ),
);

const keyless = new Set(
  words(
    `aclitem, box, cid, circle, gtsvector, json, jsonpath, line, lseg, path, pg_brin_bloom_summary, pg_brin_minmax_multi_summary,
    pg_snapshot, point, polygon, refcursor, txid_snapshot, xid, xml`,
  ),
);

const internal = new Set(['pg_node_tree', ...statistics]);
