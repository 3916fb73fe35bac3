import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '@refint/core';
import { positionAt } from '@refint/model';
import migrations from '@refint/plugin-migrations';
import type { Finding } from '@refint/rule';
import { openWorkspace, Refusal } from '@refint/workspace';
import { loadModule } from 'libpg-query';
import { beforeAll, expect, test } from 'vitest';
import { type Entry, entriesWith } from '../entries.ts';
import { confirms } from './confirms.ts';
import { type Parsed, statementInCode, statementsIn, Tables } from './history.ts';

const entries = entriesWith('LICENSE', 'migrations');

beforeAll(() => loadModule());

/**
 * Whatever a rule says of how the migrations of the corpus run, PostgreSQL's grammar and the simplest record of which tables
 * there are must say so too: that the statement is of the kind, and that its table is older than its file. What these two
 * cannot tell is listed in `read-by-hand.txt`, and was read.
 */
test.skipIf(entries.length === 0)('a second reader sees what the rules about locks say of the corpus', async () => {
  const seen: Record<string, number> = {};
  const unseen: string[] = [];
  for (const entry of entries) {
    for (const { finding, isSeen } of await judged(entry)) {
      if (isSeen) seen[finding.rule] = (seen[finding.rule] ?? 0) + 1;
      else {
        const { source, span } = finding.at;
        unseen.push(
          `${entry.name} ${source.path}:${positionAt(source, span.start).line} ${finding.rule}: ${finding.text}`,
        );
      }
    }
  }
  const rows = Object.entries(seen)
    .sort()
    .map(([rule, count]) => `${rule}: ${count} seen`);
  await expect(`${[...rows, '', ...unseen].join('\n')}\n`).toMatchFileSnapshot('read-by-hand.txt');
});

interface Judged {
  readonly finding: Finding;
  readonly isSeen: boolean;
}

async function judged({ folder }: Entry): Promise<readonly Judged[]> {
  const opened = await openWorkspace(['.'], { cwd: folder, plugins: [migrations] });
  if (opened instanceof Refusal) return [];
  const settings = { ...opened.settings, since: { kind: 'beginning' } as const };
  const { findings } = await analyze(opened.projects, settings, opened.plugins);
  const tables = new Tables();
  const all: Judged[] = [];
  for (const { source } of opened.projects.flatMap((project) => project.migrations ?? [])) {
    const text = readFileSync(join(folder, source.path), 'utf8');
    const statements = statementsIn(text) ?? [];
    const before = tables.copy();
    for (const statement of statements) tables.run(statement);
    for (const finding of findings.filter(({ at }) => at.source.path === source.path)) {
      all.push({ finding, isSeen: isSeen(finding, text, statements, before, tables) });
    }
  }
  return all;
}

function isSeen(
  { rule, at }: Finding,
  text: string,
  statements: readonly Parsed[],
  before: Tables,
  after: Tables,
): boolean {
  const { line } = positionAt(at.source, at.span.start);
  const oldNames = new Map(
    statements
      .filter(({ kind, node }) => kind === 'RenameStmt' && node.renameType === 'OBJECT_TABLE')
      .map(({ node }) => [node.newname as string, node.relation.relname as string]),
  );
  return statements
    .filter(({ first, last }) => first <= line && line <= last)
    .map((one) => (one.kind === 'DoStmt' ? statementInCode(text, line) : one))
    .some((statement) => {
      const table = statement?.node.relation?.relname ?? '';
      return statement !== undefined && confirms[rule]?.({ statement, table, before, after, oldNames }) === true;
    });
}

if (entries.length === 0)
  console.log(
    'skipped: what rules say of migrations is not held to a second reader: the corpus is not there (REFINT_CORPUS)',
  );
