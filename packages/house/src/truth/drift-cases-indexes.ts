import { type Case, madeT, t } from './drift-case.ts';

const ofT = (cases: Readonly<Record<string, readonly [more: string, sql: string]>>): readonly Case[] =>
  Object.entries(cases).map(([name, [more, sql]]) => ({ name, schema: t(more), sql: `${madeT}\n${sql}` }));

/** What a database has of indexes, and what a schema asks for. */
export const indexes = ofT({
  'an index that only the database has': ['', 'CREATE INDEX x ON t (a)'],
  'a unique index that only the database has': ['', 'CREATE UNIQUE INDEX x ON t (a)'],
  'a unique constraint that only the database has': ['', 'ALTER TABLE t ADD CONSTRAINT x UNIQUE (a)'],
  'a unique constraint instead of an index': ['@@unique([a])', 'ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a)'],
  'a deferrable one': ['@@unique([a])', 'ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a) DEFERRABLE'],
  'nulls that are not distinct': ['@@unique([a])', 'CREATE UNIQUE INDEX t_a_key ON t (a) NULLS NOT DISTINCT'],
  'a unique index in another order': ['', 'CREATE UNIQUE INDEX x ON t (a DESC, b)'],
  'a hash index that only the database has': ['', 'CREATE INDEX x ON t USING hash (a)'],
  'a gin index that only the database has': [
    '',
    'CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE INDEX x ON t USING gin (s gin_trgm_ops)',
  ],
  'an expression': ['', 'CREATE INDEX x ON t ((a + 1))'],
  'an expression beside a column': ['', 'CREATE INDEX x ON t (b, (a + 1))'],
  'an expression under a declared name': ['@@index([b], map: "x")', 'CREATE INDEX x ON t (b, (a + 1))'],
  'a condition': ['', 'CREATE INDEX x ON t (a) WHERE b > 0'],
  'a condition under a declared name': ['@@index([a], map: "x")', 'CREATE INDEX x ON t (a) WHERE b > 0'],
  'a condition under another name': ['@@index([a], map: "y")', 'CREATE INDEX x ON t (a) WHERE b > 0'],
  'a condition beside the declared index': [
    '@@index([a], map: "y")',
    'CREATE INDEX x ON t (a) WHERE b > 0; CREATE INDEX y ON t (a)',
  ],
  'two conditions': [
    '@@index([a], map: "y")',
    'CREATE INDEX x ON t (a) WHERE b > 0; CREATE INDEX z ON t (a) WHERE b < 0',
  ],
  'INCLUDE where nothing is asked': ['@@index([a], map: "x")', 'CREATE INDEX x ON t (a) INCLUDE (b)'],
  'INCLUDE where a second column is asked': ['@@index([a, b], map: "x")', 'CREATE INDEX x ON t (a) INCLUDE (b)'],
  'INCLUDE that nobody asked for': ['', 'CREATE INDEX x ON t (a) INCLUDE (b)'],
  'DESC where nothing is asked': ['@@index([a], map: "x")', 'CREATE INDEX x ON t (a DESC)'],
  'DESC that is asked': ['@@index([a(sort: Desc), b], map: "x")', 'CREATE INDEX x ON t (a DESC, b)'],
  'NULLS FIRST': ['@@index([a], map: "x")', 'CREATE INDEX x ON t (a NULLS FIRST)'],
  'DESC NULLS LAST': ['@@index([a(sort: Desc)], map: "x")', 'CREATE INDEX x ON t (a DESC NULLS LAST)'],
  'another method': ['@@index([a], map: "x")', 'CREATE INDEX x ON t USING hash (a)'],
  'the method that is asked': ['@@index([a], type: Brin, map: "x")', 'CREATE INDEX x ON t USING brin (a)'],
  'an operator class of a btree': ['@@index([s], map: "x")', 'CREATE INDEX x ON t (s text_pattern_ops)'],
  'an operator class of a btree that is asked': [
    '@@index([s(ops: raw("text_pattern_ops"))], map: "x")',
    'CREATE INDEX x ON t (s text_pattern_ops)',
  ],
  'the usual operator class by name': ['@@index([s(ops: raw("text_ops"))], map: "x")', 'CREATE INDEX x ON t (s)'],
  'a collation': ['@@index([s], map: "x")', 'CREATE INDEX x ON t (s COLLATE "C")'],
  'another name': ['@@index([a], map: "y")', 'CREATE INDEX x ON t (a)'],
  'another name of one of two': ['@@index([a], map: "y")', 'CREATE INDEX x ON t (a); CREATE INDEX z ON t (a)'],
  'one more than is asked': ['@@index([a], map: "x")', 'CREATE INDEX x ON t (a); CREATE INDEX z ON t (a)'],
  'one less than is asked': ['@@index([a], map: "x")\n  @@index([a], map: "y")', 'CREATE INDEX x ON t (a)'],
  'two other names': [
    '@@index([a], map: "x")\n  @@index([a], map: "y")',
    'CREATE INDEX p ON t (a); CREATE INDEX q ON t (a)',
  ],
  'both orders': ['@@index([a], map: "x")', 'CREATE INDEX y ON t (a); CREATE INDEX q ON t (a DESC)'],
  'unique where nothing is asked': ['@@index([a], map: "x")', 'CREATE UNIQUE INDEX x ON t (a)'],
  'not unique where that is asked': ['@@unique([a], map: "x")', 'CREATE INDEX x ON t (a)'],
  'another order of columns': ['@@index([a, b], map: "x")', 'CREATE INDEX x ON t (b, a)'],
  'an exclusion': ['', 'ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING btree (a WITH =)'],
  'a condition that is asked in words': [
    '@@index([a], where: raw("b > 0"), map: "x")',
    'CREATE INDEX x ON t (a) WHERE (b > 0)',
  ],
  'another condition than is asked': [
    '@@index([a], where: raw("b > 0"), map: "x")',
    'CREATE INDEX x ON t (a) WHERE b < 0',
  ],
  'a condition that is asked as an object': [
    '@@index([a], where: { b: { not: null } }, map: "x")',
    'CREATE INDEX x ON t (a) WHERE b IS NOT NULL',
  ],
  'a condition that nobody made': ['@@index([a], where: raw("b > 0"), map: "x")', 'CREATE INDEX x ON t (a)'],
  'none of three': ['@@index([a])\n  @@index([a, b])\n  @@unique([s])', ''],
});

