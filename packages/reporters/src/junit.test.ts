import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { junit } from './junit.ts';
import { junitShape } from './junit-shape.ts';
import { plainContext, type ReporterContext } from './reporter.ts';
import { at, finding, migration, policy, project, report, schema } from './sample.ts';

/** The sentences with which libxml2 refuses a text; none when it accepts. */
async function refusals(text: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: text }],
    schema: [{ fileName: 'junit.xsd', contents: junitShape }],
  });
  return errors.map(({ message }) => message);
}

const ruleSummaries: ReporterContext['ruleSummaries'] = [
  { id: 'deletes/policy', summary: 'An action follows the record.', severity: 'error' },
  { id: 'drift/differs', summary: 'Schema and database agree.', severity: 'warning' },
  { id: 'migrations/name-too-long', summary: 'Names are short.', severity: 'warning', asked: 'quiet' },
  { id: 'relations/missing-target', summary: 'Targets are there.', severity: 'error', asked: 'no' },
];

const rich = report({
  findings: [
    policy,
    finding(at(schema, 'onDelete: Cascade'), { severity: 'warning', text: '<a> & "b"\nin two lines' }),
    finding(at(migration, 'ALTER'), { rule: 'other/rule', severity: 'error' }),
    finding(at(migration, 'ALTER'), { rule: 'other/rule', severity: 'error' }),
  ],
  problems: [
    { kind: 'unreadable', text: 'the block does not end', at: at(migration, 'ALTER'), fatal: true },
    { kind: 'not-understood', text: 'not understood', at: at(migration, 'CREATE'), fatal: false },
  ],
});

test('a rule with findings is a test for each of them, one without is a test that passes', () => {
  expect(`\n${junit(rich, plainContext({ ruleSummaries, wayFromRoot: 'api/' }))}`).toMatchInlineSnapshot(`
    "
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="refint" tests="8" failures="3" errors="1">
      <testsuite name="refint" tests="2" failures="0" errors="1" skipped="1">
        <testcase classname="refint" name="the block does not end">
          <error type="unreadable" message="the block does not end">api/prisma/migrations/1_init/migration.sql:3:1</error>
        </testcase>
        <testcase classname="refint" name="not understood">
          <skipped type="not-understood" message="not understood">api/prisma/migrations/1_init/migration.sql:1:1</skipped>
        </testcase>
      </testsuite>
      <testsuite name="." tests="6" failures="3" errors="0" skipped="2">
        <testcase classname="deletes/policy" name="vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT">
          <failure type="error" message="vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT">api/prisma/schema.prisma:9:76
    the database does RESTRICT, at api/prisma/migrations/1_init/migration.sql:3:103
    workspace isolation, audit trail
    Fix: say onDelete: Restrict</failure>
        </testcase>
        <testcase classname="deletes/policy" name="&lt;a&gt; &amp; &quot;b&quot; in two lines">
          <skipped type="warning" message="&lt;a&gt; &amp; &quot;b&quot; in two lines">api/prisma/schema.prisma:9:76</skipped>
        </testcase>
        <testcase classname="drift/differs" name="Schema and database agree."/>
        <testcase classname="migrations/name-too-long" name="Names are short.">
          <skipped message="no migration was said to be new (--since)"/>
        </testcase>
        <testcase classname="other/rule" name="vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT">
          <failure type="error" message="vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT">api/prisma/migrations/1_init/migration.sql:3:1</failure>
        </testcase>
        <testcase classname="other/rule" name="vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT (2)">
          <failure type="error" message="vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT">api/prisma/migrations/1_init/migration.sql:3:1</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('a run without findings has a test for each rule that was asked', () => {
  expect(`\n${junit(report(), plainContext({ ruleSummaries }))}`).toMatchInlineSnapshot(`
    "
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="refint" tests="4" failures="0" errors="0">
      <testsuite name="refint" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="refint" name="Everything was read and understood."/>
      </testsuite>
      <testsuite name="." tests="3" failures="0" errors="0" skipped="1">
        <testcase classname="deletes/policy" name="An action follows the record."/>
        <testcase classname="drift/differs" name="Schema and database agree."/>
        <testcase classname="migrations/name-too-long" name="Names are short.">
          <skipped message="no migration was said to be new (--since)"/>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('what makes the command fail is a failure, and nothing else is', () => {
  const failures = (failing: ReporterContext['failing'] & {}) =>
    junit(rich, plainContext({ failing })).match(/<testsuites .*failures="(\d+)"/)?.[1];
  expect([failures([]), failures(['error']), failures(['error', 'warning'])]).toEqual(['0', '3', '4']);
});

test('the schema is kept, and would be missed', async () => {
  const text = junit(rich, plainContext({ ruleSummaries }));
  expect(await refusals(text)).toEqual([]);
  expect(await refusals(junit(report(), plainContext()))).toEqual([]);
  expect(await refusals(junit(report({ projects: [] }), plainContext()))).toEqual([]);
  expect(await refusals(text.replace(' tests="', ' test="'))).not.toEqual([]);
  expect(await refusals(text.replace('<failure', '<flaw').replace('</failure', '</flaw'))).not.toEqual([]);
  expect(await refusals(text.replace('&amp;', '&'))).not.toEqual([]);
  expect(await refusals(text.replace(' (2)"', '"'))).not.toEqual([]);
});

test('whatever a text holds, it is XML', async () => {
  const odd = finding(at(sourceOf('a"<&>\u0001.sql', 'x'), 'x'), {
    text: 'controls \u0000\u001b\u0085, half \ud800, \uffff, ]]> and \u2028',
    notes: [{ text: 'a\r\nb\tc', at: undefined }],
  });
  expect(await refusals(junit(report({ findings: [odd] }), plainContext()))).toEqual([]);
});

test('a finding belongs to the project in whose folder it lies', () => {
  const [a, b] = [finding(at(sourceOf('apps/a/x.sql', 'x'), 'x')), finding(at(sourceOf('apps/ab/x.sql', 'x'), 'x'))];
  const projects = [project({ name: 'apps/a' }), project({ name: 'apps/ab' }), project({ name: 'apps' })];
  const text = junit(report({ projects, findings: [a, b] }), plainContext());
  expect(text.match(/<testsuite .*/g)).toEqual([
    '<testsuite name="refint" tests="1" failures="0" errors="0" skipped="0">',
    '<testsuite name="apps/a" tests="1" failures="1" errors="0" skipped="0">',
    '<testsuite name="apps/ab" tests="1" failures="1" errors="0" skipped="0">',
    '<testsuite name="apps" tests="0" failures="0" errors="0" skipped="0"/>',
  ]);
});
