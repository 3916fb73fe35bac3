import type { PGlite } from '@electric-sql/pglite';
import { startPostgres } from '@refint/postgres';
import { readValue } from '@refint/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluated } from './evaluate.ts';
import { type Known, moment } from './known.ts';

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

/** Columns of the row that is judged, by type, with what they may hold. */
const columns = {
  n: ['int', null, 0, 1, 5, -3],
  m: ['int', null, 1, 7],
  s: ['text', null, '', 'a', 'Ab', ' a ', 'a@b', 'refint-01'],
  u: ['text', null, 'a', '7'],
  b: ['boolean', null, true, false],
  d: ['date', null, '2024-01-31', '2023-05-05'],
  t: ['timestamp', null, '2024-01-31 10:00:00', '2024-01-31'],
} as const;

const of = (...names: readonly (keyof typeof columns)[]) => fc.constantFrom(...names);
const numbers = fc.oneof(
  of('n', 'm'),
  fc.constantFrom(
    '0',
    '1',
    '5',
    '-3',
    'NULL',
    'length(s)',
    'n + m',
    'n - 1',
    'abs(n)',
    "position('@' in s)",
    'num_nonnulls(n, s, d)',
    'coalesce(n, 4)',
  ),
);
const texts = fc.oneof(
  of('s', 'u'),
  fc.constantFrom("'a'", "'Ab'", "''", 'lower(s)', 'btrim(s)', 'NULL', "'a' || u", "coalesce(s, 'x')"),
);
const moments = fc.oneof(
  of('d', 't'),
  fc.constantFrom("DATE '2024-01-31'", "'2024-01-31'::timestamp", 'CURRENT_DATE', 'NULL::date'),
);
const comparison = fc.constantFrom('=', '<>', '<', '<=', '>', '>=', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM');
const equality = fc.constantFrom('=', '<>', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM');
const joined = (parts: fc.Arbitrary<string>, operators: fc.Arbitrary<string>) =>
  fc.tuple(parts, operators, parts).map((all) => all.join(' '));
const simple = fc.oneof(
  joined(numbers, comparison),
  joined(texts, equality),
  joined(moments, comparison),
  fc
    .tuple(numbers, fc.constantFrom('BETWEEN', 'NOT BETWEEN'), numbers, numbers)
    .map(([a, word, c, d]) => `${a} ${word} ${c} AND ${d}`),
  fc
    .tuple(
      texts,
      fc.constantFrom(
        "IN ('a', 'Ab')",
        "NOT IN ('a', NULL)",
        "= ANY (ARRAY['a'::text, 'x'::text])",
        "<> ALL (ARRAY['a', '7'])",
        "LIKE 'a%'",
        "LIKE '%@_'",
        "NOT LIKE 'A%'",
        "ILIKE 'ab'",
        "~ '^[a-z]+$'",
        "~* 'B$'",
        "!~ '\\d'",
        "LIKE 'a\\_%'",
      ),
    )
    .map((all) => all.join(' ')),
  fc.tuple(of('n', 's', 'b', 'd'), fc.constantFrom('IS NULL', 'IS NOT NULL')).map((all) => all.join(' ')),
  fc.constantFrom(
    'b',
    'b IS TRUE',
    'b IS NOT FALSE',
    'NULL::boolean',
    "CASE WHEN n > 0 THEN s = 'a' WHEN b THEN false END",
  ),
);
const conditions = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    fc
      .tuple(tie('any'), fc.constantFrom('AND', 'OR', '=', '<>'), tie('any'))
      .map(([a, word, b]) => `((${a}) ${word} (${b}))`),
    tie('any').map((one) => `(NOT (${one}))`),
  ),
})).any;
const rows = fc.record(
  Object.fromEntries(
    Object.entries(columns).map(([name, [, ...values]]) => [name, fc.constantFrom<unknown>(...values)]),
  ),
);

const shown = (value: unknown, type: string): string =>
  value === null ? `NULL::${type}` : typeof value === 'string' ? `'${value}'::${type}` : `(${value})::${type}`;

const knownOf = (value: unknown, type: string): Known =>
  typeof value === 'string' && (type === 'date' || type === 'timestamp')
    ? moment(Date.parse(`${value.replace(' ', 'T')}${value.includes(':') ? 'Z' : 'T00:00:00Z'}`))
    : (value as Known);

test('what an expression gives, where it is said, is what PostgreSQL says', async () => {
  const cases = fc.sample(fc.tuple(conditions, rows), { numRuns: 600, seed: 20261129 });
  const queries = cases.map(([condition, row], at) => {
    const values = Object.entries(columns).map(([name, [type]]) => `${shown(row[name], type)} AS ${name}`);
    return `SELECT ${at} AS at, (${condition}) AS is FROM (SELECT ${values.join(', ')}) AS r`;
  });
  const answers: (boolean | null)[] = [];
  for (let at = 0; at < queries.length; at += 100) {
    const { rows } = await postgres.query<{ at: number; is: boolean | null }>(
      `${queries.slice(at, at + 100).join(' UNION ALL ')} ORDER BY at`,
    );
    answers.push(...rows.map(({ is }) => is));
  }
  const counts = { true: 0, false: 0, null: 0, unknown: 0 };
  for (const [at, [condition, row]] of cases.entries()) {
    const value = (name: string): Known | undefined => {
      const column = columns[name as keyof typeof columns];
      return column && knownOf(row[name], column[0]);
    };
    const told = evaluated(readValue(condition, 'postgresql'), value);
    counts[told === undefined ? 'unknown' : (String(told) as 'true')]++;
    if (told !== undefined) expect([condition, row, told]).toEqual([condition, row, answers[at]]);
  }
  // One that never says anything would be right as well.
  const { unknown, ...told } = counts;
  expect(unknown).toBeLessThan(cases.length / 20);
  for (const [kind, count] of Object.entries(told)) expect(count, kind).toBeGreaterThan(40);
});

test.each([
  ['unknown_function(n) > 1'],
  ['(SELECT 1) = 1'],
  ["d > now() - interval '1 day'"],
  ["s < 'b'"],
  ["s SIMILAR TO 'a|b'"],
  ["s ~ '\\ma'"],
  ["s LIKE 'a!%' ESCAPE '!'"],
])('nothing is said of %s', (condition) => {
  expect(evaluated(readValue(condition, 'postgresql'), (name) => ({ n: 1, s: 'a', d: moment(0) })[name])).toBe(
    undefined,
  );
});
