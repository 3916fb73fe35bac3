import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findProjects, missingPath } from './find-projects.ts';
import { record } from './kept/record.ts';
import { Refusal } from './refusal.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const folderOf = (files: Files): string => temporaryFolder(files, onTestFinished);

/** What is found in a folder with these files, from inside of it, by the paths of what was read. */
function found(files: Files, path = '.', prepare: (folder: string) => void = () => {}) {
  const cwd = folderOf(files);
  prepare(cwd);
  const result = findProjects([path], cwd);
  if (result instanceof Refusal) throw new Error(result.sentence);
  return {
    ...result,
    shapes: result.projects.map(({ name, schema, migrations, runner, dialect }) => ({
      name,
      schema: schema.map((source) => source.path),
      migrations: migrations?.map(({ name: called, source }) => `${called} in ${source.path}`),
      runner,
      dialect,
    })),
  };
}

const head = (provider = 'postgresql') => `datasource db {\n  provider = "${provider}"\n}\n`;
const models = 'model User {\n  id Int @id\n}\n';
const lock = (provider = 'postgresql') => `# a comment\nprovider = "${provider}"\n`;
const journal = (tags: readonly string[], dialect = 'postgresql') =>
  JSON.stringify({ version: '7', dialect, entries: tags.map((tag, idx) => ({ idx, tag })) });

const prisma = (at: string, called = '20240101000000_init'): Files => ({
  [`${at}schema.prisma`]: head() + models,
  [`${at}migrations/migration_lock.toml`]: lock(),
  [`${at}migrations/${called}/migration.sql`]: 'SELECT 1;',
});

describe('one project', () => {
  test('prisma/schema.prisma with its migrations', () => {
    expect(found(prisma('prisma/')).shapes).toEqual([
      {
        name: '.',
        schema: ['prisma/schema.prisma'],
        migrations: ['20240101000000_init in prisma/migrations/20240101000000_init/migration.sql'],
        runner: 'prisma',
        dialect: 'postgresql',
      },
    ]);
  });

  test('schema.prisma at the root', () => {
    const [project] = found(prisma('')).shapes;
    expect(project).toMatchObject({ name: '.', schema: ['schema.prisma'] });
    expect(project?.migrations).toHaveLength(1);
  });

  test('a schema without migrations', () => {
    expect(found({ 'prisma/schema.prisma': head() }).shapes).toMatchObject([{ migrations: undefined }]);
  });

  test('an empty folder of migrations is none', () => {
    const files = { 'prisma/schema.prisma': head(), 'prisma/migrations/migration_lock.toml': lock() };
    expect(found(files).shapes).toMatchObject([{ migrations: undefined }]);
  });

  test('migrations without a schema', () => {
    const files = { 'db/migrations/migration_lock.toml': lock('mysql'), 'db/migrations/1_init/migration.sql': '' };
    expect(found(files).shapes).toMatchObject([{ name: 'db', schema: [], dialect: 'mysql' }]);
  });

  test('migrations in folders that have no time in their name, without a lock', () => {
    const files = { 'prisma/schema.prisma': head(), 'prisma/migrations/01_init/migration.sql': '' };
    expect(found(files).shapes[0]?.migrations).toEqual(['01_init in prisma/migrations/01_init/migration.sql']);
  });
});

