import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../root.ts';
import { entriesWith } from './entries.ts';

/** The command, as a process would run it. */
type Main = (words: readonly string[], io: object) => Promise<number>;

const entries = entriesWith('LICENSE');
if (entries.length === 0) console.log('skipped: beginning with 41 projects: the corpus is not there (REFINT_CORPUS)');

let main: Main;
let folder = '';
/** Where `refint` is found as whoever installed it finds it. */
let typed = '';

beforeAll(async () => {
  ({ main } = (await import(join(root, 'packages/cli/src/main.ts'))) as { main: Main });
  folder = mkdtempSync(join(tmpdir(), 'refint-init-'));
  typed = join(root, 'packages/house/node_modules', `.refint-init-${process.pid}`);
  mkdirSync(typed);
});
afterAll(() => {
  for (const made of [folder, typed]) rmSync(made, { recursive: true, force: true });
});

async function type(command: string, cwd: string) {
  const seen = { stdout: '', stderr: '' };
  const to = (name: 'stdout' | 'stderr') => ({ isTerminal: false, write: (text: string) => void (seen[name] += text) });
  const code = await main(command.split(' '), { cwd, env: {}, stdout: to('stdout'), stderr: to('stderr') });
  return { code, ...seen };
}

interface Finding {
  readonly rule: string;
  readonly text: string;
}

/** What a check finds, a finding on a line, or that it cannot be run. */
async function found(cwd: string): Promise<readonly string[] | undefined> {
  const { stdout, stderr } = await type('check --format json --fail-on never', cwd);
  // A run that is refused says so in its report as well, which has no findings then.
  if (stderr !== '') return undefined;
  const { findings, problems } = JSON.parse(stdout) as {
    findings: readonly Finding[];
    problems: readonly { text: string }[];
  };
  expect(problems.filter(({ text }) => /^(?:deletes|tenancy|tables)/.test(text))).toEqual([]);
  return findings.map(({ rule, text }) => `${rule} ${text}`);
}

/** A copy of a project, which nobody has configured. */
function copyOf(name: string, from: string): string {
  const to = join(folder, name);
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('refint.config.json') });
  return to;
}

const without = (lines: readonly string[], others: readonly string[]) => lines.filter((line) => !others.includes(line));

describe.skipIf(entries.length === 0)('refint init', () => {
  const all = [...entries, { name: 'apms', folder: join(root, 'fixtures/apms') }];

  /** With exceptions, endings, tenants, migrations of drizzle, nothing to propose, and a contradiction. */
  const various = [
    'langfuse__langfuse',
    'freeCodeCamp__chapter',
    'boxyhq__saas-starter-kit',
    'homarr-labs__homarr--postgresql',
    'umami-software__umami',
    'apms',
  ];

  test('writes what holds for a project as it is, and finds only what contradicts itself', async () => {
    const told: Record<string, readonly string[]> = {};
    for (const { name, folder: from } of all) {
      const cwd = copyOf(name, from);
      const before = await found(cwd);
      const { code, stderr } = await type('init --format json', cwd);
      if (before === undefined) {
        expect([name, code, stderr]).toEqual([name, 2, expect.stringContaining('no Prisma schema and no migrations')]);
        continue;
      }
      // Of migrations that are not read, without a schema, there is nothing to say.
      if (stderr.includes('nothing was checked')) {
        expect([name, code, existsSync(join(cwd, 'refint.config.json'))]).toEqual([name, 2, false]);
        continue;
      }
      expect([name, code]).toEqual([name, 0]);
      const after = await found(cwd);
      expect([name, without(before, after ?? [])]).toEqual([name, []]);
      const more = without(after ?? [], before);
      expect(
        without(
          more,
          more.filter((line) => /^(?:deletes\/policy|tenancy\/)/.test(line)),
        ),
      ).toEqual([]);
      for (const line of more.filter((one) => one.startsWith('deletes/policy'))) {
        const reference = /^deletes\/policy (.*?) says /.exec(line)?.[1];
        const isDisputed = before.some((one) => one.startsWith(`deletes/action-differs ${reference} is declared`));
        expect([name, line, isDisputed]).toEqual([name, line, true]);
      }
      const { deletes = [] } = JSON.parse(readFileSync(join(cwd, 'refint.config.json'), 'utf8')) as {
        deletes?: object[];
      };
      told[name] = [
        ...deletes.map((entry) => JSON.stringify(entry)),
        ...more.filter((line) => line.startsWith('deletes/')),
      ];
    }
    await expect(`${JSON.stringify(told, undefined, 2)}\n`).toMatchFileSnapshot('init-proposals.txt');
  });

  test.each(['yaml', 'js', 'ts'])('says the same in %s as in JSON', async (format) => {
    for (const { name, folder: from } of all.filter((one) => various.includes(one.name))) {
      const [cwd, other] = [copyOf(`${name}-${format}`, from), copyOf(`${name}-json`, from)];
      writeFileSync(join(cwd, 'package.json'), '{ "devDependencies": { "refint": "*" } }');
      for (const [at, as] of [
        [cwd, format],
        [other, 'json'],
      ] as const) {
        const { code } = await type(`init --format ${as}`, at);
        expect([name, code]).toEqual([name, 0]);
      }
      expect([name, await found(cwd)]).toEqual([name, await found(other)]);
      rmSync(other, { recursive: true });
      if (format === 'ts') cpSync(join(cwd, 'refint.config.ts'), join(typed, `${name}.ts`));
    }
  });

  test('what it writes in TypeScript is what the compiler expects of a configuration', () => {
    const { status, stdout } = compiled();
    expect([stdout, status]).toEqual(['', 0]);
    writeFileSync(
      join(typed, 'wrong.ts'),
      readFileSync(join(typed, 'langfuse__langfuse.ts'), 'utf8').replace('onDelete', 'onDelet'),
    );
    expect(compiled().stdout).toContain("'onDelet' does not exist");
  });
});

/** What the compiler says of all configurations together. */
function compiled() {
  const options = {
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023'],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    exactOptionalPropertyTypes: true,
  };
  writeFileSync(join(typed, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }));
  return spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', typed], {
    encoding: 'utf8',
  });
}
