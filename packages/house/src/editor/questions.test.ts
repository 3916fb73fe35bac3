import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DocumentSymbol, Hover, Location, Range } from 'vscode-languageserver-protocol/node';
import { applied, Editor, rangeIn } from './editor.ts';
import { writeInto } from './project.ts';

const schema = 'prisma/schema.prisma';
const init = 'prisma/migrations/20240101000000_init/migration.sql';
const later = 'prisma/migrations/20240102000000_later/migration.sql';

let folder: string;
let editor: Editor;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-questions-')));
  writeInto(folder, {
    'refint.config.json':
      '{ "deletes": [{ "to": "users", "onDelete": "cascade", "priority": "P1", "because": "people may go" }] }',
    [schema]: `datasource db {
  provider = "postgresql"
}

model User { // 👋
  id       Int       @id
  posts    Post[]
  comments Comment[]

  @@map("users")
}

model Post {
  id       Int       @id
  authorId Int       @map("author_id")
  author   User      @relation(fields: [authorId], references: [id], onDelete: Cascade)
  comments Comment[]

  @@index([authorId])
}

model Comment {
  id     Int   @id
  postId Int
  userId Int?
  post   Post  @relation(fields: [postId], references: [id])
  user   User? @relation(fields: [userId], references: [id])
}
`,
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    [init]: `CREATE TABLE people ("id" INTEGER NOT NULL, CONSTRAINT "users_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" ("id" INTEGER NOT NULL, "writer" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Comment" ("id" INTEGER NOT NULL, "postId" INTEGER NOT NULL, "userId" INTEGER, CONSTRAINT "Comment_pkey" PRIMARY KEY ("id"));
ALTER TABLE "Post" ADD CONSTRAINT "Post_author_id_fkey" FOREIGN KEY ("writer") REFERENCES people("id") ON DELETE CASCADE ON UPDATE CASCADE;
`,
    [later]: `ALTER TABLE people RENAME TO users;
ALTER TABLE "Post" RENAME COLUMN "writer" TO "author_id";
CREATE INDEX "Post_author_id_idx" ON "Post"("author_id");
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'Comment' AND column_name = 'post_id') THEN
    ALTER TABLE "Comment" ADD CONSTRAINT "Comment_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
  END IF;
END $$;
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_userId_fkey" FOREIGN KEY ("userId") REFERENCES users("id") ON DELETE SET NULL ON UPDATE CASCADE;
`,
  });
  editor = await Editor.start(folder);
});

afterAll(async () => {
  expect(await editor.stop()).toBe(0);
  expect(editor.complaints).toBe('');
  rmSync(folder, { recursive: true, force: true });
});

/** A place by what is written there, with the letter at which somebody points between two bars. */
function at(path: string, marked: string) {
  const text = editor.text(path);
  const start = text.indexOf(marked.replaceAll('|', ''));
  if (start < 0) throw new Error(`${path} has no ${marked}`);
  const offset = start + marked.indexOf('|');
  return { textDocument: { uri: editor.uri(path) }, position: rangeIn(text, offset, offset).start };
}

async function hover(path: string, marked: string): Promise<string | undefined> {
  const found = (await editor.connection.sendRequest('textDocument/hover', at(path, marked))) as Hover | null;
  return found ? (found.contents as { value: string }).value : undefined;
}

/** What is written at places, with the line: "prisma/schema.prisma:5 User". */
function shown(locations: readonly Location[]): string[] {
  return locations.map(({ uri, range }) => {
    const path = [schema, init, later].find((one) => editor.uri(one) === uri)!;
    const lines = editor
      .text(path)
      .split('\n')
      .slice(range.start.line, range.end.line + 1);
    const cut =
      lines.length === 1 ? lines[0]!.slice(range.start.character, range.end.character) : lines.join(' ').trim();
    return `${path === schema ? 'schema' : path === init ? 'init' : 'later'}:${range.start.line + 1} ${cut.slice(0, 60)}`;
  });
}

const definitions = async (path: string, marked: string) =>
  shown((await editor.connection.sendRequest('textDocument/definition', at(path, marked))) as Location[]);

const references = async (path: string, marked: string, includeDeclaration = false) =>
  shown(
    (await editor.connection.sendRequest('textDocument/references', {
      ...at(path, marked),
      context: { includeDeclaration },
    })) as Location[],
  );

