import { expect, test } from 'vitest';
import { json } from './json.ts';
import { plainContext } from './reporter.ts';
import { counts, policy, project, report } from './sample.ts';

test('everything, in the same order of keys each time', () => {
  const made = report({
    findings: [policy],
    problems: [{ kind: 'unusable', text: 'no such file', fatal: true }],
    projects: [
      project({ name: 'api', counts: counts({ 'declared-only': 1, skipped: 3, enforced: 153 }), notes: ['a note'] }),
      project({ name: 'web', counts: counts({ unknown: 2 }) }),
    ],
  });
  expect(json(made, plainContext())).toMatchInlineSnapshot(`
    "{
      "findings": [
        {
          "rule": "deletes/policy",
          "severity": "error",
          "text": "vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT",
          "path": "prisma/schema.prisma",
          "line": 9,
          "column": 76,
          "endLine": 9,
          "endColumn": 93,
          "message": "breaks",
          "entity": "public.vendors.workspace_id -> public.workspaces",
          "fingerprint": "0123456789abcdef",
          "notes": [
            {
              "text": "the database does RESTRICT",
              "path": "prisma/migrations/1_init/migration.sql",
              "line": 3,
              "column": 103,
              "endLine": 3,
              "endColumn": 121
            },
            {
              "text": "workspace isolation, audit trail",
              "path": null,
              "line": null,
              "column": null,
              "endLine": null,
              "endColumn": null
            }
          ],
          "fix": {
            "title": "say onDelete: Restrict",
            "safe": true,
            "edits": [
              {
                "path": "prisma/schema.prisma",
                "line": 9,
                "column": 86,
                "endLine": 9,
                "endColumn": 93,
                "start": 254,
                "end": 261,
                "text": "Restrict"
              }
            ]
          }
        }
      ],
      "suppressed": [],
      "problems": [
        {
          "kind": "unusable",
          "text": "no such file",
          "path": null,
          "line": null,
          "column": null,
          "endLine": null,
          "endColumn": null,
          "fatal": true
        }
      ],
      "summary": {
        "errors": 1,
        "warnings": 0,
        "hints": 0,
        "suppressed": 0,
        "baseline": null,
        "problems": 1,
        "projects": [
          {
            "name": "api",
            "schemaFiles": 1,
            "migrationFiles": 1,
            "statements": 3,
            "quietMigrations": 0,
            "models": 2,
            "tables": 2,
            "references": 157,
            "enforced": 153,
            "coverage": 97.4,
            "byEnforcement": {
              "enforced": 153,
              "skipped": 3,
              "declared-only": 1
            },
            "notes": [
              "a note"
            ]
          },
          {
            "name": "web",
            "schemaFiles": 1,
            "migrationFiles": 1,
            "statements": 3,
            "quietMigrations": 0,
            "models": 2,
            "tables": 2,
            "references": 2,
            "enforced": 0,
            "coverage": null,
            "byEnforcement": {
              "unknown": 2
            },
            "notes": []
          }
        ]
      }
    }
    "
  `);
});

test('coverage is never rounded up, and does not count what nobody can know', () => {
  const coverage = (...made: Parameters<typeof counts>) =>
    JSON.parse(json(report({ projects: [project({ counts: counts(...made) })] }), plainContext())).summary.projects[0]
      .coverage;
  expect(coverage({ enforced: 9999, skipped: 1 })).toBe(99.9);
  expect(coverage({ enforced: 1, 'not-valid': 1, 'database-only': 1 })).toBe(100);
  expect(coverage({ enforced: 1, unknown: 7 })).toBe(100);
  expect(coverage({})).toBe(null);
});
