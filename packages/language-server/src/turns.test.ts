import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Turns } from './turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What takes some milliseconds each time, on a clock that the test winds. */
function turnsOf(length: number) {
  let runs = 0;
  const turns = new Turns(async () => {
    runs++;
    await new Promise((resolve) => setTimeout(resolve, length));
  });
  const passing = (time: number) => vi.advanceTimersByTimeAsync(time);
  return { turns, passing, ask: () => turns.ask(Date.now()), count: () => runs };
}

test.each([0, 3, 8, 40, 300])(
  'a hundred wishes in 100 ms are two runs, each of %i ms, also if somebody waits',
  async (length) => {
    const { turns, passing, ask, count } = turnsOf(length);
    const settled: number[] = [];
    for (let at = 0; at < 100; at++) {
      ask();
      void turns.settled().then(() => settled.push(at));
      await passing(1);
    }
    await passing(1000);
    expect(count()).toBe(2);
    expect(settled.length).toBe(100);
  },
);

test('wishes with pauses between them are done one by one, at once', async () => {
  const { passing, ask, count } = turnsOf(1);
  for (let at = 1; at <= 5; at++) {
    ask();
    expect(count()).toBe(at);
    await passing(30);
  }
});

test('who waits hears when nothing is due any more, also if it never will be', async () => {
  const { turns, passing, ask, count } = turnsOf(10);
  let heard = 0;
  ask();
  ask();
  void turns.settled().then(() => heard++);
  await passing(15);
  expect([count(), heard]).toEqual([1, 0]);
  turns.stop();
  await passing(0);
  expect([count(), heard]).toEqual([1, 1]);
  await turns.settled();
});
