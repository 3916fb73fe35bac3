import { type Column, type DataType, formatType, type Snapshot } from '@refint/model';
import { readValue } from '@refint/sql';
import { quote, quoteText } from '../sql/quote.ts';
import { builtinFamily, isOfExtension } from './builtin.ts';
import { type Cell, familyCell, left, nothing, value } from './cell.ts';
import { evaluated } from './evaluate.ts';
import { constant, type Family, inTurn, type Sample } from './family.ts';
import { fits } from './fits.ts';
import { hintedFamilies } from './hinted.ts';
import type { Hints } from './hints.ts';

/** What is asked of a column. */
export interface Asked {
  /** It must hold something. */
  readonly filled: boolean;
  /** It is part of a key: rows are to be told apart by it where that is possible. */
  readonly inKey: boolean;
  /** What checks say of it; nothing where none names it. */
  readonly hints: Hints | undefined;
  readonly seed: number;
  /** How many rows there are to be. */
  readonly count: number;
}

/** A column for which no value is known. */
export interface NoValue {
  readonly because: string;
}

/** What a column may hold, what is plainest first. */
export function optionsFor(snapshot: Snapshot, column: Column, asked: Asked): readonly Cell[] | NoValue {
  if (column.generated !== undefined) return [left];
  const mayBeNull = column.nullable && !asked.filled && !isRequired(snapshot, column.type);
  const byDefault = defaultOf(column);
  const isFree = !asked.inKey && !asked.hints;
  const nulls = mayBeNull ? [nothing] : [];
  // What is not written needs no value: the author's own default is as good as any, and so is NULL.
  if (isFree && mayBeNull && !column.default) return nulls;
  const families = column.type ? familiesFor(snapshot, column.type, asked) : { because: 'its type is not known' };
  if ('because' in families) {
    if (isFree && column.default) return [left];
    if (mayBeNull) return nulls;
    return { because: `no value is known for column ${column.name}: ${families.because}` };
  }
  const cells = families.map((family) =>
    family.most >= asked.count && family.most > 1 ? familyCell(family) : value(family.at(1)),
  );
  // Columns that are compared with each other need not hold the same.
  const others = asked.hints ? families.filter(({ most }) => most > asked.count).map(nextCell) : [];
  const preferred = byDefault && !asked.inKey ? [value(byDefault)] : [];
  const other = byDefault && asked.inKey ? [value(byDefault)] : [];
  // A default that is a constant is tried before NULL, and NULL before anything else.
  const all = [...preferred, ...nulls, ...cells, ...others, ...other];
  return isFree ? all.slice(0, 1) : all;
}

/** The value of the number after the row's own. */
const nextCell = (family: Family): Cell => ({ kind: 'family', family, row: { each: true, plus: 1 } });

/** Whether a domain says NOT NULL. */
function isRequired(snapshot: Snapshot, type: DataType | undefined): boolean {
  const made =
    type?.schema === undefined || type.dimensions > 0 ? undefined : snapshot.typeNamed(type.schema, type.name);
  return made?.kind === 'domain' && (made.notNull || isRequired(snapshot, made.base));
}

/** The value of a default that is a constant. */
function defaultOf({ default: given, identity }: Column): Sample | undefined {
  if (!given || identity || given.kind === 'sequence' || given.verbatim) return undefined;
  const known = evaluated(readValue(given.text, 'postgresql'), () => undefined);
  if (known === undefined || known === null) return undefined;
  if (typeof known === 'object' && (known.kind === 'now' || known.kind === 'opaque')) return undefined;
  return { sql: given.text, known };
}

/** Families of values of a type, what is plainest first. */
function familiesFor(snapshot: Snapshot, type: DataType, asked: Asked): readonly Family[] | NoValue {
  if (type.dimensions > 0) return arraysOf(snapshot, type, asked);
  const made = type.schema === undefined ? undefined : snapshot.typeNamed(type.schema, type.name);
  if (made?.kind === 'enum') return enumFamilies(made, type, asked);
  if (made?.kind === 'domain') {
    if (made.checked) return { because: `the checks of domain ${made.name} are not known` };
    const inner = familiesFor(snapshot, made.base, asked);
    return 'because' in inner ? inner : inner.map((family) => castFamily(family, formatType(type)));
  }
  const builtin = made && !isOfExtension(made.name) ? undefined : builtinFamily(type, asked.inKey, asked.seed);
  if (!builtin) return { because: `values of type ${formatType(type)} are not known` };
  return [...(asked.hints ? hintedFamilies(type, builtin, asked.hints) : []), builtin].flatMap((family) =>
    fitting(family, type),
  );
}

function enumFamilies(
  { schema, name, values }: { readonly schema: string; readonly name: string; readonly values: readonly string[] },
  type: DataType,
  asked: Asked,
): readonly Family[] | NoValue {
  if (values.length === 0) return { because: `enum ${name} has no values` };
  const written = type.schema === 'public' ? quote(name) : `${quote(schema)}.${quote(name)}`;
  const samples = values.map((one) => ({ sql: quoteText(one), known: one }));
  const turns = inTurn(samples, written);
  return asked.inKey ? [turns, ...samples.map(constant)] : samples.map(constant);
}

function arraysOf(snapshot: Snapshot, type: DataType, asked: Asked): readonly Family[] | NoValue {
  const element = familiesFor(snapshot, { ...type, dimensions: 0 }, { ...asked, inKey: false, hints: undefined });
  const shown = formatType(type);
  const empty = constant({ sql: `'{}'::${shown}`, known: { kind: 'list', items: [] } });
  if ('because' in element || !element[0]) return [empty];
  const [first] = element;
  const single: Family = {
    most: first.most,
    at(number) {
      const { sql, known } = first.at(number);
      return { sql: `ARRAY[${sql}]::${shown}`, known: { kind: 'list', items: [known] } };
    },
    sql: (number) => `ARRAY[${first.sql(number)}]::${shown}`,
  };
  return asked.inKey ? [single, empty] : [empty, single];
}

const castFamily = (family: Family, type: string): Family => ({
  most: family.most,
  at: (number) => family.at(number),
  sql: (number) => `(${family.sql(number)})::${type}`,
});

/** Only what the type takes: a text that is too long for it is none of its values. */
function fitting(family: Family, type: DataType): readonly Family[] {
  const known = family.at(1).known;
  if (!fits(known, type)) return [];
  return [family];
}
