import type { Disagreement, RefusedStatement } from '@refint/core';
import type { Moment } from '@refint/model';
import { placeOf } from './place.ts';
import type { Ran } from './run.ts';

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

/** What rows, roles, extensions and the limits of a server decide, of which files say nothing. */
const aboutRows = /^(?:22|23|42501|0A|28|53|54|55|58)/;

type Failed = Moment & { readonly outcome: Extract<Moment['outcome'], { kind: 'failed' }> };
const isFailed = (moment: Moment): moment is Failed => moment.outcome.kind === 'failed';
