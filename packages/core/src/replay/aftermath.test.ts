import { PGlite } from '@electric-sql/pglite';
import { aftermathOf, type Moment, type Runner, type Statement, sourceOf, type Timeline, textAt } from '@refint/model';
import { readCommand, readSql } from '@refint/sql';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { replay, startOf } from './index.ts';

/**
 * What is lost with a statement that cannot run. Each history is given to PostgreSQL the way its runner would do it; every
 * statement but those that fail writes its mark, and the marks that are left afterwards are what was committed.
 */
const marked = (mark: string) => `INSERT INTO marks VALUES ('${mark}');`;
const fails = 'ALTER TABLE missing ADD COLUMN a int;';
const noSql = `UPDATE t SET "id" = 1 "id" = 2;`;

let postgres: PGlite;

beforeAll(async () => {
  postgres = await PGlite.create();
});

beforeEach(async () => {
  await postgres.exec('DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public');
  await postgres.exec(setup);
});

const setup = `CREATE TABLE marks (mark text); CREATE TABLE t (id int PRIMARY KEY); CREATE TYPE mood AS ENUM ('sad');`;

interface Told {
  /** The marks that are there in the end. */
  readonly kept: readonly string[];
  /** The statements that are refused, with the SQLSTATE, in order. */
  readonly refused: readonly string[];
}

/** Runs the files as Prisma, psql without ON_ERROR_STOP, or drizzle does. */
async function oracle(runner: Runner, files: readonly string[]): Promise<Told> {
  const refused: string[] = [];
  const run = async (text: string): Promise<boolean> => {
    try {
      await postgres.exec(text);
      return true;
    } catch (error) {
      refused.push((error as { code: string }).code);
      return false;
    }
  };
  if (runner === 'drizzle') await run('BEGIN');
  for (const [at, text] of files.entries()) {
    const source = sourceOf(`oracle${at}.sql`, text);
    const { statements } = readSql(source, 'postgresql');
    let fine = true;
    if (runner === 'prisma') fine = await run(text);
    else {
      for (const { span } of statements) {
        fine = await run(textAt({ source, span }));
        if (!fine && runner === 'drizzle') break;
      }
    }
    if (!fine && runner !== 'psql') break;
    if (runner === 'psql') await postgres.exec('ROLLBACK');
  }
  await postgres.exec(refused.length > 0 || runner !== 'drizzle' ? 'ROLLBACK' : 'COMMIT');
  const { rows } = await postgres.query<{ mark: string }>('SELECT mark FROM marks');
  return { kept: rows.map(({ mark }) => mark).sort(), refused };
}

/** The same as the replay says it. */
function said(runner: Runner, files: readonly string[]): Told {
  const read = [setup, ...files].map((text, at) => {
    const source = sourceOf(`m${at}.sql`, text);
    return { migration: { name: `m${at}`, source }, statements: readSql(source, 'postgresql').statements };
  });
  const { world } = replay(startOf('postgresql'), read.slice(0, 1), { runner: 'psql', readCommand }).end;
  const start = { world, transaction: 0, open: false };
  const timeline = replay(start, read.slice(1), { runner, readCommand });
  const failed = timeline.moments.filter(({ outcome }) => outcome.kind === 'failed');
  const counted = runner === 'psql' ? failed : failed.slice(0, 1);
  const lost = new Set<Statement>(counted.map(({ within }) => within));
  const never = new Set<Statement>();
  for (const moment of counted) {
    const { rolledBack, neverRun, unapplied } = aftermathOf(timeline, moment);
    for (const statement of rolledBack) lost.add(statement);
    for (const statement of neverRun) never.add(statement);
    for (const statement of statementsOf(timeline, unapplied)) lost.add(statement);
  }
  const kept = timeline.files
    .flatMap(({ statements }) => statements)
    .filter((statement) => !lost.has(statement) && !never.has(statement))
    .flatMap((statement) => /INSERT INTO marks VALUES \('(.*)'\)/.exec(textAt(statement))?.[1] ?? []);
  const codes = new Map(counted.map((moment) => [moment.within, codeOf(moment)]));
  const refused = timeline.files
    .flatMap(({ statements }) => statements)
    .flatMap((statement) => (runner === 'psql' && never.has(statement) ? '25P02' : (codes.get(statement) ?? [])));
  return { kept: kept.sort(), refused };
}

const statementsOf = ({ files }: Timeline, migrations: readonly unknown[]): readonly Statement[] =>
  files.filter(({ migration }) => migrations.includes(migration)).flatMap(({ statements }) => statements);

const codeOf = ({ outcome }: Moment): string => (outcome.kind === 'failed' ? outcome.failure.code : '');

