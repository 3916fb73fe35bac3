import { sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { like } from './guards/like.ts';
import { boundedList, boundedText } from './guards/values.ts';
import { replayHistory } from './index.ts';

const before = 'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE posts (id int PRIMARY KEY, author_id int);\n';
const after = '\nALTER TABLE posts ADD FOREIGN KEY (author_id) REFERENCES users (id);\nCREATE TABLE last (id int);';

/** What becomes of a history with this SQL in the middle of its first file. */
function replayed(sql: string, second = '') {
  const texts = [before + sql + after, second];
  const migrations = texts.map((text, at) => ({ name: `m${at}`, source: sourceOf(`m${at}.sql`, text) }));
  return replayHistory(migrations, { runner: 'prisma', dialect: 'postgresql' });
}

const action = 'ALTER TABLE posts ADD IF NOT EXISTS z int;';
const list = `ARRAY[${"'a', ".repeat(5000)}'a']`;
const calls = (depth: number): string =>
  Array.from({ length: depth }, (_, at) =>
    at === 0
      ? `CREATE FUNCTION f0() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${action} END $$;`
      : `CREATE FUNCTION f${at}() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${action} PERFORM f${at - 1}(); PERFORM f${at - 1}(); END $$;`,
  ).join('\n');

describe('code that goes on and on is left, and what it does is in doubt', () => {
  test.each([
    [
      'loops in loops',
      `DO $$ DECLARE t text; BEGIN ${`FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP `.repeat(40)} ${action} ${'END LOOP; '.repeat(40)} END $$;`,
    ],
    [
      'a long loop in a long loop',
      `DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ${list} LOOP FOREACH t IN ARRAY ${list} LOOP ${action} END LOOP; END LOOP; END $$;`,
    ],
    ['functions that call one another twice', `${calls(40)} SELECT f39();`],
    [
      'a function that calls itself twice',
      `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${action} PERFORM f(); PERFORM f(); END $$; SELECT f();`,
    ],
    [
      'long commands again and again',
      `DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ${list} LOOP EXECUTE '${action.repeat(500)}'; END LOOP; END $$;`,
    ],
    [
      'queries in queries',
      `DO $$ BEGIN IF ${'EXISTS (SELECT 1 FROM pg_class WHERE relname IS NULL OR '.repeat(45)} false ${')'.repeat(45)} THEN ${action} END IF; END $$;`,
    ],
  ])('%s', (_, sql) => {
    const { timeline } = replayed(sql);
    const isDoubted =
      timeline.doubt !== undefined || timeline.moments.some(({ outcome }) => outcome.kind === 'doubtful');
    expect(isDoubted).toBe(true);
    // What comes after the code was read and done all the same.
    expect(timeline.last.tableNamed('public', 'last')).toBeDefined();
    expect(timeline.last.foreignKeys).toHaveLength(1);
    // A hundred thousand things and a bit: the work that one file may ask for, whatever it says.
    expect(timeline.moments.length).toBeLessThan(220_000);
  });

  test('that is said once for a file, and the next file begins anew', () => {
    const endless = `DO $$ DECLARE t text; BEGIN ${`FOREACH t IN ARRAY ${list} LOOP `.repeat(3)} NULL; ${'END LOOP; '.repeat(3)} END $$;`;
    const { timeline } = replayed(endless + endless, `DO $$ BEGIN ALTER TABLE posts ADD late int; END $$;`);
    const given = timeline.moments.filter(({ change }) => change.kind === 'opaque');
    expect(given.map(({ change }) => change.kind === 'opaque' && change.because)).toEqual([
      'the code repeats more than is followed',
    ]);
    expect(timeline.last.column('public.posts', 'late')).toBeDefined();
  });

  test('skipped code that repeats itself leaves no doubt, because it does nothing', () => {
    const { timeline } = replayed(
      `DO $$ DECLARE t text; BEGIN IF false THEN FOREACH t IN ARRAY ${list} LOOP FOREACH t IN ARRAY ${list} LOOP ${action} END LOOP; END LOOP; END IF; END $$;`,
    );
    expect(timeline.doubt).toBeUndefined();
    expect(timeline.moments.length).toBeLessThan(220_000);
    expect(timeline.last.foreignKeys).toHaveLength(1);
  });
});

describe('texts that grow', () => {
  test.each([
    ['doubled', `t := t || t;`],
    ['formatted', `t := format('%1$s%1$s%1$s%1$s', t);`],
    ['replaced', `t := replace(t, 'a', t || t);`],
    ['joined', `t := concat(t, t, t, t);`],
    ['joined with something', `t := concat_ws(t, t, t, t);`],
    ['quoted', `t := quote_literal(quote_literal(t || ''''));`],
  ])('%s again and again are not known in the end', (_, step) => {
    const { timeline } = replayed(`DO $$ DECLARE t text := 'a'; BEGIN ${step.repeat(60)} EXECUTE t; END $$;`);
    expect(timeline.doubt?.because).toBe('a command is put together from parts that are not known');
    expect(timeline.last.foreignKeys).toHaveLength(1);
  });

  test('are known up to a million letters', () => {
    const half = 'x'.repeat(500_000);
    expect(boundedText([half, half])).toHaveLength(1_000_000);
    expect(boundedText([half, half, 'x'])).toBeUndefined();
    expect(boundedText([half, half], ' ')).toBeUndefined();
    expect(boundedList(Array(100_000).fill(1))).toHaveLength(100_000);
    expect(boundedList(Array(100_001).fill(1))).toBeUndefined();
  });
});

describe('LIKE', () => {
  test.each<[string, string, boolean]>([
    ['abc', 'abc', true],
    ['abc', 'ab', false],
    ['abc', 'a%', true],
    ['abc', '%c', true],
    ['abc', '%b%', true],
    ['abc', '%d%', false],
    ['abc', 'a_c', true],
    ['abc', '_', false],
    ['', '', true],
    ['', '%', true],
    ['abcabd', '%ab_', true],
    ['abcabd', '%abc', false],
    ['a%c', 'a\\%c', true],
    ['abc', 'a\\%c', false],
    ['a\\c', 'a\\\\c', true],
    ['😀b', '_b', true],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
    ['a\nb', 'a%b', true],
    ['ABC', 'abc', false],
  ])('%j like %j: %s', (text, pattern, holds) => {
    expect(like(text, pattern, false)).toBe(holds);
  });

  test('without case, and with what is not known', () => {
    expect(like('ABC', 'a%', true)).toBe(true);
    expect(like(null, 'a', false)).toBeNull();
    expect(like('a', undefined, false)).toBeUndefined();
  });

  test('ends for patterns that would keep a regular expression busy for ever', () => {
    expect(like('a'.repeat(5000), `${'%a'.repeat(200)}b`, false)).toBe(false);
    expect(like('a'.repeat(100_000), '%a'.repeat(10_000), false)).toBeUndefined();
  });
});

describe('what is deep or long comes to an end, and what follows is read', () => {
  const many = 100_000;
  const block = (inside: string) => `DO $$ BEGIN ${inside} END $$;`;
  const guarded = (condition: string) => block(`IF ${condition} THEN ${action} END IF;`);
  test.each<[string, string]>([
    ['parentheses', `SELECT ${'('.repeat(many)}1${')'.repeat(many)};`],
    ['parentheses that never close', `SELECT ${'('.repeat(many)}`],
    ['parentheses of a default', `CREATE TABLE d (b int DEFAULT ${'('.repeat(many)}1${')'.repeat(many)});`],
    ['parentheses of a check', `CREATE TABLE d (b int, CHECK (${'('.repeat(many)}b > 1${')'.repeat(many)}));`],
    ['brackets', block(`x := ${'ARRAY['.repeat(many)}1${']'.repeat(many)};`)],
    ['brackets of a type', `CREATE TABLE d (b int${'[]'.repeat(many)});`],
    ['comments', `${'/*'.repeat(many)}${'*/'.repeat(many)};`],
    ['comments beside each other', `${'/* */'.repeat(many)};`],
    ['IF', block(`${'IF true THEN '.repeat(many)}${action}${' END IF;'.repeat(many)}`)],
    ['ELSIF', block(`IF false THEN NULL; ${`ELSIF false THEN ${action} `.repeat(many / 10)} END IF;`)],
    ['BEGIN', `DO $$ ${'BEGIN '.repeat(many)}${action}${' END;'.repeat(many)} $$;`],
    ['conditions', guarded(`${'true AND '.repeat(many)} false`)],
    ['NOT', guarded(`${'NOT '.repeat(many)} true`)],
    ['casts', guarded(`true${'::boolean'.repeat(many)}`)],
    ['calls', guarded(`${'lower('.repeat(many)}'a'${')'.repeat(many)} = 'a'`)],
    ['CASE', guarded(`${'CASE WHEN true THEN '.repeat(many)} true ${' END'.repeat(many)}`)],
    ['EXISTS', guarded(`${'EXISTS (SELECT 1 FROM pg_class WHERE '.repeat(many)} true${')'.repeat(many)}`)],
    ['texts put together', block(`EXECUTE 'ALTER TABLE posts ADD z int'${` || ''`.repeat(many)};`)],
    ['lists', guarded(`1 IN (${'1, '.repeat(many)}1)`)],
    ['semicolons', ';'.repeat(many)],
    ['words', 'hello world '.repeat(many)],
    [
      'code in code',
      Array.from({ length: 1000 }).reduce<string>(
        (inside, _, at) => `DO $a${at}$ BEGIN ${inside} END $a${at}$;`,
        action,
      ),
    ],
    [
      'commands in commands',
      Array.from({ length: 9 })
        .reduce<string>((inside) => block(`EXECUTE '${inside.replaceAll("'", "''")}';`).replaceAll('$$', '$q$'), action)
        .replaceAll('$q$', '$$$$'),
    ],
    ['values', `INSERT INTO users VALUES ${'(1), '.repeat(many)}(1);`],
  ])('%s', (_, sql) => {
    const { timeline } = replayed(`${sql}\n`);
    expect(timeline.last.tableNamed('public', 'last')).toBeDefined();
    expect(timeline.last.foreignKeys).toHaveLength(1);
  });

  test('quotes with dollars that all differ: the first one holds the others', () => {
    const names = Array.from({ length: many }, (_, at) => `$a${at}$`);
    const { timeline } = replayed(`SELECT ${names.join(' ')} ${names[0]};\n`);
    expect(timeline.last.foreignKeys).toHaveLength(1);
  });

  test('thousands of mistakes on one line', () => {
    const { timeline, problems } = replayed(
      'hello; ALTER TABLE posts ADD FOREIGN KEY (x) REFERENCES users (id); '.repeat(5000),
    );
    expect(problems).toHaveLength(5000);
    expect(timeline.moments.filter(({ outcome }) => outcome.kind === 'failed')).toHaveLength(5000);
    expect(timeline.last.foreignKeys).toHaveLength(1);
  });
});
