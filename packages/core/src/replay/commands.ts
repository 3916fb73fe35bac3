import { type Failure, type Instruction, type Query, type Statement, written } from '@refint/model';
import { evaluate, scopeOf } from './guards/evaluate.ts';
import { joinedRows } from './guards/query.ts';
import { textOf, unknown, type Value } from './guards/values.ts';
import { opaqueCommand } from './opaque-command.ts';
import { certaintyOf, fail, give, type Leaving, type Run, scopeNow, settle } from './run.ts';
import { runSelect } from './selects.ts';
import { costs, spends } from './work.ts';

const noCommand: Failure = { code: '22004', text: 'query string argument of EXECUTE is null', missing: undefined };

/** EXECUTE: the statements that the text spells out, or SQL that is not understood when the text is not known. */
export function runCommand(
  run: Run,
  instruction: Extract<Instruction, { readonly kind: 'execute' }>,
): Leaving | undefined {
  const { command, using, into, strict, span } = instruction;
  const { play, source } = run;
  const here = scopeNow(run, true);
  const text = textOf(evaluate(command, here));
  const given = using.map((value) => evaluate(value, here));
  const [error] = here.errors;
  if (error) return fail(run, error);
  if (text === null) return fail(run, noCommand);
  run.rows = unknown;
  if (text === unknown) {
    for (const { variable } of into) give(run, variable, unknown);
    const unclear = opaqueCommand(command, scopeNow(run), source, span);
    return unclear ? asLeaving(play.run(play, unclear, certaintyOf(run), scopeNow(run))) : undefined;
  }
  // A loop may read a long text again and again.
  if (!spends(play.work, text.length * costs.letter)) return undefined;
  const { statements, query } = play.readCommand(text, { source, span }, play.world.snapshot.dialect);
  if (into.length > 0 && query) return runSelectText(run, query, { into, strict }, given);
  for (const statement of statements) {
    const raised = play.run(play, statement, certaintyOf(run), commandScope(run, given));
    if (raised) return asLeaving(raised);
  }
  for (const { variable } of into) give(run, variable, unknown);
  if (!statements.some(hasRows)) run.rows = 0;
  return undefined;
}

const setsFound = /^(?:INSERT|UPDATE|DELETE|MERGE|SELECT|WITH|VALUES|TABLE)\b/;

/** Whether ROW_COUNT is about rows after a statement; CREATE TABLE … AS counts them too. */
const hasRows = ({ verb }: Statement): boolean =>
  setsFound.test(verb) || /^(?:CREATE TABLE|CREATE MATERIALIZED VIEW|COPY)\b/.test(verb);

/** What names stand for in a text that is run: no variables, but `$1` and its kin. */
export const commandScope = (run: Run, given: readonly Value[]) =>
  scopeOf(run.play.world, run.play.work, {
    variables: new Map(given.map((value, at) => [`$${at + 1}`, value])),
    call: run.call,
  });

/** EXECUTE … INTO gives values to variables and leaves FOUND alone. */
function runSelectText(
  run: Run,
  query: Query,
  { into, strict }: Pick<Extract<Instruction, { readonly kind: 'execute' }>, 'into' | 'strict'>,
  given: readonly Value[],
): Leaving | undefined {
  const found = run.variables.get('found');
  const left = runSelect(run, { query, into, strict }, commandScope(run, given));
  run.variables.set('found', found);
  return left;
}

/** A statement of SQL, and what FOUND and ROW_COUNT are after it. */
export function runStatementIn(
  run: Run,
  { statement, rows }: Extract<Instruction, { readonly kind: 'statement' }>,
): Leaving | undefined {
  const raised = run.play.run(run.play, statement, certaintyOf(run), scopeNow(run, true));
  if (raised) return asLeaving(raised);
  if (rows) return countRows(run, rows);
  run.rows = hasRows(statement) ? unknown : 0;
  if (setsFound.test(statement.verb)) run.variables.set('found', unknown);
  return undefined;
}

/** PERFORM: whether its query has rows. */
function countRows(run: Run, query: Query): Leaving | undefined {
  const here = scopeNow(run);
  const isPlain = !query.unknown && !query.group && !query.having && !query.united && !query.named && !query.limit;
  const { sure, maybe, complete } = isPlain ? joinedRows(query, here) : { sure: [], maybe: [], complete: false };
  const failed = settle(run, here, written(run.source, query.span));
  if (failed) return failed;
  const isKnown = complete && maybe.length === 0;
  run.variables.set('found', sure.length > 0 ? true : isKnown ? false : unknown);
  run.definitions.set('found', { kind: 'exists', query, span: query.span });
  run.rows = isKnown ? sure.length : unknown;
  return undefined;
}

const asLeaving = (raised: ReturnType<Run['play']['run']>): Leaving | undefined => raised && { kind: 'raised', raised };