describe('hover', () => {
  test('tells of a relation how it is enforced, what a delete does, why, and who made it', async () => {
    expect(await hover(schema, 'aut|hor   User')).toMatchInlineSnapshot(`
      "**Post.author_id → users.id**

      enforced by \`Post_author_id_fkey\`, made in 20240101000000_init

      ON DELETE CASCADE  
      ON UPDATE CASCADE

      decided: CASCADE (P1): people may go"
    `);
  });
  test('tells why a foreign key is not there', async () => {
    expect(await hover(schema, 'po|st   Post ')).toMatchInlineSnapshot(`
      "**Comment.postId → Post.id**

      **skipped**: Comment has no column post_id at this point

      ON DELETE RESTRICT (nobody wrote it: no onDelete is written and postId is required, where Prisma takes Restrict)  
      ON UPDATE CASCADE (nobody wrote it: no onUpdate is written, where Prisma takes Cascade)"
    `);
  });
  test('tells the same from the migration', async () => {
    expect(await hover(later, 'CONSTRAINT "Comment_|postId_fkey"')).toBe(await hover(schema, 'po|st   Post '));
  });
  test('tells of a table who references it and what a delete takes along, under any of its names', async () => {
    expect(await hover(schema, 'model Us|er')).toMatchInlineSnapshot(`
      "**users**, model User, made in 20240101000000_init

      is referenced by:
      - Comment.userId · SET NULL
      - Post.author_id · CASCADE

      a delete takes along rows of Post; sets columns to null in Comment; leaves rows that reference nothing in Comment"
    `);
    expect(await hover(init, 'CREATE TABLE peo|ple')).toBe(await hover(schema, 'model Us|er'));
  });
  test('tells of a column', async () => {
    expect(await hover(schema, 'author|Id Int')).toMatchInlineSnapshot(`
      "**Post.author_id** integer NOT NULL, made in 20240101000000_init

      **Post.author_id → users.id**  
      enforced by \`Post_author_id_fkey\`, made in 20240101000000_init  
      ON DELETE CASCADE  
      ON UPDATE CASCADE"
    `);
    expect(await hover(init, '"wri|ter" INTEGER')).toBe(await hover(schema, 'author|Id Int'));
  });
  test('says nothing of what it does not know', async () => {
    expect(await hover(schema, 'prov|ider')).toBeUndefined();
  });
});

