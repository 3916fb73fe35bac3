import type { Snapshot } from '../snapshot.ts';
import type { Table } from '../table.ts';
import { columnDrift } from './column-drift.ts';
import type { Declaration } from './declaration.ts';
import type { Difference } from './difference.ts';
import { enumDrift } from './enum-drift.ts';
import { foreignKeyDrift } from './foreign-key-drift.ts';
import { indexDrift, primaryKeyDrift } from './index-drift.ts';

/**
 * What Prisma would change with the next migration, which is all that is not the same in what a schema declares and in
 * what migrations made, by its own measure: it does not see expressions, checks, triggers or views, and takes some things
 * for the same that are not. Held to Prisma's schema engine by packages/house/src/truth/drift-*.test.ts. Only PostgreSQL is
 * compared, and of tables in doubt nothing is said, nor of tables and enums that others migrate (`external`: `auth.users`).
 */
export function driftOf(
  declared: Declaration,
  made: Snapshot,
  external: readonly string[] = [],
): readonly Difference[] {
  if (declared.dialect !== 'postgresql' || made.dialect !== 'postgresql') return [];
  const drift: Difference[] = [];
  const schemas = schemasOf(declared);
  for (const name of schemas) if (!made.schemas.includes(name)) drift.push({ what: 'schema', name });
  const isExternal = ({ schema, name }: { readonly schema: string; readonly name: string }): boolean =>
    external.length > 0 && external.includes(`${schema}.${name}`);
  const isLeftAlone = (table: Table): boolean => isOfOthers(table.name) || isExternal(table);
  for (const type of enumDrift(declared.snapshot, made, schemas)) if (!isExternal(type)) drift.push(type);
  for (const table of declared.snapshot.tables) {
    if (table.form === 'view' || table.doubt || isLeftAlone(table)) continue;
    const other = made.table(table.id);
    if (!other) drift.push({ what: 'table', declared: table, made: undefined });
    else if (!other.doubt) tableDrift(table, other, declared, made, drift);
  }
  for (const table of made.tables) {
    if (table.isPartition || table.doubt || isLeftAlone(table) || !schemas.includes(table.schema)) continue;
    if (declared.snapshot.table(table.id)?.form !== 'ordinary') {
      drift.push({ what: 'table', declared: undefined, made: table });
    }
  }
  return drift;
}

function tableDrift(table: Table, made: Table, declared: Declaration, state: Snapshot, drift: Difference[]): void {
  const columns = columnDrift(table, made, state);
  for (const column of columns) drift.push(column);
  const key = primaryKeyDrift(table, made);
  if (key) drift.push(key);
  const gone =
    columns.length === 0
      ? noColumns
      : new Set(columns.filter(({ declared: own }) => !own).map(({ made: it }) => it!.name));
  const seesConditions = declared.datasource.previewFeatures.includes('partialIndexes');
  for (const index of indexDrift(table, made, seesConditions, gone)) drift.push(index);
  for (const key of foreignKeyDrift(table, made, declared, columns)) drift.push(key);
}

const noColumns: ReadonlySet<string> = new Set();

/** The schemas that Prisma looks at: those that are listed, or the usual one. */
const schemasOf = ({ datasource }: Declaration): readonly string[] =>
  datasource.schemas.length > 0 ? datasource.schemas : ['public'];

/** Prisma's own table, and those of PostGIS. */
const isOfOthers = (name: string): boolean => name === '_prisma_migrations' || ofPostgis.test(name);

const ofPostgis = /^(?:spatial_ref_sys|geometry_columns|geography_columns|raster_columns|raster_overviews)$/i;