const histories: Readonly<Record<string, readonly string[]>> = {
  'a failure in the middle of a file': [marked('a') + fails + marked('b'), marked('c')],
  'a failure in the second file': [marked('a'), marked('b') + fails + marked('c'), marked('d')],
  'a failure alone in its file': [marked('a'), fails, marked('b')],
  'a failure at the end': [marked('a'), marked('b') + fails],
  'two failures in a file': [marked('a') + fails + marked('b') + fails + marked('c'), marked('d')],
  'BEGIN and COMMIT around everything': [`BEGIN; ${marked('a')} ${fails} ${marked('b')} COMMIT;`, marked('c')],
  'statements before BEGIN': [`${marked('a')} BEGIN; ${marked('b')} ${fails} ${marked('c')} COMMIT; ${marked('d')}`],
  'statements after COMMIT': [`BEGIN; ${marked('a')} COMMIT; ${marked('b')} ${fails} ${marked('c')}`, marked('d')],
  'two blocks, the second fails': [
    `BEGIN; ${marked('a')} COMMIT; BEGIN; ${marked('b')} ${fails} ${marked('c')} COMMIT; ${marked('d')}`,
  ],
  'a block that is never committed': [`BEGIN; ${marked('a')} ${fails} ${marked('b')}`, marked('c')],
  'ROLLBACK before the failure': [`BEGIN; SELECT 1; ROLLBACK; BEGIN; ${marked('b')} ${fails} COMMIT; ${marked('c')}`],
  'ROLLBACK TO after the failure': [
    `BEGIN; ${marked('a')} SAVEPOINT s; ${marked('b')} ${fails} ${marked('c')} ROLLBACK TO s; ${marked('d')} COMMIT;`,
  ],
  'ROLLBACK TO SAVEPOINT of an outer savepoint': [
    `BEGIN; ${marked('a')} SAVEPOINT s; ${marked('b')} SAVEPOINT t; ${marked('c')} ${fails} ROLLBACK TO SAVEPOINT s; ${marked('d')} COMMIT;`,
  ],
  'COMMIT after the failure, and more behind it': [
    `BEGIN; ${marked('a')} ${fails} COMMIT; ${marked('b')}`,
    marked('c'),
  ],
  'CREATE INDEX CONCURRENTLY beside another statement': [
    `${marked('a')} CREATE INDEX CONCURRENTLY i ON t (id); ${marked('b')}`,
  ],
  'CREATE INDEX CONCURRENTLY alone in its file': ['CREATE INDEX CONCURRENTLY i ON t (id);', marked('a')],
  'CREATE INDEX CONCURRENTLY after a COMMIT': [
    `BEGIN; ${marked('a')} COMMIT; CREATE INDEX CONCURRENTLY i ON t (id);`,
    marked('b'),
  ],
  'CREATE INDEX CONCURRENTLY between BEGIN and COMMIT': [
    `BEGIN; ${marked('a')} CREATE INDEX CONCURRENTLY i ON t (id); ${marked('b')} COMMIT;`,
  ],
  'VACUUM with a SET before it': [`SET lock_timeout = '1s'; VACUUM t;`, marked('a')],
  'SAVEPOINT without BEGIN': [`${marked('a')} SAVEPOINT s; ${marked('b')}`],
  'ROLLBACK TO a savepoint that nobody made': [`BEGIN; ${marked('a')} ROLLBACK TO s; ${marked('b')} COMMIT;`],
  'RELEASE of a savepoint that is gone': [
    `BEGIN; SAVEPOINT s; ${marked('a')} RELEASE s; RELEASE s; ${marked('b')} COMMIT;`,
  ],
  'ROLLBACK TO a released savepoint': [
    `BEGIN; SAVEPOINT s; ${marked('a')} RELEASE s; ${fails} ROLLBACK TO s; ${marked('b')} COMMIT;`,
  ],
  'LOCK without BEGIN': [`LOCK TABLE t;`, marked('a')],
  'LOCK beside another statement': [`LOCK TABLE t; ${marked('a')}`],
  'a syntax error in the middle of a file': [marked('a') + noSql + marked('b'), marked('c')],
  'a syntax error behind a COMMIT': [
    `BEGIN; ${marked('a')} COMMIT; ${marked('b')} ${noSql} ${marked('c')}`,
    marked('d'),
  ],
  'a syntax error between BEGIN and COMMIT': [`BEGIN; ${marked('a')} ${noSql} ${marked('b')} COMMIT;`, marked('c')],
  'a value of an enum that is new': [
    `${marked('a')} ALTER TYPE mood ADD VALUE 'ok'; SELECT 'ok'::mood; ${marked('b')}`,
    `SELECT 'ok'::mood; ${marked('c')}`,
  ],
  'a table that is not there': [`${marked('a')} DELETE FROM missing; ${marked('b')}`, marked('c')],
  'an error that a handler eats': [
    `${marked('a')} DO $$ BEGIN ${fails} EXCEPTION WHEN undefined_table THEN NULL; END $$; ${marked('b')}`,
  ],
  'an error in a block of code': [`${marked('a')} DO $$ BEGIN ${fails} END $$; ${marked('b')}`, marked('c')],
};

describe.each(['prisma', 'psql', 'drizzle'] as const)('%s', (runner) => {
  for (const [title, files] of Object.entries(histories)) {
    // After its own COMMIT drizzle's transaction is over, and what it says to that is not looked at here.
    if (runner === 'drizzle' && /COMMIT;|ROLLBACK;/.test(files.join(' '))) continue;
    test(title, async () => {
      expect(said(runner, files)).toEqual(await oracle(runner, files));
    });
  }
});
