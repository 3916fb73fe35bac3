import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { markdown } from './markdown.ts';
import { code, inMarkdown } from './markdown-text.ts';
import { plainContext } from './reporter.ts';
import { at, counts, finding, migration, policy, project, report, schema } from './sample.ts';

test('a whole report', () => {
  const made = report({
    findings: [
      policy,
      finding(at(schema, 'vendors Vendor[]'), { rule: 'a/rule', severity: 'hint', text: 'a | b, *_items and a_b_c' }),
      finding(at(schema, '@id'), { rule: 'a/rule', severity: 'hint', text: 'field @id of <b>Workspace</b>' }),
    ],
    problems: [{ kind: 'not-understood', text: 'not understood', at: at(migration, 'ALTER'), fatal: false }],
    projects: [
      project({
        name: 'api',
        counts: counts({ enforced: 15, skipped: 3, 'declared-only': 2 }),
        notes: ['fix.sql is never run'],
      }),
      project({ name: 'web', hasHistory: false, counts: counts({ unknown: 2 }, { migrationFiles: 0 }) }),
    ],
  });
  const ruleSummaries = [
    { id: 'deletes/policy', summary: 'An action should follow the record.', severity: 'error' } as const,
  ];
  expect(`\n${markdown(made, plainContext({ ruleSummaries }))}`).toMatchInlineSnapshot(`
    "
    # Referential integrity

    1 error, 2 hints and 1 problem in 2 projects, 4 models and 1 migration; 15 of 22 references enforced by foreign keys (75 % of those known): 3 skipped by a guard, 2 only declared and 2 not known.

    | project | models | migrations | references | enforced | coverage | not enforced |
    | --- | ---: | ---: | ---: | ---: | ---: | --- |
    | \`api\` | 2 | 1 | 20 | 15 | 75 % | 3 skipped by a guard and 2 only declared |
    | \`web\` | 2 | none | 2 | 0 | not known | 2 not known |

    - \`api\`: fix.sql is never run

    ## Errors (1)

    ### \`deletes/policy\` (1)

    An action should follow the record.

    - \`prisma/schema.prisma:9:76\` vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT
      - the database does RESTRICT, at \`prisma/migrations/1_init/migration.sql:3:103\`
      - workspace isolation, audit trail
      - Fix: say onDelete: Restrict

    ## Hints (2)

    ### \`a/rule\` (2)

    - \`prisma/schema.prisma:3:3\` a \\| b, \\*\\_items and a_b_c
    - \`prisma/schema.prisma:2:20\` field \`@id\` of \\<b\\>Workspace\\</b\\>

    ## 1 problem: what refint could not do

    - not-understood: not understood, at \`prisma/migrations/1_init/migration.sql:3:1\`
    "
  `);
});

test('nothing wrong', () => {
  expect(`\n${markdown(report(), plainContext())}`).toMatchInlineSnapshot(`
    "
    # Referential integrity

    No findings in 2 models and 1 migration; 1 of 1 reference enforced by foreign keys (100 %).

    | project | models | migrations | references | enforced | coverage | not enforced |
    | --- | ---: | ---: | ---: | ---: | ---: | --- |
    | \`.\` | 2 | 1 | 1 | 1 | 100 % |  |
    "
  `);
});

test('texts show as they are', () => {
  expect(inMarkdown('a|b `c` [d](e) <f> *_items a_b __x__ # y')).toBe(
    'a\\|b \\`c\\` \\[d\\](e) \\<f\\> \\*\\_items a_b \\_\\_x\\_\\_ \\# y',
  );
  expect(inMarkdown('mail a@b.c, but @relation and @db.Uuid and @@map("x")')).toBe(
    'mail a@b.c, but `@relation` and `@db.Uuid` and `@@map("x")`',
  );
  expect(inMarkdown('two\nlines')).toBe('two lines');
  expect(code('a`b|c')).toBe('`` a`b\\|c ``');
  expect(markdown(report({ findings: [finding(at(sourceOf('a`b.sql', 'x'), 'x'))] }), plainContext())).toContain(
    '`` a`b.sql:1:1 ``',
  );
});