describe('a schema in several files', () => {
  test('the datasource beside the models, migrations beside it', () => {
    const files = {
      'prisma/schema/base.prisma': head(),
      'prisma/schema/user.prisma': models,
      'prisma/schema/deep/post.prisma': models,
      'prisma/schema/migrations/migration_lock.toml': lock(),
      'prisma/schema/migrations/1_init/migration.sql': '',
    };
    expect(found(files).shapes).toMatchObject([
      {
        name: '.',
        schema: ['prisma/schema/base.prisma', 'prisma/schema/deep/post.prisma', 'prisma/schema/user.prisma'],
        migrations: ['1_init in prisma/schema/migrations/1_init/migration.sql'],
      },
    ]);
  });

  test('migrations beside the folder of the schema', () => {
    const files = {
      'prisma/schema/schema.prisma': head(),
      'prisma/schema/user.prisma': models,
      'prisma/migrations/migration_lock.toml': lock(),
      'prisma/migrations/1_init/migration.sql': '',
    };
    const { shapes } = found(files);
    expect(shapes).toHaveLength(1);
    expect(shapes[0]?.schema).toHaveLength(2);
    expect(shapes[0]?.migrations).toEqual(['1_init in prisma/migrations/1_init/migration.sql']);
  });

  test('schema.prisma with models in a folder beside it', () => {
    const files = { ...prisma('prisma/'), 'prisma/models/post.prisma': models };
    expect(found(files).shapes).toMatchObject([{ schema: ['prisma/schema.prisma', 'prisma/models/post.prisma'] }]);
  });

  test('a datasource in a folder of its own', () => {
    const files = { 'db/schema/config/db.prisma': head(), 'db/schema/models/user.prisma': models };
    expect(found(files).shapes).toMatchObject([
      { schema: ['db/schema/config/db.prisma', 'db/schema/models/user.prisma'] },
    ]);
  });

  test('a file that belongs to no schema is said not to be read', () => {
    const { shapes, problems } = found({ ...prisma('a/prisma/'), 'b/lost.prisma': models });
    expect(shapes).toMatchObject([{ schema: ['a/prisma/schema.prisma'] }]);
    expect(problems).toMatchObject([{ text: expect.stringContaining('b/lost.prisma'), fatal: false }]);
  });
});

describe('several schemas side by side', () => {
  const both = {
    'prisma/postgresql-schema.prisma': head('postgresql'),
    'prisma/mysql-schema.prisma': head('mysql'),
  };

  test('each has the migrations that are called like it', () => {
    const files = {
      ...both,
      'prisma/mysql-migrations/20240101000000_m/migration.sql': '',
      'prisma/postgresql-migrations/20240101000000_p/migration.sql': '',
    };
    const { shapes } = found(files);
    expect(shapes.map(({ name, migrations }) => [name, migrations?.[0]?.split(' ')[0]])).toEqual([
      ['prisma/mysql-schema.prisma', '20240101000000_m'],
      ['prisma/postgresql-schema.prisma', '20240101000000_p'],
    ]);
  });

  test('one folder of migrations is of the schema with its provider', () => {
    const files = {
      ...both,
      'prisma/migrations/migration_lock.toml': lock('postgresql'),
      'prisma/migrations/1_init/migration.sql': '',
    };
    const { shapes } = found(files);
    expect(shapes.map(({ schema, migrations }) => [schema[0], migrations?.length])).toEqual([
      ['prisma/mysql-schema.prisma', undefined],
      ['prisma/postgresql-schema.prisma', 1],
    ]);
  });
});

describe('places that somebody names', () => {
  const elsewhere = {
    'db/main.prisma': head() + models,
    'sql/1_init/migration.sql': '',
    'sql/migration_lock.toml': lock(),
  };

  test('package.json', () => {
    const files = { ...elsewhere, 'package.json': JSON.stringify({ prisma: { schema: './db/main.prisma' } }) };
    expect(found(files).shapes.find(({ schema }) => schema.length > 0)).toMatchObject({ schema: ['db/main.prisma'] });
  });

  test('prisma.config.ts, which is not run', () => {
    const config = `
      import path from 'node:path';
      throw new Error('this is code');
      export default defineConfig({
        schema: path.join('db', 'main.prisma'),
        migrations: { seed: "tsx seed.ts", path: "sql" },
      });`;
    expect(found({ ...elsewhere, 'prisma.config.ts': config }).shapes).toMatchObject([
      { schema: ['db/main.prisma'], migrations: ['1_init in sql/1_init/migration.sql'] },
    ]);
  });

  test('prisma.config.ts that leaves tables to others', () => {
    const config = (list: string) => `export default defineConfig({ tables: { external: ${list} } })`;
    const known = found({ ...prisma('prisma/'), 'prisma.config.ts': config(`['auth.users']`) }).projects;
    expect(known).toMatchObject([{ external: ['auth.users'], notes: [] }]);
    const computed = found({ ...prisma('prisma/'), 'prisma.config.ts': config('listed') }).projects;
    expect(computed).toMatchObject([{ external: 'unknown', notes: [expect.stringContaining('drift are silent')] }]);
    expect(found(prisma('prisma/')).projects[0]?.external).toBeUndefined();
  });

  test('prisma.config.ts that computes a place: the usual ones are taken, and it is said', () => {
    const { projects } = found({ ...prisma('prisma/'), 'prisma.config.ts': 'export default { schema: find() }' });
    expect(projects).toMatchObject([
      {
        schema: [{ path: 'prisma/schema.prisma' }],
        notes: [expect.stringContaining('prisma.config.ts computes its schema')],
      },
    ]);
  });

  test('a place that does not exist is fatal', () => {
    const files = { ...prisma('prisma/'), 'package.json': JSON.stringify({ prisma: { schema: 'db/none.prisma' } }) };
    expect(found(files).problems).toMatchObject([{ fatal: true, text: expect.stringContaining('db/none.prisma') }]);
  });

  test('migrations that do not exist yet are none', () => {
    const config = `export default { schema: 'prisma/schema.prisma', migrations: { path: 'prisma/new' } }`;
    const { projects } = found({ 'prisma/schema.prisma': head(), 'prisma.config.mjs': config });
    expect(projects).toMatchObject([{ migrations: undefined, notes: [expect.stringContaining('prisma/new')] }]);
  });
});

