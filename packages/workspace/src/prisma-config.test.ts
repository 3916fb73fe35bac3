import { describe, expect, test } from 'vitest';
import { readPrismaConfig } from './prisma-config.ts';

describe('tables and enums that others manage', () => {
  const of = (code: string) => readPrismaConfig(`export default defineConfig({ ${code} })`);
  test('are listed', () => {
    const both = of(`tables: { external: ['auth.users', "public.logs"] }, enums: { external: [\`auth.role\`,] }`);
    expect(both).toMatchObject({ external: ['auth.users', 'public.logs', 'auth.role'], computed: [] });
    expect(of('tables: { external: [] }').external).toEqual([]);
    expect(of(`schema: 'a.prisma'`).external).toBeUndefined();
  });
  test.each(['tables: { external: externals }', 'tables: { external: [...externals] }', 'tables', 'enums: enums()'])(
    'are not known: %s',
    (code) => expect(of(code)).toMatchObject({ external: undefined, computed: ['external tables'] }),
  );
});

const schemaIn = (code: string) => readPrismaConfig(code).schema;

describe('the schema of a configuration', () => {
  test.each([
    ['in defineConfig', `import 'dotenv/config'\nexport default defineConfig({ schema: "db/a.prisma" })`],
    ['in an object', `export default { schema: 'db/a.prisma' }`],
    [
      'of a named object',
      `const config: PrismaConfig = { earlyAccess: true, schema: 'db/a.prisma' };\nexport default config;`,
    ],
    ['satisfying a type', `export default { schema: 'db/a.prisma' } satisfies PrismaConfig`],
    ['for require', `module.exports = { schema: 'db/a.prisma' }`],
    ['as a template', 'export default { schema: `db/a.prisma` }'],
    ['with a key in quotes', `export default { "schema": 'db/a.prisma', }`],
    ['joined', `export default { schema: path.join('db', 'a.prisma') }`],
    ['joined to its own folder', `export default { schema: join(__dirname, "db", "a.prisma") }`],
    [
      'joined to its own folder, in a module',
      `export default { schema: path.resolve(import.meta.dirname, 'db/a.prisma') }`,
    ],
    [
      'joined to the place of the module',
      `export default { schema: join(dirname(fileURLToPath(import.meta.url)), 'db/a.prisma') }`,
    ],
    ['as a URL', `export default { schema: fileURLToPath(new URL('db/a.prisma', import.meta.url)) }`],
    [
      'after comments that show others',
      `// { schema: 'no' }\nexport default { /* schema: 'no' */ schema: 'db/a.prisma' }`,
    ],
    ['after another object', `const other = { schema: 'no' };\nexport default defineConfig({ schema: 'db/a.prisma' })`],
    [
      'beside a setting of another kind',
      `export default { tables: { schema: 'no' }, list: [{ schema: 'no' }], schema: 'db/a.prisma' }`,
    ],
    ['after a function', `export default { adapter: async () => { return { schema: 'no' } }, schema: 'db/a.prisma' }`],
  ])('%s', (_, code) => expect(schemaIn(code)).toBe('db/a.prisma'));

  test('added to its own folder', () => {
    expect(schemaIn(`export default { schema: __dirname + '/db/a.prisma' }`)).toBe('./db/a.prisma');
  });

  test.each([
    ['a function', `export default { schema: find('db/a.prisma') }`],
    ['a variable', `const schema = 'x';\nexport default { schema }`],
    ['a template with a hole', 'export default { schema: `$' + '{root}/a.prisma` }'],
    ['a choice', `export default { schema: test ? 'a.prisma' : 'b.prisma' }`],
    ['a default', `export default { schema: process.env.SCHEMA ?? 'a.prisma' }`],
    ['a part that is a variable', `export default { schema: join(root, 'a.prisma') }`],
  ])('is not known when it comes from %s', (_, code) => {
    expect(readPrismaConfig(code)).toEqual({ schema: undefined, migrations: undefined, computed: ['schema'] });
  });
});

test('migrations.path', () => {
  const code = `export default defineConfig({
    schema: 'a',
    migrations: { seed: \`tsx "x" \${y}\`, path: path.join('db', "it's") },
    views: { path: 'no' },
  })`;
  expect(readPrismaConfig(code)).toEqual({ schema: 'a', migrations: "db/it's", computed: [] });
  expect(readPrismaConfig('export default { migrations: { path: at() } }').computed).toEqual(['migrations.path']);
  expect(readPrismaConfig('export default { migrations: other }').computed).toEqual(['migrations.path']);
});

test.each([
  '',
  '{',
  'export default',
  'export default {',
  'export default { schema:',
  'schema: (',
  '`${',
  `"'`,
  'export default { schema: join(',
])('broken code says nothing: %s', (code) =>
  expect(readPrismaConfig(code)).toMatchObject({ schema: undefined, migrations: undefined }),
);
