import { type DataType, sameType } from '../data-type.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Column } from '../table.ts';
import { isCast } from './type-cast.ts';

/**
 * What Prisma does to a column that has another type than the schema declares: it alters the type where it knows of a
 * cast, and else drops the column and adds it again, with all that was in it. Types that it does not know are all the
 * same to it. Every pair of types is asked of its engine in packages/house/src/truth/drift-types.test.ts.
 */
export function typeChange(declared: Column, made: Column, state: Snapshot): 'type' | 'recreated' | undefined {
  const { type: to } = declared;
  const { type: from } = made;
  if (!to || !from || sameType(from, to)) return undefined;
  const source = readFrom(from, state);
  // Of the types that people make, a schema knows enums alone.
  const isEnum = to.schema !== undefined;
  if (source.isEnum || isEnum) {
    const isOther = !source.isEnum || !isEnum || from.name !== to.name || from.schema !== to.schema;
    return isOther ? 'recreated' : 'type';
  }
  if (isList(from) !== isList(to)) return isList(from) && texts.has(to.name) ? 'type' : 'recreated';
  const [isKnownSource, isKnownTarget] = [source.isKnown, known.has(to.name)];
  if (!isKnownSource || !isKnownTarget) return isKnownSource || isKnownTarget ? 'type' : undefined;
  if (isSame(source.type, to, isList(from))) return undefined;
  return isCast(source.type, to) ? 'type' : 'recreated';
}

const isList = ({ dimensions }: DataType): boolean => dimensions > 0;

const texts: ReadonlySet<string> = new Set(['text', 'character varying', 'character']);

/** The types that a schema can ask for. */
const known: ReadonlySet<string> = new Set([
  ...['smallint', 'integer', 'bigint', 'oid', 'real', 'double precision', 'numeric', 'money', 'boolean', 'bytea'],
  ...['text', 'character varying', 'character', '"char"', 'citext', 'uuid', 'inet', 'bit', 'bit varying', 'xml'],
  ...[
    'timestamp without time zone',
    'timestamp with time zone',
    'date',
    'time without time zone',
    'time with time zone',
  ],
  ...['json', 'jsonb'],
]);

interface Read {
  readonly type: DataType;
  readonly isEnum: boolean;
  readonly isKnown: boolean;
}

/** A type as Prisma reads it from the catalog: a domain is what it is over, one step deep, unless it is in a list. */
function readFrom(type: DataType, state: Snapshot): Read {
  const { name, schema } = type;
  if (schema === undefined) return { type, isEnum: false, isKnown: known.has(name) };
  const made = state.typeNamed(schema, name);
  if (made?.kind === 'domain' && !isList(type) && made.base.schema === undefined) return readFrom(made.base, state);
  return { type, isEnum: made?.kind === 'enum', isKnown: name === 'citext' };
}

/** Whether a column of one type is what the other one asks for, though they are not written alike. */
function isSame(from: DataType, to: DataType, isInList: boolean): boolean {
  if (from.name === '"char"') return to.name === 'character' && (to.modifiers[0] ?? '1') === '1';
  if (from.name !== to.name) return false;
  if (from.name.startsWith('time')) {
    // Who asks for no precision takes any, and who made none has six digits, of which nothing is known inside of a list.
    const [asked] = to.modifiers;
    return asked === undefined || asked === (from.modifiers[0] ?? (isInList ? asked : '6'));
  }
  if (from.name === 'numeric' && from.modifiers.length > 0 && to.modifiers.length > 0) {
    return from.modifiers[0] === to.modifiers[0] && (from.modifiers[1] ?? '0') === (to.modifiers[1] ?? '0');
  }
  return from.modifiers.join() === to.modifiers.join();
}
