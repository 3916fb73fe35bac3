import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { gitlab } from './gitlab.ts';
import { gitlabShape } from './gitlab-shape.ts';
import { plainContext } from './reporter.ts';
import { at, finding, migration, policy, report, schema } from './sample.ts';

const made = report({
  findings: [policy, finding(at(schema, '@id'), { severity: 'hint' }), finding(at(schema, '@db.Uuid'))],
  problems: [
    { kind: 'unreadable', text: 'the block\ndoes not end', at: at(migration, 'ALTER'), fatal: true },
    { kind: 'unusable', text: 'no such file', fatal: true },
    { kind: 'not-understood', text: 'not understood', fatal: false },
    { kind: 'not-understood', text: 'not understood', fatal: false },
  ],
});

interface Violation {
  readonly fingerprint: string;
  readonly severity: string;
  readonly check_name: string;
  readonly location: { readonly path: string };
}

const violations = (text: string): readonly Violation[] => JSON.parse(text);

function refusals(text: string): readonly string[] {
  const validate = new Ajv({ allErrors: true }).compile(gitlabShape);
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('a finding with its other end and advice, in one line', () => {
  expect(violations(gitlab(report({ findings: [policy] }), plainContext()))).toMatchInlineSnapshot(`
    [
      {
        "check_name": "deletes/policy",
        "description": "vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT; the database does RESTRICT (prisma/migrations/1_init/migration.sql:3:103); workspace isolation, audit trail",
        "fingerprint": "0123456789abcdef",
        "location": {
          "lines": {
            "begin": 9,
            "end": 9,
          },
          "path": "prisma/schema.prisma",
        },
        "severity": "critical",
      },
    ]
  `);
});

test('the shape that GitLab asks for is kept, and would be missed', () => {
  const text = gitlab(made, plainContext());
  expect(refusals(text)).toEqual([]);
  expect(refusals(gitlab(report(), plainContext()))).toEqual([]);
  expect(refusals(text.replace('"critical"', '"error"'))).not.toEqual([]);
  expect(refusals(text.replace('"begin": 1', '"begin": 0'))).not.toEqual([]);
  expect(refusals(text.replace('"path": "', '"path": "./'))).not.toEqual([]);
});

test('each violation has a fingerprint of its own, the first of equal ones the one of the finding', () => {
  const prints = violations(gitlab(made, plainContext())).map(({ fingerprint }) => fingerprint);
  expect(new Set(prints).size).toBe(7);
  expect(prints.filter((print) => print === policy.fingerprint)).toHaveLength(1);
});

test('what could not be read blocks, and has a place even where there is none', () => {
  const told = violations(gitlab(made, plainContext({ wayFromRoot: 'packages/api/' }))).slice(0, 3);
  expect(told.map(({ severity, check_name, location }) => [severity, check_name, location.path])).toEqual([
    ['blocker', 'refint: unreadable', 'packages/api/prisma/migrations/1_init/migration.sql'],
    ['blocker', 'refint: unusable', 'packages/api'],
    ['minor', 'refint: not-understood', 'packages/api'],
  ]);
});

test('nothing wrong is an empty list', () => {
  expect(gitlab(report(), plainContext())).toBe('[]\n');
});
