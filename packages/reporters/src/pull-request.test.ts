import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { mostLetters, pullRequest } from './pull-request.ts';
import { plainContext } from './reporter.ts';
import { at, finding, migration, policy, project, report, schema } from './sample.ts';

test('a whole comment', () => {
  const made = report({
    findings: [
      finding(at(schema, '@id'), { severity: 'hint', rule: 'a/rule', text: 'field @id of <b>Workspace</b> & co' }),
      policy,
    ],
    problems: [
      { kind: 'not-understood', text: 'not understood', at: at(migration, 'CREATE'), fatal: false },
      { kind: 'unusable', text: 'no such file', fatal: true },
    ],
    projects: [project({ notes: ['fix.sql is never run'] })],
  });
  expect(`\n${pullRequest(made, plainContext())}`).toMatchInlineSnapshot(`
    "
    <!-- refint: . -->
    ### Referential integrity: not all of it could be checked

    1 error, 1 hint and 2 problems in 2 models and 1 migration; 1 of 1 reference enforced by foreign keys (100 %).

    - **not read**: no such file

    <details>
    <summary><b>error</b> vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT <code>deletes/policy</code></summary>

    \`\`\`prisma
    workspace   Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
    \`\`\`

    - [\`prisma/schema.prisma:9\`](prisma/schema.prisma#L9)
    - the database does RESTRICT, at [\`prisma/migrations/1_init/migration.sql:3\`](prisma/migrations/1_init/migration.sql#L3)
    - workspace isolation, audit trail
    - Fix: say onDelete: Restrict

    </details>

    <details>
    <summary><b>hint</b> field <code>@id</code> of &lt;b&gt;Workspace&lt;/b&gt; &amp; co <code>a/rule</code></summary>

    \`\`\`prisma
    id      String   @id @db.Uuid
    \`\`\`

    - [\`prisma/schema.prisma:2\`](prisma/schema.prisma#L2)

    </details>

    - not-understood: not understood, at [\`prisma/migrations/1_init/migration.sql:1\`](prisma/migrations/1_init/migration.sql#L1)

    <details>
    <summary>What was read</summary>

    - 2 models in 1 file, 1 migration with 3 statements; 1 of 1 reference enforced by foreign keys (100 %).
    - fix.sql is never run

    </details>
    "
  `);
});

test('nothing wrong', () => {
  expect(`\n${pullRequest(report(), plainContext())}`).toMatchInlineSnapshot(`
    "
    <!-- refint: . -->
    ### Referential integrity

    No findings in 2 models and 1 migration; 1 of 1 reference enforced by foreign keys (100 %).

    <details>
    <summary>What was read</summary>

    - 2 models in 1 file, 1 migration with 3 statements; 1 of 1 reference enforced by foreign keys (100 %).

    </details>
    "
  `);
});

test('the first line tells apart the folders in which it was run, and ends where it should', () => {
  const first = (wayFromRoot: string) => pullRequest(report(), plainContext({ wayFromRoot })).split('\n')[0];
  expect(first('')).toBe('<!-- refint: . -->');
  expect(first('packages/api/')).toBe('<!-- refint: packages/api -->');
  expect(first('a-->b c/')).toBe('<!-- refint: a-%3Eb%20c -->');
});

test('places lead to the file: by its path from the root, or to where the forge shows it', () => {
  const linked = (context: Parameters<typeof plainContext>[0], path = '(a) b/x.sql') =>
    /^- (.*x\.sql.*)$/m.exec(
      pullRequest(report({ findings: [finding(at(sourceOf(path, '\nx'), 'x'))] }), plainContext(context)),
    )?.[1];
  expect(linked({})).toBe('[`(a) b/x.sql:2`](%28a%29%20b/x.sql#L2)');
  expect(linked({ wayFromRoot: 'api/', filesUrl: 'https://forge.example/o/r/blob/1a2b/' })).toBe(
    '[`api/(a) b/x.sql:2`](https://forge.example/o/r/blob/1a2b/api/%28a%29%20b/x.sql#L2)',
  );
  expect(linked({ wayFromRoot: 'api/' }, '../db/x.sql')).toBe('[`db/x.sql:2`](db/x.sql#L2)');
  expect(linked({}, '../db/x.sql')).toBe('`../db/x.sql:2`');
});

test('it is never longer than GitHub takes, says what is left out, and leaves out the least', () => {
  const many = (severity: 'error' | 'warning' | 'hint', count: number) =>
    Array.from({ length: count }, (_, at_) => finding(at(schema, '@id'), { severity, text: `${severity} ${at_} 🙂` }));
  const made = report({ findings: [...many('hint', 100), ...many('warning', 300), ...many('error', 200)] });
  const text = pullRequest(made, plainContext());
  expect(text.length).toBeLessThanOrEqual(mostLetters);
  expect(text.length).toBeGreaterThan(mostLetters - 1500);
  const shown = (severity: string) => text.split(`<b>${severity}</b>`).length - 1;
  expect([shown('error'), shown('hint')]).toEqual([200, 0]);
  expect(text).toContain(`${300 - shown('warning')} warnings and 100 hints more are left out here`);
});

test('one text takes no more than its share', () => {
  const long = finding(at(sourceOf('x.sql', 'x'.repeat(200_000)), 'x'), {
    text: 'y'.repeat(100_000),
    notes: [{ text: '*'.repeat(100_000), at: undefined }],
  });
  const text = pullRequest(report({ findings: [long] }), plainContext());
  expect(text).toContain('<b>error</b>');
  expect(text.length).toBeLessThan(8000);
});

test('what is quoted cannot end its block', () => {
  const odd = sourceOf('x.sql', '```\n</details>\n@everyone');
  const text = pullRequest(
    report({ findings: [finding({ source: odd, span: { start: 0, end: 27 } })] }),
    plainContext(),
  );
  expect(text).toContain('\n````sql\n```\n</details>\n@everyone\n````\n');
});
