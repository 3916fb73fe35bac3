import type { Invariant, ProjectStory, TableWays, TenancyStory } from '@refint/core';
import { amount, listed } from '../counts.ts';
import { code, inMarkdown } from '../markdown-text.ts';
import { foldedTable, type Places } from './layout.ts';

/** Whether rows of one tenant stay apart from those of another. */
export function tenantsOf({ tenancy }: ProjectStory, places: Places): string {
  if (!tenancy) {
    return '## Tenants\n\nThe configuration names no tenants (`tenancy`), and the references do not look as if there were any.\n';
  }
  const { from, root, column, tables, belonging, withColumn } = tenancy;
  const said =
    from === 'configured'
      ? `As the configuration says, each row of ${code(root)} is a tenant.`
      : `The configuration names no tenants. This is a proposal, because the references look like it: each row of ${code(root)} is a tenant (\`tenancy: { root: '${root}', column: '${column}' }\`).`;
  const odd = oddTables(tenancy, places);
  return [
    `## Tenants${from === 'proposed' ? ' (a proposal)' : ''}\n`,
    `${said} ${belonging} of ${amount(tables, 'table')} belong to tenants, ${withColumn} of them by ${code(column)}.\n`,
    odd.length === 0
      ? 'Nothing was found by which rows of one tenant may come to those of another.\n'
      : foldedTable(`${amount(odd.length, 'table')} to look at`, ['table', 'what', 'at'], odd),
  ].join('\n');
}

function oddTables(tenancy: TenancyStory, { at }: Places): readonly (readonly string[])[] {
  const ways = ({ references }: TableWays): string => listed(references.map(inMarkdown));
  return [
    ...tenancy.unreferenced.map(({ table, at: place }) => [
      inMarkdown(table),
      'has the column, and no reference says whose the row is',
      at(place),
    ]),
    ...tenancy.strays.map(({ table, at: place }) => [
      inMarkdown(table),
      'no reference connects it with a tenant',
      at(place),
    ]),
    ...tenancy.torn.map((one) => [
      inMarkdown(one.table),
      `may belong to several tenants at once, by ${ways(one)}`,
      at(one.at),
    ]),
    ...tenancy.crossing.map((one) => [
      inMarkdown(one.table),
      `may reference rows of another tenant, by ${ways(one)}`,
      at(one.at),
    ]),
  ];
}

/** What an invariant is. */
export const kinds: Readonly<Record<Invariant['kind'], string>> = {
  check: 'check',
  'partial-unique': 'partial unique index',
  unique: 'unique',
  'not-null': 'NOT NULL',
};

const states: Readonly<Record<Invariant['state'], string>> = {
  kept: 'kept',
  added: 'added',
  unvalidated: '**for new rows only**',
  dropped: '**dropped**',
  missing: '**missing**',
};

/** What the database refuses to break, and what it no longer does. */
export function invariantsIn({ invariants, counts }: ProjectStory, { at }: Places): string {
  if (!counts.after) return '';
  const isBroken = ({ state }: Invariant) => state === 'dropped' || state === 'missing';
  const [broken, held] = [invariants.filter(isBroken), invariants.filter((one) => !isBroken(one))];
  const partly = held.filter(({ state }) => state === 'unvalidated').length;
  const head = ['what', 'table', 'name', 'holds', 'is', 'at'];
  const table = (title: string, some: readonly Invariant[]) =>
    foldedTable(
      title,
      head,
      some.map((one) => [
        kinds[one.kind],
        inMarkdown(one.table),
        code(one.name),
        code(one.text),
        states[one.state],
        at(one.at),
      ]),
    );
  const count = (kind: Invariant['kind']) => held.filter((one) => one.kind === kind).length;
  const { requiredColumns, uniques } = counts.after;
  const kept = listed([
    amount(count('check'), 'check'),
    amount(count('partial-unique'), 'partial unique index', 'partial unique indexes'),
    amount(uniques, 'unique key'),
    amount(requiredColumns, 'required column'),
  ]);
  const lost =
    broken.length === 0
      ? 'None was dropped, and none that the schema asks for is missing.'
      : `${amount(broken.length, 'other')} ${broken.length === 1 ? 'is' : 'are'} dropped or missing.`;
  return [
    '## Invariants\n',
    `The database keeps ${kept}${partly > 0 ? `, ${partly} of them for new rows only` : ''}. ${lost}\n`,
    ...(broken.length > 0 ? ['Dropped or missing:\n', table(`${broken.length} dropped or missing`, broken)] : []),
    ...(held.length > 0 ? ['Checks and partial unique indexes:\n', table(amount(held.length, 'invariant'), held)] : []),
  ].join('\n');
}
