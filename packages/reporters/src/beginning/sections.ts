import type { Proposal, ProposedDelete } from '@refint/core';
import { amount, listed } from '../counts.ts';
import type { Section, Value } from './section.ts';

/** A project as it was found, with places as a configuration names them. */
export interface FoundPlace {
  readonly schema: string | undefined;
  readonly migrations: string | undefined;
  readonly runner: string;
  /** The name of the newest migration. */
  readonly last: string | undefined;
}

/** What a new configuration is made of. */
export interface Beginning {
  readonly places: readonly FoundPlace[];
  readonly proposal: Proposal;
  /** How many references somebody declares or enforces. */
  readonly references: number;
  /** Names of tables, for examples. */
  readonly tables: readonly string[];
  /** Where an editor finds what a configuration may say, as seen from the configuration. */
  readonly schema?: string | undefined;
}

/** The keys of a new configuration in their order: what was seen as settings, and what nobody could see as examples. */
export const sectionsFor = (beginning: Beginning): readonly Section[] => [
  {
    key: 'extends',
    comment: [
      "Every rule with its own severity. 'strict' adds what most projects do not want; `refint rules` lists all.",
    ],
    value: ['recommended'],
  },
  {
    key: 'rules',
    comment: ['Another severity for single rules: error, warning, hint or off.'],
    value: { 'indexes/redundant-index': 'off' },
    isExample: true,
  },
  projectsIn(beginning),
  deletesIn(beginning),
  tenancyIn(beginning),
  tablesIn(beginning),
  ...startIn(beginning),
];

function projectsIn({ places }: Beginning): Section {
  return {
    key: 'projects',
    comment: [
      places.length === 1
        ? 'Found without being told. Where projects are listed, no others are looked for.'
        : 'Found without being told. List only some of them, and the others are left out.',
    ],
    value: places.map(({ schema, migrations, runner }) => ({
      schema,
      migrations,
      runner: migrations === undefined || runner === 'prisma' ? undefined : runner,
    })),
    isExample: true,
  };
}

function deletesIn({ proposal: { deletes }, references, tables }: Beginning): Section {
  const meaning = 'What a delete does to rows that reference the deleted one. The first entry that matches decides.';
  if (deletes.length > 0)
    return {
      key: 'deletes',
      comment: [
        meaning,
        `Seen in ${amount(references, 'reference')}. Complete the reasons, and delete what is no rule of yours.`,
      ],
      value: deletes.map(asValue),
    };
  return {
    key: 'deletes',
    comment: [meaning, 'Schema and migrations show no habit that could be proposed.'],
    value: [{ to: tables[0] ?? 'users', onDelete: 'restrict', because: 'the audit trail is kept' }],
    isExample: true,
  };
}

const asValue = ({ from, to, onDelete, because }: ProposedDelete): Value => ({
  from: from && oneOrMore(from),
  to: to && oneOrMore(to),
  onDelete: oneOrMore(onDelete),
  because,
});

const oneOrMore = (names: readonly string[]): Value => (names.length === 1 ? (names[0] ?? '') : names);

function tenancyIn({ proposal: { tenancy } }: Beginning): Section {
  if (!tenancy)
    return {
      key: 'tenancy',
      comment: ['To whom rows belong, where the rows of many tenants are in the same tables. Nothing here shows it.'],
      value: { root: 'workspaces', column: 'workspace_id' },
      isExample: true,
    };
  const { settings, tables, others } = tenancy;
  const { root, column, except } = settings;
  const also = others.length > 0 ? [`Other projects have tenants of their own: ${listed(others)}.`] : [];
  const excepted = except.length > 0 ? ['Nothing ties the tables in `except` to a tenant: look through them.'] : [];
  return {
    key: 'tenancy',
    comment: [
      `To whom rows belong: ${amount(tables, 'table')} ${tables === 1 ? 'references' : 'reference'} ${root} by this column.`,
      ...excepted,
      ...also,
    ],
    value: { root, column, except: except.length > 0 ? except : undefined },
  };
}

/** Of the tables the one whose name promises many rows, and the one that looks like reference data. */
function tablesIn({ tables }: Beginning): Section {
  const large = tables.find((name) => /events?$|logs?$|messages?$|metrics?$/i.test(name)) ?? 'events';
  const fixed = tables.find((name) => /countr|currenc|categor|languages?$|types?$/i.test(name)) ?? 'countries';
  return {
    key: 'tables',
    comment: ['What only you can know of tables.'],
    value: [
      { table: large, large: true, because: '200 million rows' },
      { table: fixed, neverDeleted: true, because: 'reference data' },
    ],
    isExample: true,
  };
}

/** Where several projects have migrations, the name of one says nothing about the others. */
function startIn({ places }: Beginning): readonly Section[] {
  const histories = places.filter(({ last }) => last !== undefined);
  const [only] = histories;
  if (histories.length !== 1 || only?.last === undefined) return [];
  return [
    {
      key: 'migrations',
      comment: ['Migrations after this one are checked for how they run, without asking git as `--since` does.'],
      value: { since: only.last },
      isExample: true,
    },
  ];
}