describe('drizzle', () => {
  const files = {
    'apps/web/drizzle/meta/_journal.json': journal(['0001_b', '0000_a'], 'mysql'),
    'apps/web/drizzle/0000_a.sql': '',
    'apps/web/drizzle/0001_b.sql': '',
    'apps/web/drizzle/0002_left.sql': '',
  };

  test('runs what the journal names, in its order', () => {
    const { shapes, projects } = found(files);
    expect(shapes).toEqual([
      {
        name: 'apps/web',
        schema: [],
        migrations: ['0001_b in apps/web/drizzle/0001_b.sql', '0000_a in apps/web/drizzle/0000_a.sql'],
        runner: 'drizzle',
        dialect: 'mysql',
      },
    ]);
    expect(projects[0]?.neverRun).toEqual(['apps/web/drizzle/0002_left.sql']);
  });

  test('a file that the journal names and that is not there is fatal', () => {
    const { projects } = found({ 'drizzle/meta/_journal.json': journal(['0000_a']) });
    expect(projects[0]?.problems).toMatchObject([{ fatal: true, text: expect.stringContaining('drizzle/0000_a.sql') }]);
  });

  test.each(['{', '[]', '{"entries":[{"idx":1}]}'])('a broken journal is fatal: %s', (text) => {
    const { projects } = found({ 'drizzle/meta/_journal.json': text });
    expect(projects[0]?.problems).toMatchObject([{ fatal: true, text: expect.stringContaining('_journal.json') }]);
  });

  test('one project for each journal of a folder', () => {
    const of = (name: string) => ({
      [`migrations/${name}/meta/_journal.json`]: journal(['0_a']),
      [`migrations/${name}/0_a.sql`]: '',
    });
    expect(found({ ...of('mysql'), ...of('pg') }).shapes.map(({ name }) => name)).toEqual([
      'migrations/mysql',
      'migrations/pg',
    ]);
  });
});

describe('a monorepo', () => {
  test('has every project that is not installed, built or hidden', () => {
    const { shapes } = found({
      ...prisma('apps/b/prisma/'),
      ...prisma('packages/a/'),
      ...prisma('node_modules/x/prisma/'),
      ...prisma('apps/b/dist/prisma/'),
      ...prisma('.cache/prisma/'),
    });
    expect(shapes.map(({ name }) => name)).toEqual(['packages/a', 'apps/b']);
  });

  test('a copy of the schema in a generated client is no project', () => {
    const files = {
      ...prisma('prisma/'),
      'src/generated/client/schema.prisma': head() + models,
      'src/generated/client/index.js': '',
      'src/generated/client/index.d.ts': '',
    };
    expect(found(files).shapes).toHaveLength(1);
  });

  test('links that lead in a circle do not keep the search busy, and nothing is found twice', () => {
    const { shapes } = found(prisma('a/prisma/'), '.', (folder) => {
      symlinkSync(folder, join(folder, 'a', 'prisma', 'schema'), 'dir');
      symlinkSync('circle', join(folder, 'circle'));
      mkdirSync(join(folder, 'b'));
      symlinkSync(join(folder, 'a', 'prisma'), join(folder, 'b', 'prisma'), 'dir');
    });
    expect(shapes.map(({ name }) => name)).toEqual(['a']);
  });

  test('a linked folder outside is found', () => {
    const outside = folderOf(prisma('prisma/'));
    const { shapes } = found({ 'package.json': '{}' }, '.', (folder) =>
      symlinkSync(join(outside, 'prisma'), join(folder, 'prisma'), 'dir'),
    );
    expect(shapes).toMatchObject([{ schema: ['prisma/schema.prisma'] }]);
  });
});

