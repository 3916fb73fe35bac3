import { actionInSql, type ForeignKey, type Snapshot, shownReference, splitTableId } from '@refint/model';
import { commentOf, wrapped } from '../comment.ts';
import { lockTimeout } from '../migrations/draft.ts';
import { quoteText } from '../sql/quote.ts';
import { type Case, isUntested, outcomes, type Trial, type Untested } from './case.ts';
import { casesOf } from './cases.ts';
import { names } from './trials.ts';

/**
 * A script that shows whether each foreign key does what it says, on rows of its own, in a transaction that is rolled back:
 * one table of results, and an error that names the references when any of them does something else.
 *
 * @param state what the database holds when the script runs, with these foreign keys
 */
export function testsOf(state: Snapshot | undefined, keys: readonly ForeignKey[]): string {
  if (!state || keys.length === 0) return `${commentOf(['refint plan: tests. There is no foreign key to test.'])}\n`;
  const cases = casesOf(state, keys);
  const blocks = cases.map((one, at) => (isUntested(one) ? skipped(one, at) : tried(one, at)));
  return `${[header(cases), begin, ...blocks, end].join('\n\n')}\n`;
}

function header(cases: readonly (Case | Untested)[]): string {
  const doubts = new Set(cases.flatMap((one) => (isUntested(one) ? [] : one.doubts)));
  return commentOf([
    'refint plan: tests of foreign keys, on rows that they bring along.',
    '',
    ...wrapped(
      'Why: that a foreign key is there does not show that it does what was meant. For each one, a row that references nothing must be refused, and a delete and a change of what is referenced must do as its actions say.',
    ),
    ...wrapped(
      'Order: after all migrations of the plan. All of it is one transaction that is rolled back; nothing stays.',
    ),
    ...wrapped(
      `Locks: ROW EXCLUSIVE on the tables it writes to, and on rows that it brings along itself; nobody else's are touched. It waits for a lock at most ${lockTimeout}. Where no index finds the rows of a foreign key, a delete reads the whole table.`,
    ),
    ...wrapped(
      'What comes out: a table of results, and an error when an outcome is not the one that was expected. Rows that are refused for another reason, such as a trigger or a row that is there already, are told as not tested.',
    ),
    ...(doubts.size > 0 ? ['', ...[...doubts].flatMap((doubt) => wrapped(`In doubt: ${doubt}.`, '', '  '))] : []),
  ]);
}

const begin = `BEGIN;
SET LOCAL lock_timeout = ${quoteText(lockTimeout)};
CREATE TEMPORARY TABLE refint_tests (
  "number" integer, "reference" text, "test" text, "expected" text, "outcome" text
) ON COMMIT DROP;

-- What an error says of a trial; RF000 is how a trial takes back what it did. Another table's error is a trigger's.
CREATE FUNCTION pg_temp.refint_outcome(code text, name text, said text, place text, meant text[], home text) RETURNS text LANGUAGE sql AS $refint$
  SELECT CASE
    WHEN code = 'RF000' THEN said
    WHEN code IN ('23503', '23001') AND name = ANY (meant) THEN '${outcomes.refused}'
    WHEN place <> home THEN 'not tested: ' || said
    WHEN code IN ('23503', '23001', '23514') THEN 'refused by ' || name
    WHEN code = '23502' THEN '${outcomes.notNull}'
    ELSE 'not tested: ' || said
  END
$refint$;`;

const end = `SELECT * FROM pg_temp.refint_tests ORDER BY "number", "test";

DO $refint$
DECLARE
  wrong text;
BEGIN
  SELECT string_agg(format('%s: %s: expected %s, outcome %s', t."reference", t."test", t."expected", t."outcome"), E'\\n' ORDER BY t."number")
    INTO wrong FROM pg_temp.refint_tests AS t WHERE t."outcome" <> t."expected" AND t."outcome" NOT LIKE 'not tested%';
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = E'foreign keys that do not do what they should:\\n' || wrong, ERRCODE = 'RF001';
  END IF;
END
$refint$;

ROLLBACK;`;

/** What is said of a reference as a whole, for its place among all. */
const titleOf = (key: ForeignKey, at: number): string =>
  commentOf([
    `${at + 1}. ${shownReference(key)} (${key.name}), ON DELETE ${actionInSql(key.onDelete)}, ON UPDATE ${actionInSql(key.onUpdate)}`,
  ]);

function skipped({ key, because }: Untested, at: number): string {
  const row = [
    String(at + 1),
    quoteText(shownReference(key)),
    quoteText('all'),
    'NULL',
    quoteText(`not tested: ${because}`),
  ];
  return `${titleOf(key, at)}\nINSERT INTO pg_temp.refint_tests VALUES (${row.join(', ')});`;
}

