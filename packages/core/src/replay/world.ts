import {
  type Dialect,
  type Doubt,
  defaultSchema,
  emptyMap,
  type Holder,
  type PersistentMap,
  type QualifiedName,
  type ServerVersion,
  Snapshot,
  type Table,
} from '@refint/model';
import { type Aside, nothingAside } from './aside.ts';
import { type Base, nothingBefore } from './base.ts';
import { type Failure, noSchema } from './failures.ts';
import type { MadeFunction } from './functions.ts';

/** The schema in which temporary tables are made. It is looked into first and ends with the file that made it. */
export const temporary = 'pg_temp';

/** Everything that a change can depend on: the state, the session, and what is known of the time before the history. */
export interface World {
  readonly snapshot: Snapshot;
  readonly searchPath: readonly string[];
  /** What SET LOCAL hides until the transaction ends. */
  readonly outerPath: readonly string[] | undefined;
  readonly base: Base;
  /** Whether an extension was made whose types are not known: then no type can be said to be missing. */
  readonly looseTypes: boolean;
  /** Functions and procedures that the history made, by schema and name. */
  readonly functions: PersistentMap<readonly MadeFunction[]>;
  /** Names of those whose code changes the schema. */
  readonly schemaChangers: readonly string[];
  readonly incomplete: Doubt | undefined;
  readonly doubt: Doubt | undefined;
  readonly aside: Aside;
}

export const emptyWorld = (dialect: Dialect, base: Base = nothingBefore, version?: ServerVersion): World => ({
  snapshot: base.schemas.reduce((snapshot, schema) => snapshot.withSchema(schema), Snapshot.empty(dialect)),
  searchPath: defaultPath(dialect),
  outerPath: undefined,
  base,
  looseTypes: false,
  functions: emptyMap(),
  schemaChangers: [],
  incomplete: base.incomplete,
  doubt: undefined,
  aside: nothingAside(version),
});

export const defaultPath = (dialect: Dialect): readonly string[] => [defaultSchema(dialect)];

/** What a name in the namespace of tables stands for. */
export type Relation =
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'other'; readonly holder: Holder };

/** The table, view, index or sequence that a name means: the first one along the search path. */
export function relationNamed(
  world: World,
  { schema, name }: Pick<QualifiedName, 'schema' | 'name'>,
): Relation | undefined {
  for (const candidate of schemasToSearch(world, schema)) {
    const found = world.snapshot.relationNamed(candidate, name);
    if (found) return found.kind === 'table' ? { kind: 'table', table: found } : { kind: 'other', holder: found };
  }
  return undefined;
}

export function tableNamed(world: World, name: Pick<QualifiedName, 'schema' | 'name'>): Table | undefined {
  const found = relationNamed(world, name);
  return found?.kind === 'table' ? found.table : undefined;
}

/** Where a name without a schema is looked for, in order. */
export function schemasToSearch({ snapshot, searchPath }: World, schema: string | undefined): readonly string[] {
  if (schema !== undefined) return [schema];
  return snapshot.mayHold(temporary) ? [temporary, ...searchPath] : searchPath;
}

/** The schema in which a new thing of that name is made: the written one, or the first of the search path that is there. */
export function schemaFor(world: World, schema: string | undefined): string | Failure {
  const { schemas } = world.snapshot;
  if (schema === temporary) return temporary;
  if (schema !== undefined) return schemas.includes(schema) ? schema : noSchema(schema);
  const first = world.searchPath.find((candidate) => schemas.includes(candidate));
  return first ?? { code: '3F000', text: 'no schema has been selected to create in', missing: undefined };
}

/** Where a name would be, were it there: used to speak of tables that do not exist. */
export const likelySchema = (world: World, schema: string | undefined): string =>
  schema ??
  world.searchPath.find((candidate) => world.snapshot.schemas.includes(candidate)) ??
  defaultPath(world.snapshot.dialect)[0] ??
  '';

/** Whether something may be there that no migration made, so that absence proves nothing. */
export const isUnsure = ({ incomplete, doubt }: World): boolean => incomplete !== undefined || doubt !== undefined;

/** The world with another state. Written out, because it is made at every change, and a spread takes longer. */
export function withSnapshot(world: World, snapshot: Snapshot): World {
  if (snapshot === world.snapshot) return world;
  const { searchPath, outerPath, base, looseTypes, functions, schemaChangers, incomplete, doubt, aside } = world;
  return { snapshot, searchPath, outerPath, base, looseTypes, functions, schemaChangers, incomplete, doubt, aside };
}

export const withAside = (world: World, aside: Aside): World => ({ ...world, aside });