describe('a path', () => {
  const repository = {
    ...prisma('app/db/'),
    'app/package.json': '{}',
    'app/prisma.config.ts': `export default { schema: 'db/schema.prisma', migrations: { path: 'sql' } }`,
    'app/sql/2_other/migration.sql': '',
    ...prisma('other/prisma/'),
  };
  const expected = [
    { name: 'app/db', schema: ['app/db/schema.prisma'], migrations: ['2_other in app/sql/2_other/migration.sql'] },
  ];

  test.each(['app/sql/2_other/migration.sql', 'app/sql/2_other', 'app/db/schema.prisma'])(
    '%s stands for its project',
    (path) => {
      expect(found(repository, path).shapes).toMatchObject(expected);
    },
  );

  test('deep in a project without package.json stands for it too', () => {
    const { shapes } = found(prisma('a/prisma/'), 'a/prisma/migrations/20240101000000_init/migration.sql');
    expect(shapes).toMatchObject([{ name: 'a', schema: ['a/prisma/schema.prisma'] }]);
  });

  test('from above is shown from where people stand', () => {
    const cwd = folderOf(prisma('a/prisma/'));
    mkdirSync(join(cwd, 'b'));
    const result = findProjects(['../a'], join(cwd, 'b'));
    expect(result).toMatchObject({ projects: [{ name: '../a', schema: [{ path: '../a/prisma/schema.prisma' }] }] });
  });

  test('given twice is one project', () => {
    const cwd = folderOf(prisma('prisma/'));
    expect(findProjects(['.', 'prisma/schema.prisma'], cwd)).toMatchObject({ projects: { length: 1 } });
  });

  test('without a project is refused, and the near one named', () => {
    const cwd = folderOf({ ...prisma('app/prisma/'), 'app/package.json': '{}', 'app/src/a.ts': '' });
    expect(findProjects(['app/src'], cwd)).toEqual(
      new Refusal('app/src has no Prisma schema and no migrations in it; did you mean app?'),
    );
    expect(findProjects(['app/src/a.ts'], cwd)).toBeInstanceOf(Refusal);
  });

  test('that does not exist is refused, and the near one named', () => {
    const cwd = folderOf(prisma('packages/database/prisma/'));
    expect(missingPath(['.', 'packages/databse'], cwd)).toEqual(
      new Refusal('packages/databse does not exist; did you mean packages/database?'),
    );
    expect(missingPath(['packages/data/'], cwd)).toEqual(
      new Refusal('packages/data/ does not exist; did you mean packages/database?'),
    );
    expect(missingPath(['.', 'packages'], cwd)).toBeUndefined();
  });
});

