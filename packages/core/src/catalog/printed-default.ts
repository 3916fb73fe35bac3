import type { Column, DataType, Expression, Snapshot, Table } from '@refint/model';
import { readValue } from '@refint/sql';
import { printedConstant, printedNumber, quotedText } from './constants.ts';
import { castName, qualified } from './identifiers.ts';

/**
 * The default of a column as `pg_get_expr` prints it, where that is known: constants with their type, arrays of them,
 * sequences, and calls without arguments. Anything else stands as it was written.
 */
export function printedDefault(column: Column, table: Table, snapshot: Snapshot): string | null {
  const { default: value } = column;
  if (value === undefined) return null;
  if (snapshot.dialect !== 'postgresql') return value.text;
  const printer: Printer = { text: value.text, column, table, snapshot };
  return printed(readValue(value.text, snapshot.dialect), value.saidOf ?? column.type, printer) ?? value.text;
}

interface Printer {
  readonly text: string;
  readonly column: Column;
  readonly table: Table;
  readonly snapshot: Snapshot;
}

function printed(value: Expression, type: DataType | undefined, p: Printer): string | undefined {
  switch (value.kind) {
    case 'literal':
      if (typeof value.value === 'string') return type && printedConstant(value.value, type);
      if (typeof value.value === 'number') return printedNumber(p.text.slice(value.span.start, value.span.end));
      return value.value === null ? undefined : String(value.value);
    case 'cast': {
      const to = typeNamed(value.to, p);
      if (value.value.kind === 'list') return printedArray(value.value.items, to, p);
      const isText = value.value.kind === 'literal' && typeof value.value.value === 'string';
      return isText && to.modifiers.length === 0 ? printed(value.value, to, p) : undefined;
    }
    case 'list':
      // A list in parentheses is a row, and that no column can hold.
      return /^\s*array\b/i.test(p.text) ? printedArray(value.items, type, p) : undefined;
    case 'call':
      return printedCall(value.name, value.args, p.text.slice(value.span.start, value.span.end), p);
    default:
      return undefined;
  }
}

function printedArray(items: readonly Expression[], type: DataType | undefined, p: Printer): string | undefined {
  if (!type || type.dimensions === 0) return undefined;
  if (items.length === 0) return `ARRAY[]::${castName(type)}`;
  const element = { ...type, dimensions: 0 };
  const texts = items.map((item) => printed(item, element, p));
  return texts.includes(undefined) ? undefined : `ARRAY[${texts.join(', ')}]`;
}

function printedCall(name: string, args: readonly Expression[], text: string, p: Printer): string | undefined {
  if (name === 'nextval') return printedSequence(args[0], p);
  if (args.length > 0) return undefined;
  if (/^\w+$/.test(text) || /^\w+\s*\(\s*\d+\s*\)$/.test(text)) return text.toUpperCase().replace(/\s/g, '');
  return /^\w+(?:\.\w+)*$/.test(name) ? `${name.replace(/^public\./, '')}()` : undefined;
}

/** A sequence may have another name by now, and its old one may be that of another. */
function printedSequence(arg: Expression | undefined, { column, table, snapshot }: Printer): string | undefined {
  const named = arg?.kind === 'cast' ? arg.value : arg;
  if (named?.kind !== 'literal' || typeof named.value !== 'string') return undefined;
  const parts = [...named.value.matchAll(/"((?:[^"]|"")*)"|[^".]+/g)].map(
    ([bare, quoted]) => quoted?.replaceAll('""', '"') ?? bare.toLowerCase(),
  );
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2) ?? table.schema;
  const number = column.default?.sequence;
  const own = number === undefined ? undefined : snapshot.holders.find((holder) => holder.number === number);
  const shown = own ? qualified(own.schema, own.name) : qualified(schema, name);
  return `nextval(${quotedText(shown)}::regclass)`;
}

/**
 * A written type, with the schema that it lives in when somebody made it. In a column of an enum a constant can be of no
 * other type, and that may have another name or live in another schema since it was written.
 */
function typeNamed(type: DataType, { column, table, snapshot }: Printer): DataType {
  const said = column.default?.saidOf ?? column.type;
  const isEnum = said?.schema !== undefined && snapshot.typeNamed(said.schema, said.name)?.kind === 'enum';
  if (said && isEnum) return { ...said, dimensions: type.dimensions };
  if (type.schema !== undefined) return type;
  const { type: own } = column;
  if (own?.schema !== undefined && own.name === type.name) return { ...type, schema: own.schema };
  const schema = [table.schema, 'public'].find((candidate) => snapshot.typeNamed(candidate, type.name));
  return schema === undefined ? type : { ...type, schema };
}
