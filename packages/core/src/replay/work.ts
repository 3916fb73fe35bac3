/**
 * How much one file may ask of the replay. Code can repeat itself as often as it likes in a few lines: loops in loops,
 * functions that call one another twice, queries in queries. Nobody waits for the end of that, so beyond this it is not
 * followed any more, and what it would have done is in doubt. Real migrations need a thousandth of it.
 */
export interface Work {
  left: number;
  /** Whether it was said that there is more than what was followed. */
  said: boolean;
}

const enough = 5_000_000;

export const workOfFile = (): Work => ({ left: enough, said: false });

/** What an instruction, a row of a query, and a letter of a command that is put together cost. */
export const costs = { instruction: 25, row: 5, letter: 1 } as const;

/** Takes what something costs; false once nothing is left. */
export function spends(work: Work, cost: number): boolean {
  work.left -= cost;
  return work.left >= 0;
}
