import { expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files = {
  'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n\nmodel users {\n  id Int @id\n}\n',
  'prisma/migrations/1_init/migration.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY);\n',
  'refint.config.yaml': `extends: [./shared/base.json]
rules:
  indexes/redundant-index: off
  deletes/implicit-action: [warning, { actions: onDelete }]
deletes:
  - { to: users, onDelete: [restrict, no-action], because: the audit trail is kept }
overrides:
  - files: prisma/migrations
    rules:
      migrations/name-too-long: hint
  - tables: [audit_*, logs.*]
    rules:
      indexes/foreign-key-without-index: [hint, { except: '*.created_by' }]
`,
  'shared/base.json': '{\n  "tenancy": { "root": "users", "column": "user_id", "except": ["jobs"] }\n}\n',
};

async function print(words: readonly string[], given: Readonly<Record<string, string>> = files, isTerminal = false) {
  const said = { stdout: '', stderr: '' };
  const to = (name: keyof typeof said) => ({
    isTerminal,
    width: 100,
    write: (text: string) => void (said[name] += text),
  });
  const io = { cwd: temporaryFolder(given, onTestFinished), env: {}, stdout: to('stdout'), stderr: to('stderr') };
  const code = await main(['config', ...words], io);
  return { code, ...said };
}

/** The rules that something is said of, and what stands around them. */
const told = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/^ {2}\w+\/[\w-]+ .* recommended$/.test(line))
    .map((line) => `${line}\n`)
    .join('')
    .trimEnd();

test('prints what holds in a folder, each with where it comes from', async () => {
  const { code, stdout } = await print(['print']);
  expect(code).toBe(0);
  expect(`\n${told(stdout)}\n`).toBe(`
refint.config.yaml
  over shared/base.json  extended by refint.config.yaml:1

Settings                    from                  value
  extends                   default               recommended
  plugins                   default               relations, deletes, indexes, drift, migrations, tenancy, refint
  projects                  default               looked for
  deletes[0]                refint.config.yaml:6  to: users; onDelete: restrict, no-action; because: the audit trail is kept
  tables                    default               none
  relations.intended        default               none
  notReferences             default               none
  tenancy                   shared/base.json:2    root: users; column: user_id; except: jobs
  targets.missing           default               0
  targets.skipped           default               0
  targets.swallowed         default               0
  targets.failing           default               0
  targets.notValid          default               0
  targets.policyBroken      default               0
  targets.invariantsBroken  default               0
  targets.errors            default               0
  postgresql                default               18
  migrations.since          default               none
  baseline                  default               none

Rules                                             severity  from
  deletes/implicit-action                         warning   refint.config.yaml:4
    actions                                                 refint.config.yaml:4  onDelete
    when                                                    default               always
    except                                                  default               none
  indexes/redundant-index                         off       refint.config.yaml:3
    prefixes                                                default               true
  migrations/missing-lock-timeout                 off       only in strict
    statementTimeout                                        default               true
    generated                                               default               false

Overrides                  from                   rules
  files prisma/migrations  refint.config.yaml:8   migrations/name-too-long
  tables audit_*, logs.*   refint.config.yaml:11  indexes/foreign-key-without-index
`);
});

test('prints what holds for a file, also where that depends on the table', async () => {
  const { code, stdout } = await print(['print', 'prisma/migrations/1_init/migration.sql']);
  expect(code).toBe(0);
  expect(`\n${told(stdout)}\n`).toBe(`
For prisma/migrations/1_init/migration.sql
refint.config.yaml
  over shared/base.json  extended by refint.config.yaml:1

Rules                                             severity  from
  deletes/implicit-action                         warning   refint.config.yaml:4
    actions                                                 refint.config.yaml:4   onDelete
    when                                                    default                always
    except                                                  default                none
    for audit_*, logs.*                           hint      refint.config.yaml:13
      except                                                refint.config.yaml:13  *.created_by
  indexes/redundant-index                         off       refint.config.yaml:3
    prefixes                                                default                true
  migrations/missing-lock-timeout                 off       only in strict
    statementTimeout                                        default                true
  migrations/name-too-long                        hint      refint.config.yaml:10
    generated                                               default                false

Overrides                  from                   rules
  files prisma/migrations  refint.config.yaml:8   migrations/name-too-long
  tables audit_*, logs.*   refint.config.yaml:11  indexes/foreign-key-without-index
`);
});

test('says of a file that nothing reads, and of a folder without a configuration, that it is so', async () => {
  const unread = await print(['print', 'shared/base.json']);
  expect(unread.stdout.split('\n')[0]).toBe(
    'For shared/base.json, which no analysis reads: no finding can stand in it',
  );
  const { 'refint.config.yaml': _, ...none } = files;
  expect((await print(['print'], none)).stdout.split('\n')[0]).toBe('No configuration: what nobody has to say holds.');
});

test('prints JSON with the same keys whatever holds', async () => {
  const { stdout } = await print(['print', 'prisma/schema.prisma', '--json', '--since', 'main']);
  const { rules, settings, ...others } = JSON.parse(stdout);
  expect(others).toEqual({
    version: 1,
    for: { file: 'prisma/schema.prisma', isRead: true },
    files: [
      { file: 'refint.config.yaml', as: 'config', name: null, by: null },
      {
        file: 'shared/base.json',
        as: 'extends',
        name: './shared/base.json',
        by: { kind: 'config', file: 'refint.config.yaml', line: 1 },
      },
    ],
    overrides: [
      {
        files: null,
        tables: ['audit_*', 'logs.*'],
        rules: ['indexes/foreign-key-without-index'],
        from: { kind: 'override', file: 'refint.config.yaml', line: 11, at: 1 },
      },
    ],
    notes: [],
  });
  expect(settings.find(({ key }: { key: string }) => key === 'migrations.since')).toEqual({
    key: 'migrations.since',
    value: 'main',
    from: { kind: 'flag', flag: '--since' },
  });
  const except = (from: object, value: readonly string[]) => ({ name: 'except', value, from });
  const override = { kind: 'override', file: 'refint.config.yaml', line: 13, at: 1 };
  const when = { name: 'when', value: 'always', from: { kind: 'default' } };
  expect(rules.find(({ id }: { id: string }) => id === 'indexes/foreign-key-without-index')).toEqual({
    id: 'indexes/foreign-key-without-index',
    level: 'on',
    severity: 'warning',
    from: { kind: 'preset', preset: 'recommended' },
    options: [when, except({ kind: 'default' }, [])],
    forTables: [
      {
        tables: ['audit_*', 'logs.*'],
        level: 'hint',
        from: override,
        options: [when, except(override, ['*.created_by'])],
      },
    ],
  });
});

test('colours a terminal, and no file', async () => {
  expect((await print(['print'], files, true)).stdout).toContain('\u001B[1mrefint.config.yaml\u001B[22m');
  expect((await print(['print'], files)).stdout).not.toContain('\u001B');
});

test.each([
  [['prin'], 'refint config cannot "prin"; it can print: refint config print'],
  [['print', 'prisma/shema.prisma'], 'prisma/shema.prisma does not exist; did you mean prisma/schema.prisma?'],
  [['print', '--config', 'x.json'], 'the configuration x.json does not exist'],
])('refuses %j', async (words, sentence) => {
  expect(await print(words)).toEqual({ code: 2, stdout: '', stderr: `refint: ${sentence}\n` });
});
