import type { UserType } from '@refint/model';
import type { NewEnum } from './aside.ts';
import { type World, withAside } from './world.ts';

/** The world in which an enum was made in the transaction that goes on. */
export const withEnumMade = (world: World, type: UserType): World =>
  withEnums(world, [...world.aside.enums, { type, isMade: !world.aside.isNested, added: [] }]);

/** The world in which it was changed from one form to another, and maybe got a value. */
export function withEnumChanged(world: World, from: UserType, to: UserType, added: readonly string[]): World {
  const known = world.aside.enums.find(({ type }) => type === from);
  if (!known && added.length === 0) return world;
  const others = world.aside.enums.filter((one) => one !== known);
  const { isMade = false, added: before = [] } = known ?? {};
  const { version, isNested } = world.aside;
  const isUsable = isMade && version >= 17 && !isNested;
  return withEnums(world, [...others, { type: to, isMade, added: isUsable ? before : [...before, ...added] }]);
}

/** What is new is no longer new once the transaction is over. */
export const withNothingNew = (world: World): World => (world.aside.enums.length === 0 ? world : withEnums(world, []));

const withEnums = (world: World, enums: readonly NewEnum[]): World => withAside(world, { ...world.aside, enums });

/**
 * Enums with values that cannot be used before the transaction ends (check_safe_enum_use, src/backend/utils/adt/enum.c).
 * Since version 17 values of a type can be used that the same transaction made, unless a transaction within it had to do with it.
 */
export const unsafeEnums = ({ snapshot, aside }: World): readonly NewEnum[] =>
  aside.enums.length === 0
    ? aside.enums
    : aside.enums.filter(({ type, added }) => added.length > 0 && snapshot.typeNamed(type.schema, type.name) === type);
