import { expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files = {
  'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n\nmodel users {\n  id Int @id\n}\n',
  'prisma/migrations/1_init/migration.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY);\n',
};

async function check(words: readonly string[], given: Readonly<Record<string, string>>) {
  let said = '';
  const output = { isTerminal: false, width: undefined, write: (text: string) => void (said += text) };
  const cwd = temporaryFolder({ ...files, ...given }, onTestFinished);
  return { code: await main(['check', ...words], { cwd, env: {}, stdout: output, stderr: output }), said };
}

const config = `extends: [./shared/base.json]
overrides:
  - files: [prisma/**, prisam/**]
    rules: {}
  - tables: [users, usrs]
    rules: {}
tables:
  - { table: accounts, large: true, because: many }
tenancy:
  root: users
  column: user_id
`;
const base = `{
  "tables": [
    { "table": "users", "large": true, "because": "many" },
    { "table": "user", "large": true, "because": "many" }
  ],
  "overrides": [
    { "tables": "log_*", "rules": {} }
  ]
}
`;
const said = `refint.config.yaml:3:3 problem overrides[0].files (prisam/**) matches no schema and no migration here (unusable)
shared/base.json:7:5 problem overrides[0].tables (log_*) matches no table here (unusable)
refint.config.yaml:5:3 problem overrides[1].tables (usrs) is no table here; did you mean users? (unusable)
refint.config.yaml:8:3 problem tables[0].table (accounts) is no table here; names are those of the database (unusable)
shared/base.json:4:5 problem tables[1].table (user) is no table here; did you mean users? (unusable)
refint.config.yaml:11:3 problem tenancy.column: no column is called "user_id"; names are those of the database (unusable)
`;

test('settings that are about nothing are told at their lines, in every file, and fail only a strict run', async () => {
  const given = { 'refint.config.yaml': config, 'shared/base.json': base };
  expect(await check([], given)).toEqual({ code: 0, said });
  expect(await check(['--strict'], given)).toEqual({ code: 2, said });
});

test('where a program puts them together, the file is told', async () => {
  const program = `const all = ['usrs', 'x'];\nexport default { overrides: all.map((tables) => ({ tables, rules: {} })) };\n`;
  const { said } = await check([], { 'refint.config.mjs': program });
  expect(said.split('\n')[0]).toBe(
    'refint.config.mjs:2:1 problem overrides[0].tables (usrs) is no table here; did you mean users? (unusable)',
  );
  const named = `import { more } from './more.mjs';\nexport default more;\n`;
  const elsewhere = await check([], {
    'refint.config.mjs': named,
    'more.mjs': program.replace('export default', 'export const more ='),
  });
  expect(elsewhere.said.split('\n')[0]).toBe(
    'problem refint.config.mjs: overrides[0].tables (usrs) is no table here; did you mean users? (unusable)',
  );
});

test('an option of a rule is called as people write it', async () => {
  const rules = { 'indexes/foreign-key-without-index': ['on', { except: ['users.id', 'user.id'] }] };
  const own = { extends: ['./shared/base.json'], rules: { 'indexes/foreign-key-without-index': 'hint' } };
  const given = {
    'refint.config.json': JSON.stringify(own),
    'shared/base.json': `${JSON.stringify({ rules }, undefined, 1)}\n`,
  };
  expect((await check([], given)).said).toBe(
    'shared/base.json:6:5 problem rules["indexes/foreign-key-without-index"][1].except (user.id) is no column here; did you mean users.id? (unusable)\n',
  );
});