describe('what lies above where people stand', () => {
  const init = 'migrations/20240101000000_init';
  const sql = { [`own/${init}/migration.sql`]: 'SELECT 1;' };
  const others = prisma('other/prisma/');

  /** What is found, and which folders were looked into besides those where people stand. */
  function seen(files: Files, stand: string, path = '.') {
    const folder = folderOf(files);
    const recording = record();
    const result = findProjects([path], join(folder, stand));
    const read = (recording.stop()?.asked ?? [])
      .filter(({ question }) => question !== 'there')
      .map((asked) => relative(folder, asked.path))
      .filter((one) => !one.startsWith(stand));
    return { result, read };
  }

  test.each(['.', init, `${init}/migration.sql`])('is left alone for %s of migrations without a schema', (path) => {
    const { result, read } = seen({ ...sql, ...others }, 'own', path);
    expect(result).toMatchObject({ projects: [{ schema: [], migrations: [{ name: '20240101000000_init' }] }] });
    expect(read).toEqual([]);
  });

  test('is left alone where there is nothing', () => {
    const { result, read } = seen({ 'own/a.ts': '', ...others }, 'own');
    expect(result).toBeInstanceOf(Refusal);
    expect(read).toEqual([]);
  });

  test.each(['own/.git/HEAD', 'own/package.json'])(
    'is left alone where there is %s, also below that of others',
    (mark) => {
      const { result, read } = seen({ ...sql, ...others, [mark]: '{}', 'package.json': '{}' }, 'own');
      expect(result).toMatchObject({ projects: [{ schema: [] }] });
      expect(read).toEqual([]);
    },
  );

  const deep = { 'package.json': '{}', '.git/HEAD': '', ...prisma('a/b/c/prisma/') };
  const bare = { ...sql, 'own/schema.prisma': head() + models };

  test.each([
    [deep, 'a/b/c/prisma/migrations', init.slice(11)],
    [deep, 'a/b/c/prisma/migrations', `${init.slice(11)}/migration.sql`],
    [deep, `a/b/c/prisma/${init}`, '.'],
    [deep, `a/b/c/prisma/${init}`, 'migration.sql'],
    [bare, 'own/migrations', '.'],
    [bare, 'own/migrations', init.slice(11)],
    [bare, 'own/migrations', `${init.slice(11)}/migration.sql`],
    [bare, `own/${init}`, '.'],
    [bare, `own/${init}`, 'migration.sql'],
    [bare, 'own', `${init}/migration.sql`],
    [bare, '.', `own/${init}/migration.sql`],
    [{ ...bare, 'elsewhere/a.ts': '' }, 'elsewhere', `../own/${init}/migration.sql`],
  ])('has the rest of a project, %#: in %2$s from %1$s', (files, stand, path) => {
    const { result } = seen(files, stand, path);
    expect(result).toMatchObject({ projects: [{ schema: [{ path: expect.stringMatching(/schema\.prisma$/) }] }] });
    expect(result).toMatchObject({ projects: [{ migrations: [{ name: init.slice(11) }] }] });
  });

  test('has the journal of drizzle, where people stand beside it', () => {
    const files = { 'own/drizzle/0000_init.sql': '', 'own/drizzle/meta/_journal.json': journal(['0000_init']) };
    expect(seen(files, 'own/drizzle/meta').result).toMatchObject({ projects: [{ runner: 'drizzle' }] });
  });

  test('is left alone where it is all that a person has', () => {
    const folder = folderOf({ 'package.json': '{}', ...sql, ...others });
    vi.stubEnv('HOME', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    const recording = record();
    expect(findProjects(['.'], join(folder, 'own'))).toMatchObject({ projects: [{ schema: [] }] });
    expect(recording.stop()?.asked.filter(({ path }) => path.includes('other'))).toEqual([]);
  });

  test('is left alone around a file somewhere else', () => {
    const files = { 'stand/a.ts': '', 'home/me/notes/a.sql': '', 'home/me/letters/b.sql': '', ...others };
    const { result, read } = seen(files, 'stand', '../home/me/notes/a.sql');
    expect(result).toBeInstanceOf(Refusal);
    expect(read.filter((path) => /letters|other/.test(path))).toEqual([]);
  });

  test('has the datasource of a file of models', () => {
    const { result } = seen(
      { ...sql, 'own/schema.prisma': head(), 'own/models/user.prisma': models },
      'own',
      'models/user.prisma',
    );
    expect(result).toMatchObject({
      projects: [{ schema: [{ path: 'schema.prisma' }, { path: 'models/user.prisma' }] }],
    });
  });
});

test('what `refint plan` wrote is no project', () => {
  const plan = (at: string, audit: string): Files => ({
    [`${at}audit.sql`]: audit,
    [`${at}rollback.sql`]: '',
    [`${at}migrations/20240101000001_add/migration.sql`]: 'SELECT 1;',
  });
  const names = (files: Files) => found(files).projects.map(({ name }) => name);
  expect(names({ ...prisma('prisma/'), ...plan('refint-plan/', '-- refint plan: the audit.') })).toEqual(['.']);
  expect(names({ ...prisma('prisma/'), ...plan('other/', '-- ours') })).toEqual(['.', 'other']);
});
