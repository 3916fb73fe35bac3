import { edited, type Source, sourceOf, tableId } from '@refint/model';
import { expect, test } from 'vitest';
import { readPrisma } from '../read.ts';

const datasource = (provider: string): Source =>
  sourceOf('main.prisma', `datasource db {\n  provider = "${provider}"\n}\n`);

/** What is written in a file of models for indexes over these lists of columns. */
async function written(provider: string, models: Source, schema: string, ...lists: readonly (readonly string[])[]) {
  const { writer } = await readPrisma([datasource(provider), models]);
  const edit = writer.addIndexes(tableId(schema, 'T'), lists);
  return edit && edited(models, [edit]).match(/@@.*/g);
}

test('columns are told apart whatever they are called', async () => {
  const models = sourceOf('names.prisma', 'model T {\n  id Int @id\n  a Int\n  b Int\n  c Int @map("a\\nb")\n}\n');
  expect(await written('postgresql', models, 'public', ['a'], ['b'])).toEqual(['@@index([a])', '@@index([b])']);
  expect(await written('postgresql', models, 'public', ['a\nb'])).toEqual(['@@index([c])']);
  expect(await written('postgresql', models, 'public', ['a', 'b'])).toEqual(['@@index([a, b])']);
  expect(await written('postgresql', models, 'public', ['d'])).toBeUndefined();
});

test('which field has a column is for the database to say, also after it was edited in another file', async () => {
  const name = 'x'.repeat(63);
  const models = sourceOf(
    'long.prisma',
    `model T {\n  id Int @id\n  f1 Int @map("${name}y")\n  f2 Int @map("${name}")\n}\n`,
  );
  expect(await written('postgresql', models, 'public', [name])).toEqual(['@@index([f1])']);
  expect(await written('mysql', models, '', [name])).toEqual(['@@index([f2])']);
});
