import { type ForeignKey, foreignKeyDefinition, type Key, type Snapshot } from '@refint/model';
import type { World } from '../world.ts';
import { quotedIdentifier } from './identifiers.ts';
import { classOid } from './oids.ts';
import { isOid, unknown, type Value } from './values.ts';

/** pg_get_constraintdef: what PostgreSQL says of a constraint; unknown for checks, whose expressions it writes in its own way. */
export function constraintDefinition(world: World, oid: Value): Value {
  if (oid === null || !isOid(oid) || !oid.of) return oid === null ? null : unknown;
  const table = world.snapshot.table(oid.of.table);
  const { name } = oid.of;
  const key = [table?.primaryKey, ...(table?.uniques ?? [])].find((one) => one?.name === name);
  if (key) return keyText(key);
  const foreignKey = table?.foreignKeys.find((one) => one.name === name);
  return foreignKey ? foreignKeyText(foreignKey, world.snapshot, world) : unknown;
}

function foreignKeyText(key: ForeignKey, snapshot: Snapshot, world: World): string | undefined {
  const referenced = snapshot.table(key.referencedTable);
  if (!referenced) return undefined;
  const target = classOid(world, referenced.schema, referenced.name).text;
  return target === undefined ? undefined : foreignKeyDefinition(key, target, quotedIdentifier);
}

const keyText = (key: Key): string | undefined =>
  key.deferrable ? unknown : `${key.kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY'} (${list(key.columns)})`;

const list = (names: readonly string[]): string => names.map(quotedIdentifier).join(', ');
