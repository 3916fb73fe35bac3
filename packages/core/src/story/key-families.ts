import {
  type Column,
  columnOf,
  foreignKeyTypes,
  formatType,
  originOf,
  type Place,
  placeOf,
  type Reference,
  type Snapshot,
  shownColumns,
} from '@refint/model';
import type { Project } from '@refint/rule';

/** A column that is referenced, with every column that references it. */
export interface KeyFamily {
  /** "users.id". */
  readonly referenced: string;
  /** As PostgreSQL prints it; nothing where it is not known. */
  readonly type: string | undefined;
  readonly at: Place;
  /** In the order of their names. */
  readonly members: readonly FamilyMember[];
  /** `aligned`: all have the type of the key. `differs`: a foreign key is allowed, but the types are not the same. `refused`: one of them can have none. */
  readonly verdict: 'aligned' | 'differs' | 'refused' | 'unknown';
}

export interface FamilyMember {
  /** "posts.author_id". */
  readonly column: string;
  readonly type: string | undefined;
  readonly verdict: 'same' | 'differs' | 'refused' | 'unknown';
  /** What is wrong with the type; nothing where it fits or is not known. */
  readonly because: string | undefined;
  readonly at: Place;
  /** Where the types were read: from what migrations made, or from what the schema declares. */
  readonly from: 'database' | 'schema';
}

/** Every referenced column with those that reference it. References to columns that are nowhere are left out. */
export function keyFamilies(project: Project): readonly KeyFamily[] {
  const families = new Map<
    string,
    { readonly key: Column; readonly state: Snapshot; readonly members: FamilyMember[] }
  >();
  for (const reference of project.graph.references) {
    for (const [at, name] of reference.columns.entries()) {
      const pair = pairOf(reference, name, reference.referencedColumns[at] ?? '', project);
      if (!pair) continue;
      const { state, referenced } = pair;
      const id = shownColumns(referenced.table, [referenced.name]);
      const family = families.get(id) ?? { key: referenced, state, members: [] };
      families.set(id, family);
      const member = memberOf(pair);
      if (!family.members.some(({ column }) => column === member.column)) family.members.push(member);
    }
  }
  return [...families]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([referenced, { key, members }]) => ({
      referenced,
      type: typeOf(key),
      at: placeOf(originOf(key, 'type')),
      members: members.sort((a, b) => (a.column < b.column ? -1 : 1)),
      verdict: verdictOf(members),
    }));
}

interface ColumnPair {
  readonly column: Column;
  readonly referenced: Column;
  readonly state: Snapshot;
  readonly from: FamilyMember['from'];
}

/** Both columns of a pair in the first state that has both: the database's, or what the schema declares. */
function pairOf(
  reference: Reference,
  name: string,
  other: string,
  { timeline, declared }: Project,
): ColumnPair | undefined {
  for (const [state, from] of [
    [timeline?.last, 'database'],
    [declared?.snapshot, 'schema'],
  ] as const) {
    const [own, far] = [state?.table(reference.table), state?.table(reference.referencedTable)];
    const [column, referenced] = [own && columnOf(own, name), far && columnOf(far, other)];
    if (state && column && referenced) return { column, referenced, state, from };
  }
  return undefined;
}

function memberOf({ column, referenced, state, from }: ColumnPair): FamilyMember {
  const verdict = column.type && referenced.type && foreignKeyTypes(referenced.type, column.type, state);
  return {
    column: shownColumns(column.table, [column.name]),
    type: typeOf(column),
    verdict: verdict?.kind ?? 'unknown',
    because: verdict && 'because' in verdict ? verdict.because : undefined,
    at: placeOf(originOf(column, 'type')),
    from,
  };
}

const typeOf = ({ type }: Column): string | undefined => type && formatType(type);

function verdictOf(members: readonly FamilyMember[]): KeyFamily['verdict'] {
  for (const kind of ['refused', 'differs', 'unknown'] as const)
    if (members.some(({ verdict }) => verdict === kind)) return kind;
  return 'aligned';
}
