import { type ReferentialAction, shownTableId, type TableId } from '@refint/model';
import type { Step } from '../plan.ts';
import type { Names } from './names.ts';
import { quoteText } from './quote.ts';

/**
 * A statement that does nothing where its foreign key is there already, and that fails, loudly, where a column is missing or
 * where another constraint has the name: what is skipped without a word is missed by everybody.
 */
export function guardedAdd({ key }: Step, names: Names, statement: string): string {
  const of = (id: TableId): string => `${quoteText(names.table(id))}::regclass`;
  const same =
    `SELECT 1 FROM pg_constraint WHERE conrelid = ${of(key.table)} AND conname = ${quoteText(key.name)}` +
    ` AND contype = 'f' AND confrelid = ${of(key.referencedTable)}` +
    ` AND confdeltype = '${letters[key.onDelete]}' AND confupdtype = '${letters[key.onUpdate]}'`;
  const columns = [
    ...key.columns.map((name) => [key.table, name] as const),
    ...key.referencedColumns.map((name) => [key.referencedTable, name] as const),
  ];
  const missing = columns.map(([table, name]) => {
    const there = `SELECT 1 FROM pg_attribute WHERE attrelid = ${of(table)} AND attname = ${quoteText(name)} AND NOT attisdropped`;
    const text = `${shownTableId(table)} has no column ${name}, so that ${key.name} cannot be added`;
    return `  IF NOT EXISTS (${there}) THEN\n    ${raise(text)}\n  END IF;`;
  });
  const lines = [
    'BEGIN',
    ...missing,
    `  IF NOT EXISTS (${same}) THEN`,
    // As it is: a line may end inside of a name.
    `${statement};`,
    '  END IF;',
    'END',
  ];
  return dollarQuoted(lines.join('\n'));
}

const letters: Readonly<Record<ReferentialAction, string>> = {
  'no-action': 'a',
  restrict: 'r',
  cascade: 'c',
  'set-null': 'n',
  'set-default': 'd',
};

const raise = (text: string): string => `RAISE EXCEPTION USING MESSAGE = ${quoteText(text)};`;

/** A block of code in quotes that nothing in it can end. */
function dollarQuoted(body: string): string {
  let tag = '$refint$';
  for (let at = 1; body.includes(tag); at++) tag = `$refint${at}$`;
  return `DO ${tag}\n${body}\n${tag}`;
}
