import { analyze, defaultSettings } from '@refint/core';
import { sourceOf } from '@refint/model';
import { type Picture, pictureOf } from './graph/picture.ts';

/** The picture of a project that is given as texts, for the tests of this package. */
export async function pictureOfTexts(sql: string, schema?: string): Promise<Picture> {
  const input = {
    name: '.',
    schema: schema === undefined ? [] : [sourceOf('schema.prisma', schema)],
    migrations: sql === '' ? undefined : [{ name: '1', source: sourceOf('1.sql', sql) }],
    runner: 'psql',
    neverRun: [],
    problems: [],
  } as const;
  const { projects } = await analyze([input], defaultSettings, []);
  const [one] = projects;
  if (!one) throw new Error('there is no project');
  return pictureOf(one.project);
}

/** A shop in two schemas, with a foreign key that was never validated and one that cannot be made. */
export const shop = `
  CREATE SCHEMA audit;
  CREATE TABLE users (id int PRIMARY KEY);
  CREATE TABLE orders (id int, line int, buyer int REFERENCES users ON DELETE CASCADE, parent int, PRIMARY KEY (id, line));
  ALTER TABLE users ADD UNIQUE (id);
  CREATE TABLE items (id int PRIMARY KEY, order_id int, line int,
    FOREIGN KEY (order_id, line) REFERENCES orders ON DELETE SET NULL);
  CREATE TABLE audit.entries (actor int REFERENCES users);
  ALTER TABLE audit.entries ADD COLUMN item int;
  ALTER TABLE audit.entries ADD CONSTRAINT late FOREIGN KEY (item) REFERENCES items NOT VALID;
  CREATE TABLE notes (id int PRIMARY KEY);
  ALTER TABLE notes ADD FOREIGN KEY (author) REFERENCES users;
`;

/** So many tables that reference one. */
export const star = (count: number): string =>
  `CREATE TABLE hub (id int PRIMARY KEY);\n${Array.from({ length: count }, (_, at) => `CREATE TABLE t${at} (hub int REFERENCES hub);\n`).join('')}`;

/** Names that would be markup, paint on a terminal, or end a text early. */
export const hostile = `
  CREATE TABLE "</script><script>alert(1)</script>" (id int PRIMARY KEY);
  CREATE TABLE "a\\b"" ]]> &amp; --> {x}" ("'"" <b>" int REFERENCES "</script><script>alert(1)</script>");
  CREATE TABLE "\u202eevil\u0007" (id int REFERENCES "</script><script>alert(1)</script>");
`;
