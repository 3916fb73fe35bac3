import { createRequire } from 'node:module';

/** What Prisma's own parser says about a place: offsets are UTF-16 code units. */
export interface Verdict {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether its parser says it, rather than a later check of names, types and relations. */
  readonly syntax: boolean;
}

// Every message that comes from Prisma's parser itself, as opposed to its validation.
const syntax = [
  'This line is not a valid field or attribute definition',
  'This line is not an enum value definition',
  'This line is not a valid definition within a',
  'This line is invalid. It does not start with any known Prisma schema keyword',
  'This block is invalid. It does not start with any known Prisma schema keyword',
  'This field declaration is invalid',
  "Field declarations don't require a `:`",
  'Fields are required by default, `!` is no longer required',
  'To specify a list, please use `Type[]`',
  'Optional lists are not supported',
  'Invalid type definition',
  'Unknown escape sequence',
  'Trailing commas are not valid',
  'argument is missing a value',
  'needs to be assigned a value',
];

const wasm = createRequire(import.meta.url)('@prisma/prisma-schema-wasm') as { lint(input: string): string };

interface Told {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly is_warning: boolean;
}

/** All errors that Prisma has about a schema. */
export function askPrisma(text: string): readonly Verdict[] {
  const told = JSON.parse(wasm.lint(JSON.stringify([['schema.prisma', text]]))) as readonly Told[];
  return told
    .filter((each) => !each.is_warning)
    .map(({ start, end, text: message }) => ({
      start,
      end,
      text: message.replaceAll(/\u001b\[[0-9;]*m/g, ''),
      syntax: syntax.some((known) => message.includes(known)),
    }));
}
