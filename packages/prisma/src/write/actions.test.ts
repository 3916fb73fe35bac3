import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { edited, sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { readSchema } from '../testing/read.ts';

const corpus = process.env['REFINT_CORPUS'] ?? '../shared/corpus';
const entries = existsSync(corpus)
  ? readdirSync(corpus).filter((name) => existsSync(join(corpus, name, 'schema.prisma')))
  : [];
if (entries.length === 0) console.warn(`skipped: actions written out in real schemas, no corpus at ${corpus}`);

const wasm = createRequire(import.meta.url)('@prisma/prisma-schema-wasm') as { lint(input: string): string };
const errorsIn = (text: string): readonly string[] =>
  (JSON.parse(wasm.lint(JSON.stringify([['schema.prisma', text]]))) as readonly { text: string; is_warning: boolean }[])
    .filter((told) => !told.is_warning)
    .map((told) => told.text);

test.skipIf(entries.length === 0)('actions written out mean the same to Prisma and to us, in real schemas', () => {
  let written = 0;
  for (const name of entries) {
    const source = sourceOf('schema.prisma', readFileSync(join(corpus, name, 'schema.prisma'), 'utf8'));
    const { snapshot, writer } = readSchema([source]);
    const edits = snapshot.relations.flatMap((relation) => writer.writeActions(relation) ?? []);
    written += edits.length;
    const text = edited(source, edits);
    expect([name, errorsIn(text)]).toEqual([name, errorsIn(source.text)]);
    const mended = readSchema([sourceOf('schema.prisma', text)]);
    const actions = (relations: typeof snapshot.relations) =>
      relations.map(({ model, field, onDelete, onUpdate }) => [model, field, onDelete, onUpdate]);
    expect(actions(mended.snapshot.relations)).toEqual(actions(snapshot.relations));
    expect(mended.snapshot.relations.flatMap((relation) => mended.writer.writeActions(relation) ?? [])).toEqual([]);
  }
  expect(written).toBeGreaterThan(1000);
});

test.skipIf(entries.length === 0)(
  'an action that is changed is the one that is read, and nothing else is another',
  () => {
    for (const name of entries.slice(0, 3)) {
      const source = sourceOf('schema.prisma', readFileSync(join(corpus, name, 'schema.prisma'), 'utf8'));
      const { snapshot, writer } = readSchema([source]);
      const actions = (relations: typeof snapshot.relations) =>
        relations.map(({ model, field, onDelete, onUpdate }) => [model, field, onDelete, onUpdate]);
      const own = snapshot.relations.filter(({ implicitManyToMany }) => !implicitManyToMany);
      const edits = own.flatMap((relation) => writer.changeAction(relation, 'onDelete', 'no-action') ?? []);
      expect(edits.length).toBe(own.length);
      const { snapshot: changed } = readSchema([sourceOf('schema.prisma', edited(source, edits))]);
      expect(actions(changed.relations)).toEqual(
        actions(snapshot.relations.map((one) => (own.includes(one) ? { ...one, onDelete: 'no-action' } : one))),
      );
    }
  },
);
