import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { catalogOf } from './catalog.ts';
import { replayHistory } from './replay/index.ts';

const catalog = (text: string) => {
  const source = sourceOf('migration.sql', text);
  return catalogOf(replayHistory([{ name: 'm', source }], { runner: 'prisma', dialect: 'postgresql' }).timeline.last);
};

test('a table with everything, as a catalog query would list it', () => {
  const { schemas, enums, sequences, tables } = catalog(`
    CREATE TYPE mood AS ENUM ('sad', 'ok');
    CREATE TABLE users (id serial PRIMARY KEY);
    CREATE TABLE "Post" (
      id int GENERATED ALWAYS AS IDENTITY,
      mood mood DEFAULT 'ok',
      author int NOT NULL REFERENCES users ON DELETE SET NULL,
      twice int GENERATED ALWAYS AS (author * 2) STORED,
      CONSTRAINT positive CHECK (author > 0)
    );
    ALTER TABLE "Post" ADD CONSTRAINT more CHECK (author > 1) NOT VALID;
    CREATE INDEX by_author ON "Post" (author) INCLUDE (mood) WHERE author > 1;`);
  expect({ schemas, enums, sequences }).toEqual({
    schemas: ['public'],
    enums: [{ schema: 'public', name: 'mood', values: ['sad', 'ok'] }],
    sequences: [
      { schema: 'public', name: 'Post_id_seq' },
      { schema: 'public', name: 'users_id_seq' },
    ],
  });
  expect(tables[0]).toEqual({
    schema: 'public',
    name: 'Post',
    kind: 'table',
    columns: [
      { name: 'id', type: 'integer', notNull: true, default: null, generated: { kind: 'identity', expr: 'always' } },
      { name: 'mood', type: 'mood', notNull: false, default: "'ok'::mood", generated: null },
      { name: 'author', type: 'integer', notNull: true, default: null, generated: null },
      {
        name: 'twice',
        type: 'integer',
        notNull: false,
        default: null,
        generated: { kind: 'stored', expr: 'author * 2' },
      },
    ],
    primaryKey: null,
    uniqueConstraints: [],
    indexes: [
      {
        name: 'by_author',
        method: 'btree',
        columns: ['author'],
        expressions: false,
        include: ['mood'],
        unique: false,
        primary: false,
        nullsNotDistinct: false,
        constraintBacked: false,
        predicate: 'author > 1',
        valid: true,
        def: 'CREATE INDEX by_author ON public."Post" USING btree (author) INCLUDE (mood) WHERE (author > 1)',
      },
    ],
    checks: [
      { name: 'more', def: 'CHECK (author > 1) NOT VALID', validated: false },
      { name: 'positive', def: 'CHECK (author > 0)', validated: true },
    ],
    foreignKeys: [
      {
        name: 'Post_author_fkey',
        columns: ['author'],
        refSchema: 'public',
        refTable: 'users',
        refColumns: ['id'],
        onDelete: 'SET NULL',
        onUpdate: 'NO ACTION',
        validated: true,
        deferrable: false,
        initiallyDeferred: false,
      },
    ],
    triggers: [],
  });
});

test('names come in the order of their bytes, which is not that of UTF-16', () => {
  const { tables } = catalog(
    'CREATE TABLE b (id int); CREATE TABLE "Z" (id int); CREATE TABLE "\u{1f600}" (id int); CREATE TABLE "\uffee" (id int);',
  );
  expect(tables.map(({ name }) => name)).toEqual(['Z', 'b', '\uffee', '\u{1f600}']);
});
