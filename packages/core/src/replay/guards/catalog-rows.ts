import type { QueryRelation } from '@refint/model';
import type { World } from '../world.ts';
import { informationSchema } from './information-schema.ts';
import { pgCatalog } from './pg-catalog.ts';
import { anyRows, type Hints, type Rows } from './relations.ts';

/** The relation of the catalog that a query names; nothing when it is a table of somebody's own. */
export function catalogRelation(path: QueryRelation['path']): ((world: World, hints: Hints) => Rows) | undefined {
  const name = path.at(-1) ?? '';
  if (path.at(-2) === 'information_schema') return informationSchema[name] ?? (() => anyRows);
  if (path.length > 1 && path.at(-2) !== 'pg_catalog') return undefined;
  if (!name.startsWith('pg_')) return undefined;
  return pgCatalog[name] ?? (() => anyRows);
}

/** The columns of the relations that are modelled here, so that a name in a query finds its relation. */
const columns: Readonly<Record<string, string>> = {
  tables: 'table_catalog table_schema table_name table_type',
  columns: `table_catalog table_schema table_name column_name ordinal_position column_default is_nullable data_type
    character_maximum_length character_octet_length numeric_precision numeric_scale datetime_precision udt_catalog
    udt_schema udt_name is_identity identity_generation is_generated generation_expression is_updatable domain_name
    domain_schema collation_name`,
  table_constraints: `constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name
    constraint_type is_deferrable initially_deferred enforced nulls_distinct`,
  key_column_usage: `constraint_catalog constraint_schema constraint_name table_catalog table_schema table_name
    column_name ordinal_position position_in_unique_constraint`,
  constraint_column_usage: `table_catalog table_schema table_name column_name constraint_catalog constraint_schema
    constraint_name`,
  referential_constraints: `constraint_catalog constraint_schema constraint_name unique_constraint_catalog
    unique_constraint_schema unique_constraint_name match_option update_rule delete_rule`,
  triggers: `trigger_catalog trigger_schema trigger_name event_manipulation event_object_catalog event_object_schema
    event_object_table action_statement action_timing`,
  routines: `specific_catalog specific_schema specific_name routine_catalog routine_schema routine_name routine_type
    data_type routine_definition`,
  check_constraints: 'constraint_catalog constraint_schema constraint_name check_clause',
  schemata: 'catalog_name schema_name schema_owner',
  views: 'table_catalog table_schema table_name view_definition',
  sequences: 'sequence_catalog sequence_schema sequence_name',
  pg_constraint: `oid conname connamespace contype condeferrable condeferred convalidated conrelid contypid conindid
    conparentid confrelid confupdtype confdeltype confmatchtype conislocal coninhcount connoinherit conkey confkey
    conenforced conperiod conpfeqop conppeqop conffeqop confdelsetcols conexclop conbin`,
  pg_class: `oid relname relnamespace reltype reloftype relowner relam relfilenode reltablespace relpages reltuples
    relallvisible reltoastrelid relhasindex relisshared relpersistence relkind relnatts relchecks relhasrules
    relhastriggers relhassubclass relrowsecurity relforcerowsecurity relispopulated relreplident relispartition
    relrewrite relfrozenxid relminmxid relacl reloptions relpartbound`,
  pg_namespace: 'oid nspname nspowner',
  pg_attribute: `attrelid attname atttypid attnum attnotnull atthasdef attidentity attgenerated attisdropped atttypmod
    attlen attstattarget attndims attcollation attinhcount attislocal atthasmissing attstorage attacl`,
  pg_attrdef: 'oid adrelid adnum adbin',
  pg_inherits: 'inhrelid inhparent inhseqno inhdetachpending',
  pg_trigger: `oid tgrelid tgparentid tgname tgfoid tgtype tgenabled tgisinternal tgconstrrelid tgconstrindid
    tgconstraint tgdeferrable tginitdeferred`,
  pg_policies: 'schemaname tablename policyname permissive roles cmd qual with_check',
  pg_policy: 'oid polname polrelid polcmd polpermissive polroles polqual polwithcheck',
  pg_proc: 'oid proname pronamespace proowner prolang prokind prosecdef pronargs prorettype proargtypes prosrc',
  pg_extension: 'oid extname extowner extnamespace extrelocatable extversion',
  pg_type: 'oid typname typnamespace typowner typtype typcategory typrelid typelem typarray typbasetype',
  pg_enum: 'oid enumtypid enumsortorder enumlabel',
  pg_index: `indexrelid indrelid indnatts indnkeyatts indisunique indisprimary indisexclusion indimmediate indisvalid
    indisready indislive indkey indclass indoption indpred indexprs`,
  pg_indexes: 'schemaname tablename indexname tablespace indexdef',
  pg_tables: 'schemaname tablename tableowner tablespace hasindexes',
  pg_views: 'schemaname viewname viewowner definition',
  pg_matviews: 'schemaname matviewname matviewowner definition',
  pg_sequences: 'schemaname sequencename sequenceowner',
};

const sets = new Map(Object.entries(columns).map(([name, list]) => [name, new Set(list.split(/\s+/))]));

export const columnsOfRelation = (path: QueryRelation['path']): ReadonlySet<string> | undefined =>
  sets.get(path.at(-1) ?? '');