/** Operator classes, of which Prisma knows some by name. */
export const classes: readonly Case[] = [
  ['s Json\n  @@index([s], type: Gin)', 'jsonb', 'gin (s)'],
  ['s Json\n  @@index([s], type: Gin)', 'jsonb', 'gin (s jsonb_ops)'],
  ['s Json\n  @@index([s], type: Gin)', 'jsonb', 'gin (s jsonb_path_ops)'],
  ['s Json\n  @@index([s(ops: JsonbPathOps)], type: Gin)', 'jsonb', 'gin (s jsonb_path_ops)'],
  ['s Json\n  @@index([s(ops: JsonbPathOps)], type: Gin)', 'jsonb', 'gin (s)'],
  ['s Json\n  @@index([s(ops: JsonbOps)], type: Gin)', 'jsonb', 'gin (s)'],
  ['s Json\n  @@index([s(ops: raw("jsonb_path_ops"))], type: Gin)', 'jsonb', 'gin (s jsonb_path_ops)'],
  ['s Json\n  @@index([s(ops: raw("jsonb_ops"))], type: Gin)', 'jsonb', 'gin (s)'],
  ['s String[]\n  @@index([s], type: Gin)', 'text[]', 'gin (s)'],
  ['s String\n  @@index([s(ops: raw("gin_trgm_ops"))], type: Gin)', 'text', 'gin (s gin_trgm_ops)'],
  ['s String\n  @@index([s(ops: raw("gist_trgm_ops"))], type: Gist)', 'text', 'gist (s gist_trgm_ops)'],
  ['s Int\n  @@index([s], type: Brin)', 'int', 'brin (s int4_minmax_multi_ops)'],
  ['s Int\n  @@index([s(ops: Int4MinMaxMultiOps)], type: Brin)', 'int', 'brin (s)'],
  ['s Int\n  @@index([s(ops: Int4MinMaxMultiOps)], type: Brin)', 'int', 'brin (s int4_minmax_multi_ops)'],
  ['s String @db.Inet\n  @@index([s(ops: InetOps)], type: Gist)', 'inet', 'gist (s inet_ops)'],
  ['s String\n  @@index([s], type: Hash)', 'text', 'hash (s)'],
  ['s String\n  @@index([s], type: Hash)', 'text', 'hash (s text_pattern_ops)'],
  ['s String\n  @@index([s], type: SpGist)', 'text', 'spgist (s)'],
].map(([fields = '', type = '', index = '']) => ({
  name: `${fields.replace(/\n\s*/, ' ')} against ${index}`,
  schema: `model t {\n  id Int @id\n  ${fields}\n}`,
  sql: `CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE TABLE t (id int CONSTRAINT t_pkey PRIMARY KEY, s ${type}${type.endsWith(']') ? '' : ' NOT NULL'});
    CREATE INDEX t_s_idx ON t USING ${index}`,
}));
