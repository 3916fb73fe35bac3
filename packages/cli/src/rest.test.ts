import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const loader = fileURLToPath(new URL('../bin/load.js', import.meta.url));

/** What a process of its own prints in which the loader of the command is loaded. */
function printed(script: string, ...flags: string[]): unknown {
  const code = `const { expect, rest } = require(${JSON.stringify(loader)});
    const { getHeapSpaceStatistics } = require('node:v8');
    const young = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_used_size;
    const tell = (...numbers) => console.log(JSON.stringify(numbers));
    ${script}`;
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', code], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('what is new is collected where it is much, and left where it is little', () => {
  const [much, collected, little, left] = printed(
    `
    expect(Number.POSITIVE_INFINITY);
    let kept = [];
    // The room for what is new grows with what stays.
    for (let round = 0; round < 40; round++) kept = Array.from({ length: 100_000 }, (_, at) => ({ at }));
    kept = [];
    // Garbage that got old keeps what is new and hangs on it, until all is looked through.
    gc();
    while (young() < 5_000_000) kept = new Array(100).fill(0);
    const much = young();
    rest();
    const collected = young();
    const little = young();
    rest();
    tell(much, collected, little, young());`,
    '--expose-gc',
  ) as number[];
  expect(much).toBeGreaterThan(5_000_000);
  expect(collected).toBeLessThan(1_000_000);
  expect(left).toBeGreaterThanOrEqual(little!);
});

test('nobody learns by it how to collect', () => {
  expect(printed('rest(); tell(typeof gc);')).toEqual(['undefined']);
});