describe('definitions', () => {
  test.each([
    [schema, 'aut|hor   User', ['init:4 CONSTRAINT "Post_author_id_fkey" FOREIGN KEY ("writer") REFE']],
    [init, 'CONSTRAINT "Post_au|thor_id_fkey"', ['schema:16 author']],
    [schema, 'model Us|er', ['init:1 people']],
    [init, 'CREATE TABLE peo|ple', ['schema:5 User']],
    [schema, 'author|Id Int', ['init:2 "writer"']],
    [init, '"wri|ter" INTEGER', ['schema:15 authorId']],
    [later, 'ON "Post"("aut|hor_id")', ['init:2 "writer"']],
    [later, 'REFERENCES us|ers', ['init:1 people']],
    [schema, 'User? |@relation', []],
    [schema, 'user   Us|er?', ['schema:5 User']],
  ])('from %s %s', async (path, marked, expected) => {
    expect(await definitions(path, marked)).toEqual(expected);
  });

  test('from what was skipped to the schema and to what skipped it', async () => {
    expect(await definitions(later, 'CONSTRAINT "Comment_|postId_fkey"')).toEqual([
      'schema:26 post',
      expect.stringMatching(/^later:5 EXISTS \(SELECT 1 FROM information_schema/),
    ]);
  });
});

test('references are all places in both, under all names', async () => {
  expect(await references(schema, 'model Us|er')).toMatchInlineSnapshot(`
    [
      "init:4 people",
      "later:1 people",
      "later:9 users",
      "schema:10 "users"",
      "schema:16 User",
      "schema:27 User",
    ]
  `);
  expect(await references(schema, 'author|Id Int', true)).toMatchInlineSnapshot(`
    [
      "init:2 "writer"",
      "init:4 "writer"",
      "later:2 "writer"",
      "later:3 "author_id"",
      "schema:15 authorId",
      "schema:15 "author_id"",
    ]
  `);
});

test('a lens above each model, a hint for each action that nobody wrote', async () => {
  const textDocument = { uri: editor.uri(schema) };
  const lenses = (await editor.connection.sendRequest('textDocument/codeLens', { textDocument })) as {
    range: { start: { line: number } };
    command: { title: string };
  }[];
  expect(lenses.map(({ range, command }) => `${range.start.line + 1} ${command.title}`)).toMatchInlineSnapshot(`
    [
      "22 0 in, 2 out, a delete reaches no other table",
      "13 1 in, 1 out, a delete reaches no other table",
      "5 2 in, 0 out, a delete reaches 2 tables",
    ]
  `);
  const range = rangeIn(editor.text(schema), 0, editor.text(schema).length);
  const hints = (await editor.connection.sendRequest('textDocument/inlayHint', { textDocument, range })) as {
    position: { line: number; character: number };
    label: string;
  }[];
  const lines = editor.text(schema).split('\n');
  expect(
    hints.map(({ position: { line, character }, label }) => {
      return `${lines[line]!.slice(0, character)}[${label}]${lines[line]!.slice(character)}`.trim();
    }),
  ).toMatchInlineSnapshot(`
    [
      "post   Post  @relation(fields: [postId], references: [id][, onDelete: Restrict, implied])",
      "user   User? @relation(fields: [userId], references: [id][, onDelete: SetNull, implied])",
    ]
  `);
});

test('symbols of a file, and those that are looked for', async () => {
  const symbols = (await editor.connection.sendRequest('textDocument/documentSymbol', {
    textDocument: { uri: editor.uri(schema) },
  })) as DocumentSymbol[];
  const told = ({ name, detail, children }: DocumentSymbol): unknown =>
    children ? { [`${name}${detail ? ` (${detail})` : ''}`]: children.map(told) } : `${name} (${detail})`;
  expect(symbols.map(told)).toMatchInlineSnapshot(`
    [
      {
        "User (users)": [
          "id (users.id)",
        ],
      },
      {
        "Post": [
          "id (Post.id)",
          "authorId (Post.author_id)",
          "author (Post.author_id → users.id)",
        ],
      },
      {
        "Comment": [
          "id (Comment.id)",
          "postId (Comment.postId)",
          "userId (Comment.userId)",
          "post (Comment.postId → Post.id)",
          "user (Comment.userId → users.id)",
        ],
      },
    ]
  `);
  const found = (await editor.connection.sendRequest('workspace/symbol', { query: 'cmtuser' })) as {
    name: string;
    location: Location;
  }[];
  expect(found.map(({ name, location }) => `${name} ${shown([location])[0]}`)).toMatchInlineSnapshot(`
    [
      "Comment.userId init:3 "userId"",
      "Comment.userId → users.id later:9 CONSTRAINT "Comment_userId_fkey" FOREIGN KEY ("userId") REFE",
      "userId schema:25 userId",
      "user schema:27 user",
    ]
  `);
});

describe('completion', () => {
  const next = 'prisma/migrations/20240103000000_next/migration.sql';
  const offered = async (path: string, marked: string) => {
    await editor.open(path, marked.replace('|', ''));
    const items = (await editor.connection.sendRequest('textDocument/completion', at(path, marked))) as {
      label: string;
      detail?: string;
      textEdit: { range: Range; newText: string };
    }[];
    const made = items.map(({ textEdit: { range, newText } }) =>
      applied(editor.text(path), [{ range, newText }]).trimEnd(),
    );
    await editor.close(path);
    return { labels: items.map(({ label, detail }) => (detail ? `${label} (${detail})` : label)), made };
  };

  test('knows the tables behind REFERENCES', async () => {
    const { made } = await offered(next, 'ALTER TABLE "Comment" ADD CONSTRAINT c FOREIGN KEY ("postId") REFERENCES |');
    expect(made.map((text) => text.split('REFERENCES ')[1])).toEqual(['"Comment"', '"Post"', 'users']);
    const quoted = await offered(next, 'ALTER TABLE "Comment" ADD FOREIGN KEY ("postId") REFERENCES "us|"');
    expect(quoted.made.map((text) => text.split('REFERENCES ')[1])).toEqual(['"Comment"', '"Post"', '"users"']);
  });

  test('knows the columns of both tables', async () => {
    const to = await offered(next, 'ALTER TABLE "Comment" ADD FOREIGN KEY ("postId") REFERENCES "Post"(|');
    expect(to.labels).toEqual(['id (integer)', 'author_id (integer)']);
    const from = await offered(next, 'ALTER TABLE "Comment" ADD CONSTRAINT c FOREIGN KEY (id, "po|');
    expect(from.labels).toEqual(['"id" (integer)', '"postId" (integer)', '"userId" (integer)']);
    expect(from.made[1]).toBe('ALTER TABLE "Comment" ADD CONSTRAINT c FOREIGN KEY (id, "postId"');
  });

  test('knows the rules that a comment may ignore', async () => {
    const { labels, made } = await offered(next, '-- refint-ignore deletes/policy, deletes/act|: why\nSELECT 1;');
    expect(labels).toContain(
      'deletes/action-differs (Schema and migrations agree on what a delete or an update does.)',
    );
    expect(made).toContain('-- refint-ignore deletes/policy, deletes/action-differs: why\nSELECT 1;');
  });

  test('says nothing elsewhere', async () => {
    expect((await offered(next, 'SELECT | FROM users;')).labels).toEqual([]);
  });
});
