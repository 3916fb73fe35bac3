import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spotsFor } from './layout.ts';

const names = (runner: 'prisma' | 'drizzle' | 'psql', known: readonly string[], slugs: readonly string[]) =>
  spotsFor(runner, known, slugs).map(({ path }) => path);

test('new files are named as the runner names its own, behind the last', () => {
  expect(names('prisma', ['20240101000000_a', '20241231235958_b'], ['c', 'd'])).toEqual([
    '20241231235959_c/migration.sql',
    '20250101000000_d/migration.sql',
  ]);
  expect(names('prisma', ['0_init'], ['c'])).toEqual(['20000101000001_c/migration.sql']);
  expect(names('drizzle', ['0008_a', '0009_b'], ['c', 'd'])).toEqual(['0010_c.sql', '0011_d.sql']);
  expect(names('psql', ['01_a', '02_b'], ['c'])).toEqual(['03_c.sql']);
  expect(names('psql', ['V1__a'], ['c'])).toEqual(['V2_c.sql']);
  expect(names('psql', ['0_a'], ['c'])).toEqual(['1_c.sql']);
});

test('where a number more would come before it, the name of the last file is what they begin with', () => {
  expect(names('psql', ['8_a'], ['c', 'd'])).toEqual(['8_a_001_c.sql', '8_a_002_d.sql']);
  expect(names('prisma', ['99_a'], ['c'])).toEqual(['99_a_001_c/migration.sql']);
  expect(names('psql', ['users'], ['c'])).toEqual(['users_001_c.sql']);
});

test('they come in their order and behind all others, in the order of bytes and in that of a language', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9_-]{1,12}$/);
  const last = fc.oneof(
    word,
    fc.integer({ min: 0, max: 99_999 }).map((number) => `${number}_x`),
    fc.constant('20240228235950_x'),
  );
  const slug = fc.stringMatching(/^[a-z0-9]{1,3}(_[a-z0-9]{1,3}){0,2}$/);
  const collator = new Intl.Collator('en');
  fc.assert(
    fc.property(
      fc.constantFrom('prisma', 'drizzle', 'psql'),
      last,
      fc.array(slug, { minLength: 1, maxLength: 120 }),
      (runner, last, slugs) => {
        const all = [last, ...spotsFor(runner, [last], slugs).map(({ name }) => name)];
        for (const [at, name] of all.entries()) {
          if (at === 0) continue;
          expect(name > all[at - 1]!, `${all[at - 1]} before ${name}`).toBe(true);
          expect(collator.compare(name, all[at - 1]!), `${all[at - 1]} before ${name}`).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 200 },
  );
});
