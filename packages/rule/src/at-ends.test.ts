import type { Reference, Table } from '@refint/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answered, atEnds } from './at-ends.ts';
import type { Project } from './rule.ts';

const names = ['a', 'b', 'c', 'd'];

/** A table that says one thing, which answers go by, and another one, which they do not. */
interface Said {
  readonly id: string;
  readonly columns: number;
  readonly unasked: number;
}

/** A project as far as the question needs one. */
interface Scene {
  readonly references: readonly Reference[];
  readonly declared: readonly Said[];
  readonly made: readonly Said[];
  readonly besides: number;
  /** Where a type would be looked up. */
  readonly elsewhere?: number;
}

const projectOf = ({ references, declared, made, besides, elsewhere }: Scene): Project =>
  ({
    graph: { references },
    declared: { snapshot: { tables: declared } },
    timeline: { last: { tables: made } },
    facts: besides,
    external: elsewhere,
  }) as unknown as Project;

const saidOf = (tables: readonly Said[], id: string) => tables.find((one) => one.id === id)?.columns;

/** Answers of half of the references; one in eight follows from more than the tables at its ends. */
function asking(asked: Reference[] = []) {
  return atEnds<{ readonly text: string }>({
    ask(reference, project) {
      asked.push(reference);
      const { declared, made, besides, elsewhere } = sceneOf(project);
      const { table, referencedTable } = reference;
      const ends = [declared, made].flatMap((side) => [table, referencedTable].map((id) => saidOf(side, id)));
      const sum = ends.reduce<number>((all, one) => all + (one ?? 0), besides);
      const isOfTables = sum % 8 > 0;
      const text = `${table} -> ${referencedTable}: ${ends} ${besides} ${isOfTables ? '' : elsewhere}`;
      return { answer: sum % 2 === 0 ? { text } : undefined, isOfTables } satisfies Answered<{ text: string }>;
    },
    goesBy: 'columns',
    besides: (project) => [sceneOf(project).besides],
  });
}

const sceneOf = ({ graph, declared, timeline, facts, external }: Project): Scene => ({
  references: graph.references,
  declared: declared!.snapshot.tables as readonly Table[] as never,
  made: timeline!.last.tables as readonly Table[] as never,
  besides: facts as never,
  elsewhere: external as never,
});

const all = names.flatMap((table) =>
  names.map((referencedTable) => ({ table, referencedTable }) as unknown as Reference),
);
const tables = fc
  .subarray(names)
  .chain((there) =>
    fc.tuple(...there.map((id) => fc.record({ id: fc.constant(id), columns: fc.nat(7), unasked: fc.nat(3) }))),
  );
const scene: fc.Arbitrary<Scene> = fc.record({
  references: fc.subarray(all),
  declared: tables,
  made: tables,
  besides: fc.nat({ max: 9 }).map((one) => (one === 0 ? 1 : 0)),
  elsewhere: fc.nat(3),
});

/** A scene in which some parts are those of the one before. */
const edit = fc.tuple(scene, fc.subarray(['references', 'declared', 'made', 'besides'] as const));

test('after edits, answers are those that come of asking all', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
      const again = asking();
      let now = edits[0]![0];
      for (const [other, kept] of edits) {
        now = { ...other, ...Object.fromEntries(kept.map((part) => [part, now[part]])) };
        expect(again(projectOf(now))).toEqual(asking()(projectOf(now)));
      }
    }),
    { numRuns: 500 },
  );
});

test('only those are asked again that were not there, or have another table at an end', () => {
  const asked: Reference[] = [];
  const ask = asking(asked);
  const [ab, bc, cd] = [all[1]!, all[6]!, all[11]!];
  const side = (said: readonly number[]): Said[] => names.map((id, at) => ({ id, columns: said[at]!, unasked: 0 }));
  const first: Scene = { references: [ab, cd], declared: side([1, 0, 0, 1]), made: side([0, 0, 0, 0]), besides: 0 };
  const askedOf = (now: Scene): readonly Reference[] => {
    asked.length = 0;
    ask(projectOf(now));
    return [...asked];
  };
  expect(askedOf(first)).toEqual([ab, cd]);
  expect(askedOf(first)).toEqual([]);
  expect(askedOf({ ...first, references: [ab, bc, cd] })).toEqual([bc]);
  const other = first.made.with(3, { id: 'd', columns: 2, unasked: 0 });
  expect(askedOf({ ...first, made: other })).toEqual([cd]);
  expect(askedOf({ ...first, made: other.with(0, { id: 'a', columns: 0, unasked: 1 }) })).toEqual([]);
  expect(askedOf({ ...first, made: other, besides: 2 })).toEqual([ab, cd]);
});

test('the list is the very same as long as the answers are', () => {
  const ask = asking();
  const of = (made: readonly Said[]) => ask(projectOf({ references: all, declared: [], made, besides: 1 }));
  const made = names.map((id): Said => ({ id, columns: 2, unasked: 0 }));
  const list = of(made);
  expect(list.length).toBe(0);
  const some = of(made.with(0, { id: 'a', columns: 3, unasked: 0 }));
  expect(some.length).toBeGreaterThan(0);
  expect(of(made.with(0, { id: 'a', columns: 3, unasked: 1 }))).toBe(some);
});
