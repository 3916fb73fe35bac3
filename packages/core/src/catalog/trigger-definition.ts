import type { Table, Trigger } from '@refint/model';
import { quotedText } from './constants.ts';
import { identifier } from './identifiers.ts';

const name = String.raw`(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)`;
let made: RegExp | undefined;

/** Made when it is first asked for: V8 takes a millisecond to make sense of its letters, and most runs print no trigger. */
const statement = (): RegExp =>
  (made ??= new RegExp(
    String.raw`^\s*CREATE\s+(?:OR\s+REPLACE\s+)?(CONSTRAINT\s+)?TRIGGER\s+${name}\s+(BEFORE|AFTER|INSTEAD\s+OF)\s+(.+?)\s+ON\s+${name}(?:\s*\.\s*${name})?\s+(.*?)\s*EXECUTE\s+(?:FUNCTION|PROCEDURE)\s+(${name}(?:\s*\.\s*${name})?)\s*\((.*)\)\s*$`,
    'isu',
  ));
const events = ['INSERT', 'DELETE', 'UPDATE', 'TRUNCATE'];

/**
 * The statement that makes a trigger, as `pg_get_triggerdef` prints it; its condition stands there as it was written, and
 * all of it where it is written in a way that is not understood.
 */
export function triggerDefinition(trigger: Trigger, table: Table): string {
  const [, constraint, when = '', happens = '', clauses = '', runs = '', args = ''] =
    statement().exec(trigger.text) ?? [];
  if (runs === '') return trigger.text;
  return [
    constraint ? 'CREATE CONSTRAINT TRIGGER' : 'CREATE TRIGGER',
    identifier(trigger.name),
    words(when),
    happens
      .split(/\s+OR\s+/i)
      .map(shownEvent)
      .sort(byEvent)
      .join(' OR '),
    `ON ${identifier(table.schema)}.${identifier(table.name)}`,
    ...(constraint && !/\bDEFERRABLE\b/i.test(clauses) ? ['NOT DEFERRABLE INITIALLY IMMEDIATE'] : []),
    ...(clauses === ''
      ? []
      : [clauses.replace(/\bFOR\s+(?:EACH\s+)?(ROW|STATEMENT)\b/i, (_, each) => `FOR EACH ${words(each)}`)]),
    ...(/\bFOR\s+(?:EACH\s+)?(?:ROW|STATEMENT)\b/i.test(clauses) ? [] : ['FOR EACH STATEMENT']),
    `EXECUTE FUNCTION ${runs.replace(/^"?public"?\s*\.\s*/, '')}(${shownArguments(args)})`,
  ].join(' ');
}

const words = (text: string): string => text.toUpperCase().replace(/\s+/g, ' ');

const shownEvent = (event: string): string =>
  event
    .trim()
    .replace(/^(\w+)(\s+OF\b)?/i, (_, what: string, of: string | undefined) => what.toUpperCase() + (of ? ' OF' : ''));

const byEvent = (a: string, b: string): number =>
  events.findIndex((event) => a.startsWith(event)) - events.findIndex((event) => b.startsWith(event));

/** Whatever they look like, the arguments of a trigger are strings. */
const shownArguments = (args: string): string =>
  [...args.matchAll(/'((?:[^']|'')*)'|"((?:[^"]|"")*)"|[^\s,]+/g)]
    .map(([bare, text, word]) =>
      quotedText(text?.replaceAll("''", "'") ?? word?.replaceAll('""', '"') ?? bare.toLowerCase()),
    )
    .join(', ');
