import type { Holder, Table } from '@refint/model';
import { isUnsure, temporary, type World } from '../world.ts';
import { type Hints, hintedTexts } from './relations.ts';
import { isOid } from './values.ts';

/**
 * The tables of which a query can want rows. Looking at all of them for each guard of a long history would cost more
 * than everything else, so names and constraints that the query asks for decide.
 */
export function tablesAsked(
  world: World,
  hints: Hints,
  columns: {
    readonly table?: readonly string[];
    readonly constraint?: readonly string[];
    readonly oid?: readonly string[];
  },
): { readonly tables: readonly Table[]; readonly complete: boolean } {
  const { snapshot } = world;
  const complete = !isUnsure(world);
  for (const column of columns.oid ?? []) {
    const oids = hints.get(column);
    if (!oids?.every(isOid)) continue;
    const tables = once(oids.flatMap(({ oid }) => snapshot.table(oid.replace(/^class /, '')) ?? []));
    return { tables, complete: tables.every(({ doubt }) => !doubt) };
  }
  const names = hintedTexts(hints, ...(columns.table ?? []));
  if (names) {
    const tables = once(
      names.flatMap((name) => schemasOf(snapshot).flatMap((schema) => snapshot.tableNamed(schema, name) ?? [])),
    );
    const known = tables.length > 0 ? tables.every(({ doubt }) => !doubt) : complete;
    return { tables, complete: known };
  }
  const constraints = hintedTexts(hints, ...(columns.constraint ?? []));
  if (constraints) {
    const tables = once(
      constraints.flatMap((name) => snapshot.schemas.flatMap((schema) => snapshot.tablesWithConstraint(schema, name))),
    );
    return { tables, complete };
  }
  const { tables } = snapshot;
  return { tables, complete: complete && tables.every(({ doubt }) => !doubt) };
}

/** Two names may lead to one table. */
const once = <T>(found: readonly T[]): readonly T[] => [...new Set(found)];

/** Temporary tables are in a schema of their own, which is in no list. */
const schemasOf = (snapshot: World['snapshot']): readonly string[] =>
  snapshot.mayHold(temporary) ? [...snapshot.schemas, temporary] : snapshot.schemas;

/** Views, sequences and indexes of which a query can want rows: those of the names that it asks for, or all. */
export function holdersAsked(
  world: World,
  hints: Hints,
  column: string,
  kinds: readonly Holder['kind'][],
): { readonly holders: readonly Holder[]; readonly complete: boolean } {
  const { snapshot } = world;
  const names = hintedTexts(hints, column);
  const candidates = names
    ? once(names.flatMap((name) => snapshot.schemas.flatMap((schema) => snapshot.holderNamed(schema, name) ?? [])))
    : snapshot.holders;
  return { holders: candidates.filter(({ kind }) => kinds.includes(kind)), complete: !isUnsure(world) };
}
