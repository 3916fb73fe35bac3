import { type DataType, type Failure, type Snapshot, type TypeName, typeIn, type UserType } from '@refint/model';
import { isBuiltinType, isExtensionType } from './builtin-types.ts';
import { noType } from './failures.ts';
import { isUnsure, schemasToSearch, type World } from './world.ts';

/** The type that a user made under this name, along the search path. */
export function userTypeNamed(
  world: World,
  { schema, name }: { readonly schema?: string | undefined; readonly name: string },
): UserType | undefined {
  for (const candidate of schemasToSearch(world, schema)) {
    const found = world.snapshot.typeNamed(candidate, name);
    if (found) return found;
  }
  return undefined;
}

/**
 * A written type with the schema that it lives in. Types of PostgreSQL itself need none: pg_catalog is searched before
 * everything else. Other dialects have no types that users make, or none that can be looked up.
 */
export function resolvedType(world: World, written: TypeName): DataType | Failure {
  const { type } = written;
  if (world.snapshot.dialect !== 'postgresql' && world.snapshot.dialect !== 'cockroachdb') return type;
  if ((type.schema === undefined || type.schema === 'pg_catalog') && isBuiltinType(type.name)) {
    return type.schema === undefined ? type : typeIn(type, undefined);
  }
  const made = userTypeNamed(world, type);
  if (made) return typeIn(type, made.schema);
  // Every table is a type too, the one of its rows.
  for (const schema of schemasToSearch(world, type.schema)) {
    if (world.snapshot.tableNamed(schema, type.name)) return typeIn(type, schema);
  }
  if (isUnsure(world) || world.looseTypes || isExtensionType(type.name)) {
    return typeIn(type, type.schema ?? world.searchPath[0] ?? '');
  }
  return noType(type);
}

/** Whether a name is taken among types: tables and views are the types of their rows. */
export function isTypeName(snapshot: Snapshot, schema: string, name: string): boolean {
  if (snapshot.typeNamed(schema, name)) return true;
  const found = snapshot.relationNamed(schema, name);
  return found !== undefined && (found.kind === 'table' || found.kind === 'view' || found.kind === 'materialized-view');
}
