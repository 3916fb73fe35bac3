import type { Enforcement, Reference } from './reference.ts';

/** Why a reference is meant to have no foreign key; nothing for one that should have one. */
export type Intent = (reference: Reference) => string | undefined;

/** There is none, and nothing is broken by that: a statement that cannot run stays what it is. */
const without: ReadonlySet<Enforcement> = new Set(['declared-only', 'dropped', 'skipped', 'swallowed', 'inferred']);

/** A reference as it is meant to be. */
export function meant(reference: Reference, intent: Intent | undefined): Reference {
  const because = intent && without.has(reference.enforcement) ? intent(reference) : undefined;
  return because === undefined
    ? reference
    : { ...reference, enforcement: 'intended', because: { text: because, at: undefined } };
}
