import { expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Every way in which a reference is enforced or not, from the files of a project to what the command lists. */

interface Reference {
  readonly table: string;
  readonly columns: readonly string[];
  readonly enforcement: string;
  readonly because: { readonly text: string } | null;
}

/** What `refint references` prints about a project with this schema and these migrations. */
async function print(format: 'json' | 'table', schema: string, migrations: readonly string[]): Promise<string> {
  const files: Record<string, string> = {
    'prisma/schema.prisma': schema,
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  };
  for (const [at, sql] of migrations.entries()) files[`prisma/migrations/2024010100000${at}_m/migration.sql`] = sql;
  let stdout = '';
  const output = { isTerminal: false, width: undefined };
  const io = {
    cwd: temporaryFolder(files, onTestFinished),
    env: {},
    stdout: { ...output, write: (text: string) => void (stdout += text) },
    stderr: { ...output, write: () => {} },
  };
  expect(await main(['references', '--format', format], io)).toBe(0);
  return stdout;
}

const datasource = (more = '') => `datasource db {\n  provider = "postgresql"\n${more}}\n\n`;
const models = `model User {
  id    Int    @id
  posts Post[]
}

model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id])
}
`;
const unrelated = `model User {\n  id Int @id\n}\n\nmodel Post {\n  id Int @id\n  authorId Int\n}\n`;
const tables = `CREATE TABLE "User" ("id" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" ("id" INTEGER NOT NULL, "authorId" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
`;
const key = `ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE`;
const drop = `ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";\n`;
const guarded = (column: string) => `DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'Post' AND column_name = '${column}') THEN
    ${key};
  END IF;
END $$;\n`;
const handled = `DO $$ BEGIN
  ${key};
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;\n`;
const taken = `ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" CHECK ("authorId" > 0);\n`;

const states: readonly (readonly [
  enforcement: string,
  title: string,
  schema: string,
  migrations: readonly string[],
  because: string | null,
])[] = [
  ['enforced', 'a foreign key', datasource() + models, [`${tables}${key};\n`], null],
  ['enforced', 'one whose guard is true', datasource() + models, [tables + guarded('authorId')], null],
  [
    'enforced',
    'one that was not valid and is now',
    datasource() + models,
    [`${tables}${key} NOT VALID;\n`, `ALTER TABLE "Post" VALIDATE CONSTRAINT "Post_authorId_fkey";\n`],
    null,
  ],
  ['not-valid', 'one that was never validated', datasource() + models, [`${tables}${key} NOT VALID;\n`], 'NOT VALID'],
  ['skipped', 'one whose guard is false', datasource() + models, [tables + guarded('author_id')], 'author_id'],
  ['swallowed', 'one whose name is taken', datasource() + models, [tables + taken + handled], 'Post_authorId_fkey'],
  [
    'failing',
    'one to a column that no key makes unique',
    datasource() + models,
    [`${tables.replace(', CONSTRAINT "User_pkey" PRIMARY KEY ("id")', '')}${key};\n`],
    'unique constraint',
  ],
  ['emulated', 'relationMode', `${datasource('  relationMode = "prisma"\n')}${models}`, [tables], 'relationMode'],
  [
    'emulated',
    'a model whose table is a view',
    datasource() + models,
    [`${tables.replace(/CREATE TABLE "Post".*/, '')}CREATE VIEW "Post" AS SELECT 1 AS "id", 1 AS "authorId";\n`],
    'view',
  ],
  ['declared-only', 'no migration makes one', datasource() + models, [tables], 'no migration'],
  ['dropped', 'one that was there', datasource() + models, [`${tables}${key};\n`, drop], 'drop'],
  ['database-only', 'one that the schema does not know', datasource() + unrelated, [`${tables}${key};\n`], null],
];

test.each(states)('%s: %s', async (enforcement, _, schema, migrations, because) => {
  const { projects } = JSON.parse(await print('json', schema, migrations)) as {
    projects: { references: Reference[] }[];
  };
  const references = projects.flatMap((project) => project.references);
  expect(references).toMatchObject([{ table: 'Post', columns: ['authorId'], enforcement }]);
  if (because === null) expect(references[0]?.because).toBeNull();
  else expect(references[0]?.because?.text).toContain(because);
  expect(await print('table', schema, migrations)).toContain(enforcement);
});

test('references that are meant to have no foreign key are shown with the reason, also those that nobody declared', async () => {
  const intended = [
    { from: 'Post.authorId', because: 'posts outlive their authors' },
    { from: 'Event', to: 'User', because: 'events come from a queue' },
  ];
  const files = {
    'refint.config.json': JSON.stringify({ relations: { intended } }),
    'prisma/schema.prisma': `${datasource()}${models}\nmodel Event {\n  id Int @id\n  userId Int\n}\n`,
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    'prisma/migrations/20240101000000_m/migration.sql': `${tables}CREATE TABLE "Event" ("id" INTEGER PRIMARY KEY, "userId" INTEGER NOT NULL);\n`,
  };
  const cwd = temporaryFolder(files, onTestFinished);
  const type = async (command: string) => {
    let stdout = '';
    const output = { isTerminal: false, width: undefined, write: (text: string) => void (stdout += text) };
    expect(await main(command.split(' '), { cwd, env: {}, stdout: output, stderr: output })).toBe(0);
    return stdout;
  };
  expect(await type('references --inferred')).toMatchInlineSnapshot(`
    "Project .: 3 models in 1 file, 1 migration with 3 statements
    2 references have no foreign key on purpose.

    reference                on delete  on update  state
    Event.userId → User.id                         intended
    Post.authorId → User.id  RESTRICT   CASCADE    intended

    Why not (2):
    Event.userId → User.id
      intended: events come from a queue
    Post.authorId → User.id
      intended: posts outlive their authors
      declared at prisma/schema.prisma:13:3
    "
  `);
  expect(await type('check')).toBe('');
  expect(await type('check --format github')).toContain('1 reference has no foreign key on purpose.');
});
