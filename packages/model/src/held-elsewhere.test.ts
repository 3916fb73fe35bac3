import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { HeldElsewhere } from './held-elsewhere.ts';

test('what somebody has is found, and nothing else, however much comes and goes', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const things = new HeldElsewhere<{ readonly at: number }>();
  const held = new Map<number, object>();
  const make = (at: number): void => {
    const thing = { at };
    things.set(`${at}`, thing);
    if (at % 3 === 0) held.set(at, thing);
  };
  for (let at = 0; at < 5000; at++) {
    make(at);
    if (at % 700 !== 699 && at !== 4999) continue;
    // What is new is held until whoever made it has come to an end.
    await new Promise(setImmediate);
    collect();
  }
  const all = Array.from({ length: 5000 }, (_, at) => at);
  expect(all.map((at) => things.get(`${at}`))).toEqual(all.map((at) => held.get(at)));
});
