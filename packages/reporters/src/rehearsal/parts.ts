import type {
  Between,
  Disagreement,
  OperationCost,
  RefusedStatement,
  Rehearsal,
  RehearsedCost,
  RehearsedStep,
  RehearsedTests,
} from '@refint/core';
import { amount, listed } from '../counts.ts';

/** A part of what is told of a rehearsal, in plain words: who shows it escapes them. */
export interface RehearsalPart {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** "PostgreSQL 18.6 in process". */
export const shownServer = ({ server: { version, where } }: Rehearsal): string =>
  `PostgreSQL ${version} ${where === 'in-process' ? 'in process' : 'on a server that was named'}`;

/** All that a rehearsal found out, part by part. */
export function rehearsalParts(rehearsal: Rehearsal): readonly RehearsalPart[] {
  const { history, plan, costs } = rehearsal;
  return [
    historyPart(rehearsal),
    ...refusedPart([...history.refused, ...(plan?.refused ?? [])], history.partly),
    ...disagreementPart([...history.disagreements, ...(plan?.disagreements ?? [])]),
    ...rowsPart(rehearsal),
    ...(plan ? planParts(plan) : []),
    ...(costs ? [costsPart(costs)] : []),
  ];
}

function historyPart({ history }: Rehearsal): RehearsalPart {
  const { migrations, statements, tables, foreignKeys, compared, partly, assumed = [] } = history;
  const made = `${amount(tables, 'table')} and ${amount(foreignKeys, 'foreign key')}`;
  return {
    title: 'The history',
    sentences: [
      `${amount(migrations, 'migration')} with ${amount(statements, 'statement')} make ${made}.`,
      ...(assumed.length > 0 ? [assumedSentence(assumed)] : []),
      partly === undefined
        ? `What they make was compared with the replay, and the locks of ${amount(compared, 'statement')} with what refint knows of them.`
        : `What they make was not compared: ${partly}.`,
    ],
  };
}

const assumedSentence = (names: readonly string[]): string =>
  names.length === 1
    ? `The extension ${names[0]}, which they need and do not make, was there before.`
    : `The extensions ${listed(names)}, which they need and do not make, were there before.`;

const foreseen: Readonly<Record<RefusedStatement['foreseen'], string>> = {
  yes: 'refint says so too',
  no: 'refint does not see it',
  rows: 'it depends on more than files',
};

/** More than so many refused statements have a reason in common, and nobody reads them all. */
const mostRefused = 20;

/** @param partly why the files do not show all; nothing where they do */
function refusedPart(refused: readonly RefusedStatement[], partly: string | undefined): readonly RehearsalPart[] {
  if (refused.length === 0) return [];
  const rows = refused.slice(0, mostRefused).map((one) => [
    `${one.path}:${one.line}`,
    `${one.code} ${one.text}`,
    // Of a history without its beginning refint does not say that it fails, because somewhere it ran.
    one.foreseen === 'no' && partly !== undefined ? 'the files do not show it' : (foreseen[one.foreseen] ?? ''),
  ]);
  return [
    {
      title: `PostgreSQL refuses ${amount(refused.length, 'statement')}`,
      sentences: [
        ...(partly !== undefined && refused.some((one) => one.foreseen === 'no')
          ? ['An empty database does not have what they need.']
          : []),
        ...(refused.length > mostRefused ? [`These are the first ${mostRefused}; --format json has all.`] : []),
      ],
      table: { head: ['at', 'what it says', ''], rows },
    },
  ];
}

function disagreementPart(all: readonly Disagreement[]): readonly RehearsalPart[] {
  if (all.length === 0) return [];
  const rows = all.map(({ at, what, refint, postgresql }) => [
    at ? `${at.path}:${at.line}` : '',
    what,
    refint,
    postgresql,
  ]);
  return [
    {
      title: `refint and PostgreSQL differ in ${amount(all.length, 'thing')}`,
      sentences: ['Each of these is a defect of refint. Please report it, with the statement at that place.'],
      table: { head: ['at', 'what', 'refint says', 'PostgreSQL does'], rows },
    },
  ];
}

function rowsPart({ rows }: Rehearsal): readonly RehearsalPart[] {
  if (!rows) return [];
  const { few, many, tables, lacking } = rows;
  const each = few === many ? `${few} rows each` : `${few} rows each, and then ${many}`;
  const part = { title: 'Rows', sentences: [`${amount(tables, 'table')} got ${each}.`] };
  if (lacking.length === 0) return [part];
  return [
    { ...part, table: { head: ['table with fewer', 'because'], rows: lacking.map((one) => [one.table, one.because]) } },
  ];
}

function planParts(plan: NonNullable<Rehearsal['plan']>): readonly RehearsalPart[] {
  const { audit, tests, notRestored, steps, waits, migrations } = plan;
  const wrong = audit?.filter(({ planted, counted }) => planted !== (counted ?? 0)) ?? [];
  const planted = audit?.reduce((sum, one) => sum + one.planted, 0) ?? 0;
  return [
    {
      title: 'The plan',
      sentences: [
        `${amount(migrations, 'file')} ran in order.`,
        ...(audit
          ? [
              wrong.length === 0
                ? `The audit counts exactly the ${amount(planted, 'row')} that reference nothing, for ${amount(audit.length, 'reference')}.`
                : `The audit counts other rows than those that reference nothing: ${listed(wrong.map(({ reference, planted: there, counted }) => `${reference} has ${there}, and ${counted ?? 'none'} are counted`))}.`,
            ]
          : []),
        ...(tests
          ? [tests.pass ? `Its tests pass${shownTrials(tests)}.` : `Its tests fail: ${tests.because ?? ''}.`]
          : []),
        ...(notRestored
          ? [
              notRestored.length === 0
                ? 'The way back restores what was there.'
                : `The way back leaves ${amount(notRestored.length, 'difference')}: ${notRestored.slice(0, 3).join('; ')}.`,
            ]
          : []),
      ],
    },
    {
      title: 'How long each statement takes',
      sentences: [
        'The last column is an estimate, between what it would be if each row cost as much as the difference shows and if all of the time were due to rows.',
      ],
      table: {
        head: ['at', 'statement', 'does', 'few rows', 'many rows', 'a million rows'],
        rows: steps.map((one) => [
          `${one.migration}:${one.line}`,
          shortened(one.statement),
          shownDoing(one),
          shownTime(one.few.median),
          shownTime(one.many.median),
          shownBetween(one.million),
        ]),
      },
    },
    {
      title: 'How long others wait',
      sentences: waits.length === 0 ? ['No statement stops reads or writes of a table that was there before.'] : [],
      ...(waits.length > 0 && {
        table: {
          head: ['migration', 'table', 'who waits', 'few rows', 'many rows', 'a million rows'],
          rows: waits.map((one) => [
            one.migration,
            one.table,
            one.stops,
            shownTime(one.few),
            shownTime(one.many),
            shownBetween(one.million),
          ]),
        },
      }),
    },
  ];
}

function shownDoing({ locks, scans, rewrites }: RehearsedStep): string {
  const stopped = (what: string): string[] => locks.filter(({ stops }) => stops === what).map(({ table }) => table);
  const parts = [
    ...(['reads and writes', 'writes'] as const).flatMap((what) => {
      const tables = stopped(what);
      return tables.length > 0 ? [`stops ${what} of ${listed(tables)}`] : [];
    }),
    ...(scans.length > 0 ? [`reads all of ${listed(scans)}`] : []),
    ...(rewrites.length > 0 ? [`writes ${listed(rewrites)} anew`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'stops nobody';
}

const shownTrials = ({ trials, untested }: RehearsedTests): string =>
  trials === 0
    ? ''
    : `: ${amount(trials - untested, 'thing')} tried${untested > 0 ? `, ${untested} that could not be` : ''}`;

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** "0.4 ms", "1.2 s". */
export const shownTime = (milliseconds: number): string =>
  milliseconds >= 1000
    ? `${(milliseconds / 1000).toFixed(1)} s`
    : `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;

const shownBetween = (between: Between | undefined): string =>
  between ? `${shownTime(between.least)} to ${shownTime(between.most)}` : 'not known';

function costsPart({ keys, rows, goal, figure }: NonNullable<Rehearsal['costs']>): RehearsalPart {
  const verdict =
    figure === undefined
      ? 'Nothing could be measured.'
      : `The middle one takes ${shownTime(figure)} where writes take longest; ${figure <= goal ? 'the target is' : 'that is more than the target,'} ${goal} ms.`;
  return {
    title: 'What foreign keys cost',
    sentences: [
      `One row at a time, ${amount(rows, 'row')} in each table. Each cell is the middle one and that which 95 of 100 do not exceed.`,
      verdict,
    ],
    table: {
      head: ['reference', 'write', 'without', 'with it', 'with an index', 'a second', ''],
      rows: keys.flatMap(costRows),
    },
  };
}

const writes = ['insert', 'update', 'delete'] as const;

function costRows(one: RehearsedCost): readonly (readonly string[])[] {
  const made = one[one.made];
  return writes.map((write, at) => [
    at === 0 ? one.reference : '',
    write,
    shownCost(one.without?.[write]),
    shownCost(one.alone?.[write]),
    shownCost(one.indexed?.[write]),
    `${one.without?.[write]?.perSecond ?? '?'} → ${made?.[write]?.perSecond ?? '?'}`,
    at === 0 ? one.notes.join('; ') : '',
  ]);
}

const shownCost = (cost: OperationCost | undefined): string =>
  cost ? `${shownTime(cost.median)}, ${shownTime(cost.p95)}` : '–';
