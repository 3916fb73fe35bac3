import type { Disagreement, RefusedStatement } from '@refint/core';
import type { Moment } from '@refint/model';
import { placeOf } from './place.ts';
import { isMended, type Ran } from './run.ts';

/** What failed, and whether the files say so. */
export function failureOf(one: Ran): { readonly refused?: RefusedStatement; readonly disagreement?: Disagreement } {
  const { failure, moments, statement } = one;
  const at = placeOf(one);
  const said = moments.find(isFailed)?.outcome.failure;
  const disagreement = (refint: string, postgresql: string): Disagreement => ({
    about: 'failure',
    at,
    what: statement.verb,
    refint,
    postgresql,
  });
  if (!failure) return said ? { disagreement: disagreement(`fails: ${said.code} ${said.text}`, 'works') } : {};
  const refused = { ...at, code: failure.code, text: failure.text };
  if (said?.code === failure.code) return { refused: { ...refused, foreseen: 'yes' } };
  const isAboutRows = !said && (statement.changes.length === 0 || aboutRows.test(failure.code));
  if (isAboutRows) return { refused: { ...refused, foreseen: 'rows' } };
  return {
    refused: { ...refused, foreseen: 'no' },
    disagreement: disagreement(said ? `fails: ${said.code}` : 'works', `fails: ${failure.code} ${failure.text}`),
  };
}

/** What rows, roles, extensions, functions that are made elsewhere and the limits of a server decide, of which files say nothing. */
const aboutRows = /^(?:22|23|42501|42883|0A|28|53|54|55|58)/;

/** What a name means nothing for. */
const isMissing = /^(?:42P01|42703|42704|3F000|42883)$/;

/**
 * What failed of a history, in order. Where a statement that makes something is refused for what files do not show, the server goes another
 * way from there: what then misses something is a consequence, and what it has in the end is not comparable. `parted` is the first of these.
 * What only its transaction refused is run after that, which may be too late for others.
 */
export function failuresOf(all: readonly Ran[]): {
  readonly refused: readonly RefusedStatement[];
  readonly disagreements: readonly Disagreement[];
  readonly parted: RefusedStatement | undefined;
} {
  const refused: RefusedStatement[] = [];
  const disagreements: Disagreement[] = [];
  let cause: RefusedStatement | undefined;
  let parted: RefusedStatement | undefined;
  for (const one of all) {
    const failure = failureOf(one);
    if (failure.refused && cause && failure.refused.foreseen === 'no' && isMissing.test(failure.refused.code)) {
      refused.push({ ...failure.refused, foreseen: 'rows' });
      parted ??= cause;
      continue;
    }
    if (failure.refused) refused.push(failure.refused);
    if (failure.disagreement) disagreements.push(failure.disagreement);
    if (!failure.refused || one.statement.changes.length === 0) continue;
    const isBeyondFiles = failure.refused.foreseen === 'rows';
    if (isBeyondFiles) parted ??= failure.refused;
    if (isBeyondFiles || isMended(one)) cause ??= failure.refused;
  }
  return { refused, disagreements, parted };
}

type Failed = Moment & { readonly outcome: Extract<Moment['outcome'], { kind: 'failed' }> };
const isFailed = (moment: Moment): moment is Failed => moment.outcome.kind === 'failed';
