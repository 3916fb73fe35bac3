import type { Failure, QualifiedName } from '@refint/model';
import { isUnsure, type World } from './world.ts';

/** Why a trigger cannot run a function. */
export function noTriggerFunction(world: World, name: QualifiedName | undefined): Failure | undefined {
  if (
    !name ||
    !isAbsent(world, name) ||
    ofServer.has(name.name) ||
    name.name.startsWith('RI_FKey_') ||
    world.snapshot.extensions.length > 0
  )
    return undefined;
  return { code: '42883', text: `function ${shown(name)}() does not exist`, missing: undefined };
}

/** Whether the history never made a function, procedure or aggregate of that name, and nobody else can have. */
export const isAbsent = (world: World, { schema, name }: QualifiedName): boolean =>
  !isUnsure(world) &&
  !world.aside.routines.has(name) &&
  (schema === undefined || world.snapshot.schemas.includes(schema));

export const shown = ({ schema, name }: QualifiedName): string => (schema === undefined ? name : `${schema}.${name}`);

/** Functions for triggers that every PostgreSQL has. */
const ofServer = new Set([
  'suppress_redundant_updates_trigger',
  'tsvector_update_trigger',
  'tsvector_update_trigger_column',
  'unique_key_recheck',
]);
