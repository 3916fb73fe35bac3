import { isUnsure, type World } from '../world.ts';
import { namespaceOid } from './oids.ts';
import { constraintRows } from './pg-constraint.ts';
import {
  attributeRows,
  classRows,
  defaultRows,
  indexRows,
  inheritanceRows,
  namedIndexRows,
  namedRows,
  tableRows,
} from './pg-relations.ts';
import { extensionRows, functionRows, policyOidRows, policyRows, triggerRows } from './pg-things.ts';
import { enumRows, typeRows } from './pg-types.ts';
import { type Hints, type Rows, row } from './relations.ts';

/** The catalogs and system views about which guards ask. */
export const pgCatalog: Readonly<Record<string, (world: World, hints: Hints) => Rows>> = {
  pg_constraint: constraintRows,
  pg_class: classRows,
  pg_namespace: (world) => ({
    rows: [...world.snapshot.schemas, 'pg_catalog', 'information_schema', 'pg_toast'].map((name) =>
      row({ oid: namespaceOid(name), nspname: name }),
    ),
    // Temporary tables have a schema too, once there is one.
    complete: !isUnsure(world),
  }),
  pg_attribute: attributeRows,
  pg_attrdef: defaultRows,
  pg_inherits: inheritanceRows,
  pg_type: typeRows,
  pg_enum: enumRows,
  pg_index: indexRows,
  pg_indexes: namedIndexRows,
  pg_tables: tableRows,
  pg_views: (world, hints) => namedRows(world, hints, 'view', 'viewname'),
  pg_matviews: (world, hints) => namedRows(world, hints, 'materialized-view', 'matviewname'),
  pg_sequences: (world, hints) => namedRows(world, hints, 'sequence', 'sequencename'),
  pg_trigger: triggerRows,
  pg_policies: policyRows,
  pg_policy: policyOidRows,
  pg_proc: functionRows,
  pg_extension: extensionRows,
};
