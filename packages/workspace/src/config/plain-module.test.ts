import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { plainModule } from './plain-module.ts';
import { runModule } from './run-module.ts';

const define = `import { defineConfig } from 'refint';\n`;

test.for([
  `export default {};`,
  `export default { a: 1, 'b': -2.5, "c": [true, false, null, [], {},], d: { e: 'x"y', f: "x'y", }, }`,
  `// it's a comment {\nexport default { /* a: 1, */ b: 'http://x', // the end\n c: 0 }; // and more`,
  `/** @type {import('refint').Config} */\nexport default { rules: { 'a/b': ['on', { max: 3 }] } };`,
  `${define}export default defineConfig({ extends: ['strict'] });`,
  `import { defineConfig, } from "refint"\nexport default defineConfig(\n  { a: 1 },\n)\n`,
  `export default { a: 1, a: 2 };`,
  `export default {\n  a:\n    1 }\n/* the end */`,
  `export default { toString: 1, constructor: 'x', 0: 1 };`.replace(', 0: 1', ''),
])('data does not have to be run: %s', async (code) => {
  const plain = plainModule(code, false);
  const folder = temporaryFolder({ 'config.mjs': code, 'config.ts': code }, onTestFinished);
  expect(plain?.value).toEqual(await runModule(join(folder, 'config.ts')));
  if (!code.includes('refint')) expect(plain?.value).toEqual(await runModule(join(folder, 'config.mjs')));
});

test.for([
  `import type { Config } from 'refint';\nexport default { a: 1 } satisfies Config;`,
  `import { type Config, defineConfig } from 'refint';\nexport default defineConfig({ a: 1 }) satisfies Config;`,
])('types are no matter, in TypeScript: %s', async (code) => {
  const folder = temporaryFolder({ 'config.ts': code }, onTestFinished);
  expect(plainModule(code, true)).toEqual({ value: await runModule(join(folder, 'config.ts')) });
  expect(plainModule(code, false)).toBeUndefined();
});

test.for([
  '',
  `export default 1`,
  `export default [1]`,
  `export default defineConfig({})`,
  `import { defineConfig } from './refint';\nexport default defineConfig({})`,
  `import { other } from 'refint';\nexport default {}`,
  `import './other';\nexport default {}`,
  `const a = 1;\nexport default { a }`,
  `export default { a }`,
  `export default { a: process.env.A }`,
  `export default { a: new Date() }`,
  `export default { a: () => 1 }`,
  `export default { a() {} }`,
  `export default { ['a']: 1 }`,
  `export default { ...a }`,
  `export default { a: 1 + 1 }`,
  `export default { a: 'x' + 'y' }`,
  'export default { a: `x` }',
  `export default { a: '\\n' }`,
  `export default { a: 010 }`,
  `export default { a: 0x10 }`,
  `export default { a: 1_000 }`,
  `export default { a: 1n }`,
  `export default { a: .5 }`,
  `export default { a: [1,,2] }`,
  `export default { a: 1 b: 2 }`,
  `export default { a: undefined }`,
  `export default { __proto__: { a: 1 } }`,
  `export default { '__proto__': { a: 1 } }`,
  `export default { default: { a: 1 } }`,
  `export default { then: 1 }`,
  `export default {}; evil()`,
  `export default {}\nexport const a = 1`,
  `export default {} // a\revil()`,
  `export default {} // a\u2028evil()`,
  `export default {} /* a`,
  `export default { a: /x/ }`,
  `export default { a: 1 } as const`,
  `#!/usr/bin/env node\nexport default {}`,
  `<!-- a\nexport default {}`,
  `module.exports = {}`,
  `export default ${'{ a: '.repeat(60)}1${' }'.repeat(60)}`,
])('anything else has to be run: %s', (code) => {
  expect(plainModule(code, true)).toBeUndefined();
});

test('what is data is what JavaScript makes of it', () => {
  const part = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    "'a'",
    '"b"',
    'c',
    'true',
    'null',
    '1',
    '-2.5',
    '0',
    '//x\n',
    '/**/',
    ' ',
    '(',
    ')',
  );
  let plain = 0;
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = `{${parts.join('')}}`;
      const found = plainModule(`export default ${text}`, false);
      if (!found) return;
      plain++;
      expect(found.value).toEqual(new Function(`return (${text}\n)`)());
    }),
    { numRuns: 30_000, seed: 5 },
  );
  expect(plain).toBeGreaterThan(100);
});
