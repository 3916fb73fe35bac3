import { lint } from '@prisma/prisma-schema-wasm';
import { edited, type Source } from '@refint/model';
import relations from '@refint/plugin-relations';
import { describe, expect, test } from 'vitest';
import { type Entry, entriesWith, reportOn } from './entries.ts';
import { asOfToday } from './prisma-engine.ts';

const rule = 'relations/undeclared-reference';
const plugin = { ...relations, rules: relations.rules.filter(({ id }) => id === rule) };

const entries = [...entriesWith('schema.prisma'), ...entriesWith('schema')];
const skipped = 'projects whose undeclared references are not declared: the corpus is not there (REFINT_CORPUS)';
if (entries.length === 0) console.log(`skipped: ${skipped}`);

/** What Prisma itself says against a schema. */
const errorsIn = (files: readonly (readonly [path: string, text: string])[]): readonly string[] =>
  (JSON.parse(lint(JSON.stringify(files))) as readonly { readonly text: string; readonly is_warning: boolean }[])
    .filter((told) => !told.is_warning)
    .map(({ text }) => text)
    .sort();

/** The schema's files before and after all fixes of the rule, and how many of its findings have one. */
async function mended(entry: Entry) {
  const report = await reportOn(entry, [plugin]);
  const sources = [
    ...new Set(report?.projects[0]?.project.declared?.models.flatMap(({ origin }) => sourceIn(origin)) ?? []),
  ];
  const findings = report?.findings ?? [];
  const edits = findings.flatMap(({ fix }) => fix?.edits ?? []);
  return { findings, sources, edits };
}

const sourceIn = (origin: { readonly kind: string; readonly source?: Source }): readonly Source[] =>
  origin.source ? [origin.source] : [];

describe('relations that are written into real schemas are what Prisma accepts', () => {
  if (entries.length === 0) test.skip(skipped, () => {});
  test.each(entries.map((entry) => [entry.name, entry] as const))('%s', async (_, entry) => {
    const { findings, sources, edits } = await mended(entry);
    const after = sources.map((source) => [source.path, asOfToday(edited(source, edits))] as const);
    const before = sources.map(({ path, text }) => [path, asOfToday(text)] as const);
    expect(errorsIn(before)).toEqual([]);
    expect(errorsIn(after)).toEqual([]);
    expect(findings.filter(({ fix }) => !fix).map(({ text }) => text)).toEqual([]);
  });
});
