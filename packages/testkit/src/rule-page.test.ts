import { expect, test } from 'vitest';
import { readRulePage } from './rule-page.ts';

const fenced = (language: string, ...lines: string[]) => [`\`\`\`${language}`, ...lines, '```', ''];
const page = (...lines: (string | string[])[]) => readRulePage(lines.flat().join('\n'));

test('the title is the first heading', () => {
  expect(page('# relations/a', '', '## Wrong', '# another').title).toBe('relations/a');
});

test('only blocks below Wrong and Right are examples', () => {
  const { examples } = page(
    fenced('prisma', 'model A {}'),
    '## Wrong',
    fenced('prisma', 'model B {}'),
    '## Right',
    fenced('sql', 'SELECT 1;'),
    '## Why',
    fenced('sql', 'SELECT 2;'),
  );
  expect(examples).toEqual([
    { wrong: true, files: [{ path: 'prisma/schema.prisma', text: 'model B {}\n' }] },
    { wrong: false, files: [{ path: 'prisma/migrations/1_init/migration.sql', text: 'SELECT 1;\n' }] },
  ]);
});

test('blocks that follow each other are files of one example, and words between begin another', () => {
  const blocks = [fenced('prisma', 'model A {}'), fenced('sql', 'SELECT 1;')];
  expect(page('## Wrong', ...blocks).examples.map(({ files }) => files.length)).toEqual([2]);
  expect(page('## Wrong', blocks[0]!, 'Or:', blocks[1]!).examples.map(({ files }) => files.length)).toEqual([1, 1]);
});

test('a block may name its files', () => {
  const { examples } = page(
    '## Wrong',
    fenced(
      'sql',
      '-- file: migrations/1/migration.sql',
      'SELECT 1;',
      '-- file: migrations/2/migration.sql',
      'SELECT 2;',
    ),
  );
  expect(examples[0]?.files).toEqual([
    { path: 'migrations/1/migration.sql', text: 'SELECT 1;\n' },
    { path: 'migrations/2/migration.sql', text: 'SELECT 2;\n' },
  ]);
});

test('output that a page shows is no example', () => {
  expect(page('## Wrong', fenced('text', 'schema.prisma:1:1 error'), fenced('', 'more')).examples).toEqual([]);
});

test('a heading inside a block is not one', () => {
  expect(page('## Wrong', fenced('sql', '## Right', 'SELECT 1;')).examples.map(({ wrong }) => wrong)).toEqual([true]);
});
