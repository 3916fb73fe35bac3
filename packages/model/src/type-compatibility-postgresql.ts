import { type DataType, formatType } from './data-type.ts';
import type { Snapshot } from './snapshot.ts';
import { differenceInPostgresql } from './type-compatibility-difference.ts';
import { canBeKey, isBuiltIn, judge, partners } from './type-compatibility-families.ts';
import { differs, refused, same, type TypeVerdict, unknown } from './type-compatibility-verdict.ts';

type Types = Pick<Snapshot, 'typeNamed'>;

/**
 * PostgreSQL's rule: a foreign key needs an equality operator in the operator family of the key's index that takes the
 * referencing type on its other side, or an implicit cast of the referencing type to the key's (ATAddForeignKeyConstraint
 * in src/backend/commands/tablecmds.c; the families and casts are in pg_amop and pg_cast). The test beside this file asks
 * PostgreSQL about every pair of its types. Versions 15 and 18 agree on all pairs but those of "char" with text.
 */
export function typesInPostgresql(referenced: DataType, referencing: DataType, types: Types): TypeVerdict {
  const key = resolved(referenced, types);
  const column = resolved(referencing, types);
  if (!key || !column) return unknown;
  const shown = { key: formatType(referenced), column: formatType(referencing) };

  for (const side of [key, column]) {
    if (side.isEnum && side.domain !== undefined) {
      return refused(`${side.domain} is a domain over the enum ${formatType(side.type)}, which no foreign key accepts`);
    }
  }
  if (key.type.dimensions > 0 || column.type.dimensions > 0) return arrays(key, column, shown);
  if (key.isOwn || column.isOwn) {
    if (isSameName(key.type, column.type)) return sameButDomain(key, column, shown);
    return key.isOpaque || column.isOpaque ? unknown : incomparable(shown, ownReason(key, column));
  }
  return builtIns(key, column, shown);
}

interface Shown {
  readonly key: string;
  readonly column: string;
}

/** A type with the domains around it taken off: PostgreSQL judges a domain by its base. */
interface Resolved {
  readonly type: DataType;
  /** The outermost domain's name. */
  readonly domain: string | undefined;
  /** Made by a user or an extension. */
  readonly isOwn: boolean;
  readonly isEnum: boolean;
  /** Made by an extension or otherwise unseen inside: it may have casts that nobody here knows of. */
  readonly isOpaque: boolean;
}

function resolved(type: DataType, types: Types, domain?: string, depth = 0): Resolved | undefined {
  const name = synonym(type.name);
  const made =
    type.schema === undefined && isBuiltIn(name) ? undefined : types.typeNamed(type.schema ?? 'public', name);
  if (made?.kind === 'domain' && type.dimensions === 0) {
    return depth < 32 ? resolved(made.base, types, domain ?? formatType(type), depth + 1) : undefined;
  }
  if (isBuiltIn(name) && (type.schema === undefined || (name === 'citext' && made?.kind !== 'enum'))) {
    return { type: { ...type, name, schema: undefined }, domain, isOwn: false, isEnum: false, isOpaque: false };
  }
  if (!made) return undefined;
  const isEnum = made.kind === 'enum' && type.dimensions === 0;
  return { type: { ...type, schema: made.schema }, domain, isOwn: true, isEnum, isOpaque: made.kind === 'other' };
}

/** `bpchar` is `character` without a length; `interval day` has the values of `interval`. */
const synonym = (name: string): string =>
  name === 'bpchar' ? 'character' : name.startsWith('interval ') ? 'interval' : name;

/**
 * Arrays are equal only to arrays of the very same element type. With a modifier on the elements, as in varchar(3)[], no
 * key can be checked at all (error 42883): ADD CONSTRAINT refuses it, CREATE TABLE takes it and then every INSERT fails.
 */
function arrays(key: Resolved, column: Resolved, shown: Shown): TypeVerdict {
  if (key.type.dimensions === 0 || column.type.dimensions === 0) {
    return key.isOpaque || column.isOpaque ? unknown : incomparable(shown, 'an array is comparable only with an array');
  }
  if (!isSameName(key.type, column.type)) return incomparable(shown, 'arrays need the very same element type');
  const limited = [key, column].find(({ type, domain }) => type.modifiers.length > 0 && domain === undefined);
  if (limited)
    return refused(`PostgreSQL cannot look up keys in ${formatType(limited.type)}, an array of limited elements`);
  return sameButDomain(key, column, shown);
}

const isSameName = (a: DataType, b: DataType): boolean => a.name === b.name && a.schema === b.schema;

function sameButDomain(key: Resolved, column: Resolved, shown: Shown): TypeVerdict {
  if (key.domain === column.domain) return same;
  return differs(domainReason(key, column, shown));
}

function domainReason(key: Resolved, column: Resolved, shown: Shown): string {
  if (key.domain === undefined) return `${shown.column} is a domain that may not allow every ${shown.key}`;
  if (column.domain === undefined)
    return `${shown.key} is a domain over ${formatType(key.type)} and may not allow every ${shown.column}`;
  return `${shown.key} and ${shown.column} are different domains over ${formatType(key.type)}`;
}

const incomparable = ({ key, column }: Shown, why: string): TypeVerdict =>
  refused(`PostgreSQL cannot compare ${column} with ${key}; ${why}`);

function ownReason(key: Resolved, column: Resolved): string {
  const own = key.isOwn ? key : column;
  return `${own.isEnum ? 'the enum ' : ''}${formatType(own.type)} is comparable only with itself`;
}

function builtIns(key: Resolved, column: Resolved, shown: Shown): TypeVerdict {
  const { name } = key.type;
  if (!canBeKey(name)) return refused(`${shown.key} cannot be a key: its values have no order`);
  const judgement = judge(name, column.type.name);
  if (judgement === 'unknown') return unknown;
  if (judgement === 'refused') {
    const others = partners(name);
    const only =
      others.length > 0 ? `${name} accepts only ${[name, ...others].join(', ')}` : `${name} accepts only itself`;
    return incomparable(shown, only);
  }
  const difference = differenceInPostgresql(key.type, column.type);
  return difference === undefined ? sameButDomain(key, column, shown) : differs(difference);
}
