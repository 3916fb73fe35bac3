import type { DataType } from '@refint/model';

/** An identifier as PostgreSQL's quote_identifier prints it: in quotes when it is no plain word, or one that means something. */
export const identifier = (name: string): string =>
  plain.test(name) && !keywords.has(name) ? name : `"${name.replaceAll('"', '""')}"`;

const plain = /^[a-z_][a-z0-9_]*$/;

/** A name with its schema, which `public` on the search path saves. */
export const qualified = (schema: string, name: string): string =>
  schema === 'public' || schema === 'pg_catalog' ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;

/** A type without what stands in its parentheses, as it follows a constant: `::character varying`, `::"Role"[]`. */
export function castName({ name, schema, dimensions }: DataType): string {
  const own = schema === undefined ? (name === 'character' ? 'bpchar' : name) : qualified(schema, name);
  return dimensions > 0 ? `${own}[]` : own;
}

/** All key words but those that are never reserved (src/include/parser/kwlist.h of PostgreSQL 15 to 18). */
const keywords = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char
  character check coalesce collate collation column concurrently constraint create cross current_catalog current_date
  current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do
  else end except exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike
  in initially inner inout int integer intersect interval into is isnull join json_array json_arrayagg json_object
  json_objectagg lateral leading least left like limit localtime localtimestamp national natural nchar none normalize not
  notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real
  references returning right row select session_user setof similar smallint some substring symmetric system_user table
  tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when
  where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
  xmlserialize xmltable`.split(/\s+/),
);
