import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { github } from './github.ts';
import { plainContext } from './reporter.ts';
import { at, finding, migration, policy, project, report, schema } from './sample.ts';

const shown = (made: Parameters<typeof report>[0]) => `\n${github(report(made), plainContext())}`;

test('a finding with its notes and its fix', () => {
  expect(shown({ findings: [policy] })).toMatchInlineSnapshot(`
    "
    ::error file=prisma/schema.prisma,line=9,endLine=9,col=76,endColumn=93,title=deletes/policy::vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT%0Athe database does RESTRICT (prisma/migrations/1_init/migration.sql:3:103)%0Aworkspace isolation, audit trail%0AFix: say onDelete: Restrict
    refint: 1 error in 2 models and 1 migration; 1 of 1 reference enforced by foreign keys (100 %).
    "
  `);
});

test('odd paths, texts and titles cannot break out of a command', () => {
  const source = sourceOf('a,b:c%d\n::stop.sql', 'x');
  const odd = finding(at(source, 'x'), {
    text: '50 %\r\n::error::forged, it is: so',
    severity: 'warning',
    rule: 'p/r',
  });
  expect(shown({ findings: [odd], projects: [project({ notes: ['first\n::error::forged'] })] })).toMatchInlineSnapshot(`
    "
    ::warning file=a%2Cb%3Ac%25d%0A%3A%3Astop.sql,line=1,endLine=1,col=1,endColumn=2,title=p/r::50 %25%0D%0A::error::forged, it is: so
    refint: 1 warning in 2 models and 1 migration; 1 of 1 reference enforced by foreign keys (100 %).
    refint: first ::error::forged
    "
  `);
});

test('a place of several lines has no columns, a hint is a notice, problems are told apart', () => {
  const hint = finding(
    at(migration, 'CREATE TABLE vendors (id text PRIMARY KEY, workspace_id uuid NOT NULL);\nALTER'),
    { severity: 'hint' },
  );
  const problems = [
    { kind: 'unreadable', text: 'the block does not end', at: at(migration, 'ALTER'), fatal: true },
    { kind: 'unusable', text: 'no such file', fatal: false },
  ] as const;
  expect(shown({ findings: [hint], problems })).toMatchInlineSnapshot(`
    "
    ::error file=prisma/migrations/1_init/migration.sql,line=3,endLine=3,col=1,endColumn=6,title=refint%3A unreadable::the block does not end
    ::warning title=refint%3A unusable::no such file
    ::notice file=prisma/migrations/1_init/migration.sql,line=2,endLine=3,title=deletes/policy::vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT
    refint: 1 hint and 2 problems in 2 models and 1 migration; 1 of 1 reference enforced by foreign keys (100 %).
    "
  `);
});

test('of more than GitHub shows, each rule speaks before one of them speaks twice, and what is left out is counted', () => {
  const of = (rule: string, count: number) => Array.from({ length: count }, () => finding(at(schema, '@id'), { rule }));
  const warning = finding(at(schema, '@id'), { severity: 'warning', rule: 'c/rule' });
  const text = shown({ findings: [warning, ...of('a/rule', 11), ...of('b/rule', 2)] });
  expect(text.match(/^::\w+|title=\w\/rule/gm)?.slice(0, 10)).toEqual(
    ['a', 'b', 'a', 'b', 'a'].flatMap((rule) => ['::error', `title=${rule}/rule`]),
  );
  expect(text.trimEnd().split('\n').slice(-3)).toMatchInlineSnapshot(`
    [
      "::warning file=prisma/schema.prisma,line=2,endLine=2,col=20,endColumn=23,title=c/rule::vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT",
      "refint: 13 errors and 1 warning in 2 models and 1 migration; 1 of 1 reference enforced by foreign keys (100 %).",
      "refint: GitHub makes annotations of 10 of 13 errors; this log has all of them.",
    ]
  `);
});

test('as many as GitHub shows stay in the order of their places, and nothing is said of it', () => {
  const findings = ['a/rule', 'a/rule', ...Array(8).fill('b/rule')].map((rule) => finding(at(schema, '@id'), { rule }));
  const text = shown({ findings });
  expect(text.match(/title=\w\/rule/g)?.slice(0, 3)).toEqual(['title=a/rule', 'title=a/rule', 'title=b/rule']);
  expect(text).not.toContain('GitHub');
});

test('files are named from the root of the repository', () => {
  const text = github(report({ findings: [policy] }), plainContext({ wayFromRoot: 'packages/api/' }));
  expect(text).toContain('file=packages/api/prisma/schema.prisma,');
  expect(text).toContain('(packages/api/prisma/migrations/1_init/migration.sql:3:103)');
});
