import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRooms, runtimeOf } from './rooms.ts';
import { root } from './root.ts';
import { codeIn, tableOf } from './tables.ts';

const rooms = readRooms(root);
const ours = new Set(rooms.map(({ manifest }) => manifest.name));

test('every runtime dependency is in docs/ARCHITECTURE.md with its reason, and no other one', () => {
  const rows = tableOf(readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8'), [
    'dependency',
    'of',
    'why it is there',
  ]);
  const explained = rows.map((row) => `${codeIn(row.of)[0]}: ${codeIn(row.dependency)[0]}`);
  const real = rooms
    .filter(({ manifest }) => !manifest.private || manifest.publisher !== undefined)
    .flatMap(({ name, manifest }) =>
      Object.keys(runtimeOf(manifest))
        .filter((dependency) => !ours.has(dependency))
        .map((dependency) => `${name}: ${dependency}`),
    );
  expect(explained.sort()).toEqual(real.sort());
  expect(rows.filter((row) => (row['why it is there'] ?? '').length < 20)).toEqual([]);
});

test('the map in docs/ARCHITECTURE.md shows every room', () => {
  const rows = tableOf(readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8'), ['room', 'what it is for']);
  expect(rows.map((row) => codeIn(row.room)[0]).sort()).toEqual(rooms.map(({ folder }) => folder).sort());
});

test('every room says in two sentences what it is for and what it must never do', () => {
  for (const { folder, manifest } of rooms) {
    const readme = readFileSync(join(root, folder, 'README.md'), 'utf8');
    expect(readme.split('\n')[0]).toBe(`# ${manifest.name}`);
    expect(readme, folder).toMatch(/\bnever\b/);
  }
});

test('every room is licensed, typed as a module and knows its rooms by the workspace', () => {
  for (const { folder } of rooms) {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    expect([folder, manifest.license, manifest.type]).toEqual([folder, 'MIT', 'module']);
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([name, version]) => ours.has(name) !== (version === 'workspace:*'))).toEqual([]);
  }
});
