import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anywhere, foreignKey, relation, table, timelineOf } from './given.ts';
import { joinReferences } from './join.ts';
import { Snapshot } from './snapshot.ts';
import type { Table } from './table.ts';

const names = ['a', 'b', 'c', 'd'];

/** What a table is like at a time, in a few letters: where it points, and whether it is a view, or in doubt. */
const look = fc.record({
  to: fc.subarray(names),
  twice: fc.boolean(),
  isThere: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
  isOdd: fc.integer({ min: 0, max: 3 }).map((dice) => dice === 0),
});
type Look = typeof look extends fc.Arbitrary<infer One> ? One : never;

const doubts = ['one test says so', 'another says so'].map((because) => ({ because, at: anywhere }));
const usual: Look = { to: ['b'], twice: false, isThere: true, isOdd: false };

const declaredAs = (name: string, { to, isOdd, twice }: Look): Table =>
  table(name, {
    form: isOdd ? 'view' : 'ordinary',
    relations: [...to, ...(twice ? to.slice(0, 1) : [])].map((other) => relation(`${name}.${other}_id -> ${other}.id`)),
  });

const madeAs = (name: string, { to, isOdd, twice }: Look): Table =>
  table(name, {
    doubt: isOdd ? doubts[to.length % 2] : undefined,
    foreignKeys: [...(isOdd ? [] : to), ...(twice ? to.slice(0, 1) : [])].map((other, at) =>
      foreignKey(`${name}.${other}_id -> ${other}.id`, { name: `key_${at}`, validated: !isOdd }),
    ),
  });

/** A state that is edited. Each look of a table is made once: who takes an edit back has the table of before. */
function edited(make: (name: string, look: Look) => Table) {
  const known = new Map<string, Table>();
  let state = Snapshot.empty('postgresql');
  return (name: string, now: Look): Snapshot => {
    const key = JSON.stringify([name, now]);
    if (!known.has(key)) known.set(key, make(name, now));
    const made = known.get(key)!;
    state = now.isThere ? state.withTable(made) : state.withoutTable(made.id);
    return state;
  };
}

const edit = fc.record({
  side: fc.constantFrom('declared', 'made'),
  name: fc.constantFrom(...names),
  // Often as it was at first.
  look: fc.oneof(fc.constant(usual), look),
});

/** The same tables, which nobody has seen before. */
const copied = (state: Snapshot): Snapshot =>
  Snapshot.of('postgresql', {
    tables: state.tables.map(({ relations, foreignKeys, ...more }) => ({
      ...more,
      relations: relations.map((one) => ({ ...one })),
      foreignKeys: foreignKeys.map((one) => ({ ...one })),
    })),
  });

const joined = (declared: Snapshot, made: Snapshot) =>
  joinReferences({ snapshot: declared, relationMode: 'foreign-keys' }, timelineOf(made));

test('after edits, what is joined is what is joined of tables that nobody has seen before', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
      const [declare, make] = [edited(declaredAs), edited(madeAs)];
      const start = names.map((name) => [declare(name, usual), make(name, usual)] as const);
      let [declared, made] = start.at(-1)!;
      for (const { side, name, look: now } of edits) {
        if (side === 'made') made = make(name, now);
        else declared = declare(name, now);
        const again = joined(declared, made);
        expect(again).toEqual(joined(copied(declared), copied(made)));
        for (const { table: id, relation: own, foreignKey: key } of again) {
          if (own) expect(declared.table(id)?.relations).toContain(own);
          if (key) expect(made.table(id)?.foreignKeys).toContain(key);
        }
      }
    }),
    { numRuns: 400 },
  );
});
