/** The types that every PostgreSQL has, as `format_type` prints them without modifiers (pg_type of version 15 to 18). */
const builtin = new Set(
  `bigint|bit|bit varying|boolean|box|bytea|character|character varying|cidr|circle|date|double precision|inet|integer
interval|json|jsonb|jsonpath|line|lseg|macaddr|macaddr8|money|name|numeric|oid|path|pg_lsn|point|polygon|real|smallint
text|tid|time without time zone|time with time zone|timestamp without time zone|timestamp with time zone|tsquery
tsvector|txid_snapshot|pg_snapshot|uuid|xid|xid8|cid|xml|"char"|char|regclass|regproc|regprocedure|regoper|regoperator
regtype|regrole|regnamespace|regconfig|regdictionary|regcollation|int4range|int8range|numrange|tsrange|tstzrange
daterange|int4multirange|int8multirange|nummultirange|tsmultirange|tstzmultirange|datemultirange|refcursor`.split(
    /[|\n]/,
  ),
);

export const isBuiltinType = (name: string): boolean => builtin.has(name);

/** The types that an extension brings. An extension that is not listed here may bring any. */
const extensions: Readonly<Record<string, readonly string[]>> = {
  citext: ['citext'],
  hstore: ['hstore'],
  ltree: ['ltree', 'lquery', 'ltxtquery'],
  cube: ['cube'],
  seg: ['seg'],
  isn: ['ean13', 'isbn', 'isbn13', 'ismn', 'ismn13', 'issn', 'issn13', 'upc'],
  intarray: ['query_int'],
  vector: ['vector', 'halfvec', 'sparsevec'],
  postgis: ['geometry', 'geography', 'box2d', 'box3d', 'raster'],
  pg_trgm: ['gtrgm'],
  pgcrypto: [],
  'uuid-ossp': [],
  btree_gin: [],
  btree_gist: ['gbtreekey4', 'gbtreekey8', 'gbtreekey16', 'gbtreekey32'],
  unaccent: [],
  moddatetime: [],
  plpgsql: [],
  pg_stat_statements: [],
  tablefunc: [],
  fuzzystrmatch: [],
  pg_cron: [],
  pgjwt: [],
  pg_graphql: [],
  dblink: [],
  postgres_fdw: [],
};

export const typesOfExtension = (name: string): readonly string[] | undefined => extensions[name.toLowerCase()];

const ofExtensions = new Map(
  Object.entries(extensions).flatMap(([extension, types]) => types.map((type) => [type, extension] as const)),
);

/** The extension that brings a type of this name; nothing where none does. */
export const extensionOfType = (name: string): string | undefined => ofExtensions.get(name);

/** Whether a type comes with an extension: people also make those by hand, outside of every migration. */
export const isExtensionType = (name: string): boolean => ofExtensions.has(name);
