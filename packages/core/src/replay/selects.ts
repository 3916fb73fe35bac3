import { type Failure, type Instruction, type Query, type Target, written } from '@refint/model';
import { answer } from './guards/query.ts';
import type { Scope } from './guards/scope.ts';
import { equal, type Row, unknown, type Value } from './guards/values.ts';
import { mayRaise } from './play.ts';
import { fail, give, type Leaving, type Run, scopeNow, settle } from './run.ts';

const noData: Failure = { code: 'P0002', text: 'query returned no rows', missing: undefined };
const tooMany: Failure = { code: 'P0003', text: 'query returned more than one row', missing: undefined };

/** SELECT … INTO: the first row, or NULLs; STRICT makes both no row and a second one an error. */
export function runSelect(
  run: Run,
  { query, into, strict }: Pick<Extract<Instruction, { readonly kind: 'select' }>, 'query' | 'into' | 'strict'>,
  here: Scope = scopeNow(run, true),
): Leaving | undefined {
  const { sure, maybe, complete } = answer(query, here);
  const failed = settle(run, here, written(run.source, query.span));
  if (failed) return failed;
  const isKnown = complete && maybe.length === 0;
  const found = sure.length > 0 ? true : isKnown ? false : unknown;
  if (strict && isKnown && sure.length !== 1) return fail(run, sure.length === 0 ? noData : tooMany);
  if (strict && !isKnown) {
    const doubt = { because: 'it is not known how many rows the query has', at: written(run.source, query.span) };
    mayRaise(run.play, noData.code, doubt);
    mayRaise(run.play, tooMany.code, doubt);
  }
  run.variables.set('found', found);
  run.definitions.set('found', { kind: 'exists', query, span: query.span });
  run.rows = found === unknown ? unknown : Number(found);
  const row = isKnown ? oneOf(sure, query) : undefined;
  return giveRow(run, query, into, found === false && isKnown ? null : row);
}

/** What a query would give to the variables of SELECT … INTO, where nobody runs it: unknown where that is not clear. */
export function valuesOf(query: Query, count: number, here: Scope): readonly Value[] {
  const { sure, maybe, complete } = answer(query, here);
  const row = complete && maybe.length === 0 ? oneOf(sure, query) : undefined;
  const values = row ? Object.values(row.fields) : [];
  return Array.from({ length: count }, (_, at) => values[at]);
}

/** The first row. Without ORDER BY any of them may be first, so only what all have alike is known. */
function oneOf(rows: readonly Row[], query: Query): Row | undefined {
  const [first, ...others] = rows;
  if (!first || others.length === 0 || query.order) return first;
  const fields: Record<string, Value> = {};
  for (const [name, value] of Object.entries(first.fields)) {
    const isSame = others.every((other) => equal(other.fields[name], value) === true);
    fields[name] = isSame ? value : unknown;
  }
  return { fields };
}

function giveRow(run: Run, query: Query, into: readonly Target[], row: Row | null | undefined): Leaving | undefined {
  const values = row ? Object.values(row.fields) : [];
  for (const [at, { variable, isWhole }] of into.entries()) {
    const value = row === null ? null : row === undefined ? unknown : at < values.length ? values[at] : null;
    const isRecord = into.length === 1 && !run.types.has(variable) && values.length > 1;
    const failure = give(run, variable, isWhole ? (isRecord && row ? row : value) : unknown);
    if (failure) return fail(run, failure);
    const column = query.columns[at];
    if (!column) continue;
    const asked = into.length === 1 ? query : { ...query, columns: [column] };
    run.definitions.set(variable, { kind: 'query', query: asked, span: query.span });
  }
  return undefined;
}
