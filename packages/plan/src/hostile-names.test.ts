import { analyze } from '@refint/core';
import fc from 'fast-check';
import { parse } from 'libpg-query';
import { expect, test } from 'vitest';
import { planFor } from './plan-for.ts';
import { quote } from './sql/quote.ts';
import { inputOf, settingsOf } from './testing/given.ts';
import { planText } from './told.ts';
import { writePlan } from './write-plan.ts';

/** Pieces of what somebody would write into a name to make it more than one. */
const piece = fc.oneof(
  fc.constantFrom(
    '"',
    "'",
    '\\',
    '$$',
    '$refint$',
    '$',
    ';',
    '--',
    '/*',
    '*/',
    '\n',
    '\r',
    '\u2028',
    '\u0007',
    '{',
    ' ',
    '%',
    '%s',
  ),
  fc.constantFrom(
    '; DROP TABLE users; ',
    '\n\\! touch x\n',
    '--> statement-breakpoint',
    "E'\\'",
    'COMMIT;',
    'order',
    'Größe',
    '表',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
);

/** A name that PostgreSQL keeps: it has a letter, no NUL, and at most 63 bytes. */
const name = fc
  .array(piece, { minLength: 1, maxLength: 5 })
  .map((pieces) => pieces.join(''))
  .filter((text) => text.trim() !== '' && Buffer.byteLength(text) <= 50);

const runner = fc.constantFrom('prisma' as const, 'psql' as const, 'drizzle' as const);

/** What a statement is, and the names in it, as PostgreSQL reads it. */
async function read(text: string): Promise<readonly string[]> {
  const { stmts = [] } = await parse(text);
  return stmts.map(({ stmt }) => Object.keys(stmt as object)[0] ?? '');
}

test('whatever names hold, each file is exactly the statements that were meant', async () => {
  await fc.assert(
    fc.asyncProperty(
      name,
      name,
      name,
      name,
      runner,
      fc.boolean(),
      async (parent, child, column, own, runner, guarded) => {
        fc.pre(parent !== child && column !== 'id');
        const sql = [
          `CREATE TABLE ${quote(parent)} (id int PRIMARY KEY);`,
          `CREATE TABLE ${quote(child)} (id int PRIMARY KEY, ${quote(column)} int);`,
          `DO $do1$ BEGIN IF false THEN ALTER TABLE ${quote(child)} ADD CONSTRAINT ${quote(own)} FOREIGN KEY (${quote(column)}) REFERENCES ${quote(parent)} (id); END IF; END $do1$;`,
        ];
        fc.pre(!sql[2]!.slice(8, -8).includes('$do1$'));
        const given = { sql, runner };
        const { projects } = await analyze([inputOf(given)], settingsOf(given), []);
        const plan = planFor(projects[0]!.project);
        const written = await writePlan(plan, inputOf(given), settingsOf(given), { guarded });
        const isCut =
          runner === 'drizzle' && [parent, child, column, own].join('\n').includes('--> statement-breakpoint');
        expect(written.plan.unplanned.map(({ because }) => because)).toEqual(
          isCut ? [expect.stringContaining('drizzle cuts a file')] : [],
        );
        if (isCut) return;
        expect(written.migrations.map(({ draft }) => draft.kind)).toEqual(['index', 'add', 'validate']);

        const around = (kinds: readonly string[]): readonly string[] =>
          runner === 'psql'
            ? kinds.flatMap((kind) => ['TransactionStmt', 'VariableSetStmt', kind, 'TransactionStmt'])
            : ['VariableSetStmt', ...kinds];
        const [index, add, validate] = written.migrations.map(({ text }) => text) as [string, string, string];
        expect(await read(index)).toEqual(runner === 'drizzle' ? around(['IndexStmt']) : ['IndexStmt']);
        expect(await read(add)).toEqual(around([guarded ? 'DoStmt' : 'AlterTableStmt']));
        expect(await read(validate)).toEqual(around(['AlterTableStmt']));
        expect(await read(written.audit)).toEqual(['TransactionStmt', 'SelectStmt', 'SelectStmt', 'TransactionStmt']);
        expect(await read(written.rollback)).toEqual([
          'TransactionStmt',
          'VariableSetStmt',
          'AlterTableStmt',
          'TransactionStmt',
          'DropStmt',
        ]);
        const { stmts = [] } = await parse(validate);
        const altered = stmts.map(({ stmt }) => stmt as never as Altered).find(({ AlterTableStmt }) => AlterTableStmt);
        expect(altered?.AlterTableStmt).toMatchObject({
          relation: { relname: child },
          cmds: [{ AlterTableCmd: { name: own } }],
        });

        // drizzle cuts a file at these words, wherever they stand.
        if (runner === 'drizzle')
          for (const [text, parts] of [
            [index, 2],
            [add, 2],
            [validate, 2],
          ] as const)
            expect(text.split('--> statement-breakpoint').length).toBe(parts);
        const told = planText({ written, files: [], changed: [], isDry: false, next: [] });
        expect(/[\p{Cc}\u2028\u2029]/u.test(told.replaceAll('\n', ''))).toBe(false);
      },
    ),
    { numRuns: 150 },
  );
});

interface Altered {
  readonly AlterTableStmt?: object;
}

test('a name that ends a line does not end the comment that it stands in', async () => {
  const evil = 'x\nDROP TABLE users;\r\n--';
  const given = {
    sql: [
      'CREATE TABLE users (id int PRIMARY KEY);',
      `CREATE TABLE posts (id int PRIMARY KEY, ${quote(evil)} int);`,
      `ALTER TABLE posts ADD CONSTRAINT own FOREIGN KEY (${quote(evil)}) REFERENCES users NOT VALID;`,
    ],
  };
  const { projects } = await analyze([inputOf(given)], settingsOf(given), []);
  const { migrations, audit } = await writePlan(planFor(projects[0]!.project), inputOf(given), settingsOf(given));
  for (const text of [...migrations.map((one) => one.text), audit])
    for (const [line] of text.matchAll(/^--.*$/gm)) expect(line).not.toMatch(/^--\s*DROP/);
  expect(audit).toContain('posts.x\\u000aDROP TABLE users;\\u000d\\u000a--');
});