type Tried = Extract<Trial, { readonly seen: string }>;

function tried(one: Case, at: number): string {
  const { key, before, referencing, isThere, trials, twins } = one;
  const done = trials.filter((trial): trial is Tried => 'seen' in trial);
  const left = trials.flatMap((trial) => ('seen' in trial ? [] : [trial]));
  const meant = `ARRAY[${[key.name, ...twins].map(quoteText).join(', ')}]`;
  const { name: home } = splitTableId(key.table);
  const outcome = `pg_temp.refint_outcome(code, name, said, place, ${meant}, ${quoteText(home)})`;
  const trying = (which: (trial: Tried) => boolean): readonly string[] =>
    done.flatMap((trial, index) => (which(trial) ? inBlock(trial, index + 1, outcome) : []));
  const body = [
    ...before.map((sql) => `${sql};`),
    'SET CONSTRAINTS ALL IMMEDIATE;',
    ...trying((trial) => trial.isAlone === true),
    'isReady := true;',
    `${referencing};`,
    'SET CONSTRAINTS ALL IMMEDIATE;',
    `outcomes[0] := '${outcomes.accepted}';`,
    `IF NOT (${isThere}) THEN`,
    "  RAISE EXCEPTION 'the rows are not as they were written, which a trigger may be the cause of';",
    'END IF;',
    ...trying((trial) => !trial.isAlone),
    `RAISE EXCEPTION USING ERRCODE = 'RF000', MESSAGE = '${outcomes.accepted}';`,
  ].map((line) => `    ${line}`);
  const expected = done.map((trial) => quoteText(typeof trial.expected === 'string' ? trial.expected : ''));
  const results = [
    ...[names.valid, ...done.map(({ name }) => name)].map(
      (name, index) =>
        `(${at + 1}, ${quoteText(shownReference(key))}, ${quoteText(name)}, ${index === 0 ? quoteText(outcomes.accepted) : `expected[${index}]`}, outcomes[${index}])`,
    ),
    ...left.map(
      ({ name, because }) =>
        `(${at + 1}, ${quoteText(shownReference(key))}, ${quoteText(name)}, NULL, ${quoteText(`not tested: ${because}`)})`,
    ),
  ];
  const block = `#variable_conflict use_column
DECLARE
  outcomes text[] := array_fill('not tested'::text, ARRAY[${done.length + 1}], ARRAY[0]);
  expected text[] := ARRAY[${expected.join(', ')}]::text[];
  isReady boolean := false;
  code text;
  name text;
  said text;
  place text;
BEGIN
  BEGIN
${body.join('\n')}
  EXCEPTION WHEN OTHERS THEN
    ${diagnosed}
    IF code <> 'RF000' THEN
      FOR at IN 0..${done.length} LOOP
        IF outcomes[at] = 'not tested' THEN
          outcomes[at] := 'not tested: ' || said;
        END IF;
      END LOOP;
      -- What refuses the referencing row itself, and is the foreign key, is what was to be tested.
      IF isReady AND name = ANY (${meant}) THEN
        outcomes[0] := '${outcomes.refused}';
      END IF;
    END IF;
  END;
  INSERT INTO pg_temp.refint_tests VALUES
    ${results.join(',\n    ')};
END`;
  const tag = tagFor(block);
  return `${titleOf(key, at)}\nDO ${tag}\n${block}\n${tag};`;
}

/** A trial in a block of its own, which ends with an error in any case and so leaves nothing behind. */
const inBlock = (trial: Tried, at: number, outcome: string): readonly string[] => [
  commentOf([trial.name]),
  ...decided(trial, at),
  'BEGIN',
  ...trial.does.map((sql) => `  ${sql};`),
  '  SET CONSTRAINTS ALL IMMEDIATE;',
  `  RAISE EXCEPTION USING ERRCODE = 'RF000', MESSAGE = ${trial.seen};`,
  'EXCEPTION WHEN OTHERS THEN',
  `  ${diagnosed}`,
  `  outcomes[${at}] := ${outcome};`,
  'END;',
];

const diagnosed =
  'GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, name = CONSTRAINT_NAME, said = MESSAGE_TEXT, place = TABLE_NAME;';

/** What is expected where that depends on the rows that are there. */
function decided({ expected }: Tried, at: number): readonly string[] {
  if (typeof expected === 'string') return [];
  return [
    `expected[${at}] := CASE WHEN ${expected.condition} THEN '${expected.met}' ELSE '${expected.otherwise}' END;`,
  ];
}

/** A dollar quote that what it quotes does not end. */
function tagFor(text: string): string {
  let tag = '$refint$';
  for (let more = 1; text.includes(tag); more++) tag = `$refint${more}$`;
  return tag;
}
