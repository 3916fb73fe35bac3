import type { DataType } from '../data-type.ts';
import { sameType } from '../data-type.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Whether giving a column another type writes all rows anew. It does not where every value of the old type is one of the
 * new type, kept in the same way (PostgreSQL, ATColumnChangeRequiresRewrite; proved in docs/locks.md). That of `timestamp`
 * to `timestamptz` depends on the time zone of the session, and is left out.
 */
export function rewritesType(state: Snapshot, from: DataType, to: DataType): boolean {
  if (sameType(from, to)) return false;
  const domain = to.schema === undefined || to.dimensions > 0 ? undefined : state.typeNamed(to.schema, to.name);
  if (domain?.kind === 'domain')
    return domain.checked === true || domain.notNull || rewritesType(state, from, domain.base);
  const base = from.schema === undefined || from.dimensions > 0 ? undefined : state.typeNamed(from.schema, from.name);
  if (base?.kind === 'domain') return rewritesType(state, base.base, to);
  if (changesCase(state, from, to)) return to.modifiers.length > 0;
  if (from.dimensions > 0 !== to.dimensions > 0) return true;
  if (from.schema !== to.schema) return true;
  if (from.dimensions > 0) return from.name !== to.name || to.modifiers.length > 0;
  if (from.name === to.name) return from.schema !== undefined || !isWider(from, to);
  if (sameBits.has(`${from.name} ${to.name}`)) return to.modifiers.length > 0;
  // The zone is put on first, by something that does not tell how precise it is, and so any less than all digits are cut anew.
  return !(zones.has(from.name) && zones.has(to.name) && (to.modifiers.length === 0 || to.modifiers[0] === '6'));
}

/**
 * Whether texts are compared with their case before and without it after, or the other way round: citext keeps them as text does
 * (its casts are binary coercible), but it sorts them otherwise, so that indexes are built anew.
 */
export function changesCase(state: Snapshot, from: DataType, to: DataType): boolean {
  const [one, other] = isCitext(state, from) ? [from, to] : [to, from];
  return isCitext(state, one) && texts.has(other.name) && other.schema === undefined && other.dimensions === 0;
}

const texts = new Set(['text', 'character varying']);

/** The type of the extension, and not one that somebody made under its name. */
const isCitext = (state: Snapshot, { name, schema, dimensions }: DataType): boolean =>
  name === 'citext' &&
  dimensions === 0 &&
  (schema === undefined || (state.typeNamed(schema, name)?.kind ?? 'other') === 'other');

const zones = new Set(['timestamp without time zone', 'timestamp with time zone']);

/** Types of which one is kept as the other is (pg_cast, castmethod b), where no length is asked for. */
const sameBits = new Set([
  'text character varying',
  'character varying text',
  'cidr inet',
  'integer oid',
  'oid integer',
  'bit bit varying',
  'xml text',
  'xml character varying',
]);

/** Whether the new type takes every value of the old one as it is, both having the same name. */
function isWider({ name, modifiers: from }: DataType, { modifiers: to }: DataType): boolean {
  const [length, scale = '0'] = from;
  const [newLength, newScale = '0'] = to;
  switch (name) {
    case 'character varying':
    case 'bit varying':
      return newLength === undefined || (length !== undefined && Number(newLength) >= Number(length));
    case 'numeric':
      if (newLength === undefined) return true;
      return length !== undefined && newScale === scale && Number(newLength) >= Number(length);
    case 'timestamp without time zone':
    case 'timestamp with time zone':
    case 'time without time zone':
    case 'time with time zone':
      return newLength === undefined || Number(newLength) >= Number(length ?? '6');
    case 'interval':
      return newLength === undefined || newLength === '6';
    default:
      return false;
  }
}
