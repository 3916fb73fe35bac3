import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLayers, trespasses } from './layers.ts';
import { type Manifest, type Room, readRooms } from './rooms.ts';
import { root } from './root.ts';

const layers = readLayers(`
| package | may know | may not |
| --- | --- | --- |
| \`model\` | | know rules |
| \`core\` | \`model\` | disk |
| \`plugins/*\` | \`model\` | know another plugin |

| room | may use |
| --- | --- |
| \`core\` | \`crypto\` |
`);

function room(name: string, files: Record<string, string> = {}, manifest: Partial<Manifest> = {}): Room {
  const folder = name.includes('/') ? name : `packages/${name}`;
  const all = { name: `@us/${name.replace('plugins/', 'plugin-')}`, ...manifest };
  return { name, folder, manifest: all, files: new Map(Object.entries(files)) };
}

const model = room('model');
const plugin = room('plugins/deletes');
const onModel = { dependencies: { '@us/model': 'workspace:*' } };

/** What is wrong with a house in which only `core` is interesting. */
const wrongWith = (files: Record<string, string>, manifest: Partial<Manifest> = onModel) =>
  trespasses([model, room('core', files, manifest), plugin], layers, ['vitest']);

test('refint keeps to docs/ARCHITECTURE.md', () => {
  const document = readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const rooms = readRooms(root);
  expect(rooms.length).toBeGreaterThan(12);
  expect(trespasses(rooms, readLayers(document), Object.keys(manifest.devDependencies ?? {}))).toEqual([]);
});

test('a house that keeps to its document has nothing to be told', () => {
  const files = {
    'src/index.ts': `import { createHash } from 'node:crypto';\nimport { a } from '@us/model';\nexport * from './a.ts';`,
    'src/a.ts': '',
    'src/a.test.ts': `import { readFileSync } from 'node:fs';\nimport { test } from 'vitest';`,
  };
  expect(wrongWith(files)).toEqual([]);
});

test('a room without a row, and a row without a room', () => {
  expect(trespasses([model, plugin, room('kitchen')], layers)).toEqual([
    'kitchen has no row in the table of arrows',
    'core has a row and is no room',
  ]);
});

describe('an arrow that the document does not draw', () => {
  const forms = {
    import: `import { a } from '@us/plugin-deletes';`,
    'import of types': `import type { A } from '@us/plugin-deletes';`,
    'import for its effect': `import '@us/plugin-deletes';`,
    're-export': `export { a } from '@us/plugin-deletes';`,
    'dynamic import': `const a = await import('@us/plugin-deletes');`,
    'import inside a type': `type A = import('@us/plugin-deletes').A;`,
    require: `const a = require('@us/plugin-deletes');`,
  };
  for (const [form, text] of Object.entries(forms)) {
    test(form, () => {
      expect(wrongWith({ 'src/a.ts': text })).toContain('packages/core/src/a.ts: core may not know plugins/deletes');
    });
  }

  test('dependency', () => {
    const manifest = { dependencies: { '@us/plugin-deletes': 'workspace:*' } };
    expect(wrongWith({}, manifest)).toEqual(['packages/core/package.json: core may not know plugins/deletes']);
  });

  test('in the row of all plugins', () => {
    const knower = room('plugins/tenancy', { 'src/a.ts': `import '@us/plugin-deletes';` });
    expect(trespasses([model, room('core'), plugin, knower], layers)).toEqual([
      'plugins/tenancy/src/a.ts: plugins/tenancy may not know plugins/deletes',
    ]);
  });
});

test('a relative path does not lead into another package', () => {
  expect(wrongWith({ 'src/deep/a.ts': `import '../../../model/src/index.ts';` })).toEqual([
    'packages/core/src/deep/a.ts: ../../../model/src/index.ts leaves the package',
  ]);
});

test('a package is used through its public face, by others only', () => {
  expect(wrongWith({ 'src/a.ts': `import '@us/model/src/table.ts';\nimport '@us/core';` })).toEqual([
    'packages/core/src/a.ts: @us/model/src/table.ts reaches past the public face of @us/model',
    'packages/core/src/a.ts: @us/core is this package itself',
  ]);
});

test('what is imported is declared, and for development only where tests use it', () => {
  const files = { 'src/a.ts': `import 'left-pad';`, 'src/a.test.ts': `import 'left-pad';` };
  expect(wrongWith(files)).toEqual([
    'packages/core/src/a.ts: left-pad is no dependency of @us/core',
    'packages/core/src/a.test.ts: left-pad is no dependency of @us/core',
  ]);
  expect(wrongWith(files, { devDependencies: { 'left-pad': '1' } })).toEqual([
    'packages/core/src/a.ts: left-pad is no dependency of @us/core',
  ]);
});

test('a room uses no door of the machine that the document does not give it', () => {
  const text = `
    import { readFileSync } from 'node:fs';
    console.log(process.argv, Date.now(), readFileSync);
  `;
  expect(wrongWith({ 'src/a.ts': text })).toEqual(
    ['fs', 'console', 'process', 'clock'].map((door) => `packages/core/src/a.ts: core may not use ${door}`),
  );
});

test('a name that only looks like a door is none', () => {
  const text = 'type A = { process: 1 };\nconst f = (console: A) => console.process;\nconst b = { fetch: f };';
  expect(wrongWith({ 'src/a.ts': text })).toEqual([]);
});

test('files of one package form no circle, unless only types go round', () => {
  const files = {
    'src/a.ts': `import { b } from './b.ts';`,
    'src/b.ts': `import { c } from './c.ts';`,
    'src/c.ts': `import { a } from './a.ts';`,
  };
  expect(wrongWith(files)).toEqual(['packages/core: files in a circle: src/a.ts → src/b.ts → src/c.ts → src/a.ts']);
  expect(wrongWith({ ...files, 'src/c.ts': `import type { A } from './a.ts';` })).toEqual([]);
});

test('packages form no circle, even where each arrow is drawn', () => {
  const both = { ...layers, mayKnow: new Map([...layers.mayKnow, ['model', ['core']]]) };
  const knowing = room('model', {}, { dependencies: { '@us/core': 'workspace:*' } });
  expect(trespasses([knowing, room('core', {}, onModel), plugin], both)).toEqual([
    'packages in a circle: @us/model → @us/core → @us/model',
  ]);
});
