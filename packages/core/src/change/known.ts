import type { Source } from '@refint/model';
import type { ProjectInput } from '../input.ts';

/** The name of the project that a source is of. */
export type Owner = (source: Source) => string | undefined;

/** Which project each source is of; by paths, so that what is gone has one as well. */
export function ownersIn(inputs: readonly ProjectInput[]): Owner {
  const owners = new Map<string, string>();
  for (const { name, schema, migrations = [], removed = [] } of inputs) {
    for (const { path } of schema) owners.set(path, name);
    for (const { source } of [...migrations, ...removed]) owners.set(source.path, name);
  }
  return ({ path }) => owners.get(path);
}

/** How many there are of each kind. */
export function counts<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const one of all) found.set(keyOf(one), (found.get(keyOf(one)) ?? 0) + 1);
  return found;
}

/**
 * Those that are spoken of in any case, and of the others as many of each kind as there are more than were known. The last
 * ones are taken for new, because histories grow at their end.
 */
export function withoutKnown<T>(
  all: readonly T[],
  isSpoken: (one: T) => boolean,
  keyOf: (one: T) => string,
  known: ReadonlyMap<string, number>,
): readonly T[] {
  const spoken = new Set(all.filter(isSpoken));
  const now = counts(all, keyOf);
  const more = new Map([...now].map(([key, count]) => [key, count - (known.get(key) ?? 0)]));
  for (const one of spoken) more.set(keyOf(one), (more.get(keyOf(one)) ?? 0) - 1);
  const fresh = new Set<T>();
  for (const one of [...all].reverse()) {
    const left = more.get(keyOf(one)) ?? 0;
    if (spoken.has(one) || left <= 0) continue;
    fresh.add(one);
    more.set(keyOf(one), left - 1);
  }
  return all.filter((one) => spoken.has(one) || fresh.has(one));
}
