import { namespaceOid } from './oids.ts';
import { type Hints, hintedTexts, row } from './relations.ts';
import { isOid, type Row } from './values.ts';

/** The schemas of PostgreSQL itself. What is in them is not listed, but guards that name no schema see it too. */
const schemas = ['pg_catalog', 'information_schema', 'pg_toast'];

/** The views of the information_schema: `domains` is a table that is always there, whatever a migration makes. */
const views = new Set(
  `administrable_role_authorizations applicable_roles attributes character_sets check_constraint_routine_usage
check_constraints collation_character_set_applicability collations column_column_usage column_domain_usage column_options
column_privileges column_udt_usage columns constraint_column_usage constraint_table_usage data_type_privileges
domain_constraints domain_udt_usage domains element_types enabled_roles foreign_data_wrapper_options
foreign_data_wrappers foreign_server_options foreign_servers foreign_table_options foreign_tables
information_schema_catalog_name key_column_usage parameters referential_constraints role_column_grants
role_routine_grants role_table_grants role_udt_grants role_usage_grants routine_column_usage routine_privileges
routine_routine_usage routine_sequence_usage routine_table_usage routines schemata sequences sql_features
sql_implementation_info sql_parts sql_sizing table_constraints table_privileges tables transforms
triggered_update_columns triggers udt_privileges usage_privileges user_defined_types user_mapping_options
user_mappings view_column_usage view_routine_usage view_table_usage views`.split(/\s+/),
);

/** Names in the catalogs that are not listed here. */
const isSystemName = (name: string): boolean => name.startsWith('pg_') || name.startsWith('_pg_');

/** The views of the information_schema among the names that are asked for. */
export const systemViews = (hints: Hints, column: string): readonly string[] =>
  (hintedTexts(hints, column) ?? []).filter((name) => views.has(name) && !tables.has(name));

/** A few of them are tables. */
const tables = new Set(['sql_features', 'sql_implementation_info', 'sql_parts', 'sql_sizing']);

/** Whether nothing of PostgreSQL itself has this name. */
export const isOwnRelation = (name: string): boolean => !isSystemName(name) && !views.has(name);

/** How the columns of a catalog are called that hold what is here asked for. */
interface Columns {
  /** The name of a relation, or of something named after one, such as an index. */
  readonly name: string;
  readonly schema: string;
  /** Whether the schema is an oid. */
  readonly isOid?: boolean;
  readonly oid?: string;
}

/** Rows that stand for what PostgreSQL itself has in a catalog of relations; none when the names that are asked for are not among them. */
export function systemRelations(hints: Hints, { name, schema, isOid: byOid, oid }: Columns): readonly Row[] {
  if (oid !== undefined && hints.get(oid)?.every(isOid)) return [];
  if (hintedTexts(hints, name)?.every((one) => !isSystemName(one) && !tables.has(one))) return [];
  return schemas.map((one) => row({ [schema]: byOid ? namespaceOid(one) : one }));
}

/** Columns of the catalogs whose names look like those that people give to theirs. */
const likeOurs = new Set(
  'implementation_info_id sub_feature_id io_id query_id local_id sizing_id external_id feature_id two_phase_at chunk_id'.split(
    ' ',
  ),
);

/** Whether no column of the catalogs has this name. */
export const isOwnColumn = (name: string): boolean => /[A-Z]|_(?:id|at)$/.test(name) && !likeOurs.has(name);

/** Rows that stand for the columns of the catalogs. None of these has a capital letter, and few end in `_id`. */
export function systemColumns(hints: Hints): readonly Row[] {
  const named = hintedTexts(hints, 'table_name');
  if (named?.every(isOwnRelation)) return [];
  if (hintedTexts(hints, 'column_name')?.every(isOwnColumn)) return [];
  return schemas.map((one) => row({ table_schema: one }));
}
