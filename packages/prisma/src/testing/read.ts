import {
  type Column,
  type Declared,
  type Grounded,
  originOf,
  placeOf,
  type Relation,
  reasonOf,
  sourceOf,
  type Table,
  textAt,
} from '@refint/model';
import { readPrepared } from '../read.ts';
import { loadGrammar } from '../syntax/form.ts';

await loadGrammar();

/** The reader for tests, which need not wait for the grammar. */
export const readSchema = readPrepared;

/** A schema for a database, without anybody having to write the datasource. */
export const readFor = (provider: string, text: string, settings = ''): Declared =>
  readPrepared([sourceOf('schema.prisma', `datasource db {\n  provider = "${provider}"\n  ${settings}\n}\n${text}`)]);

export const read = (text: string): Declared => readFor('postgresql', text);

/** The table that a model became. */
export function tableFor(declared: Declared, model: string): Table {
  const found = declared.snapshot.tables.find((table) => table.model === model);
  if (!found) throw new Error(`there is no table for ${model}`);
  return found;
}

export function columnFor(declared: Declared, model: string, field: string): Column {
  const found = tableFor(declared, model).columns.find((column) => column.field === field);
  if (!found) throw new Error(`there is no column for ${model}.${field}`);
  return found;
}

export function relationFor(declared: Declared, model: string, field: string): Relation {
  const found = tableFor(declared, model).relations.find((relation) => relation.field === field);
  if (!found) throw new Error(`there is no relation ${model}.${field}`);
  return found;
}

/** What a person would see underlined for a fact. */
export const underlined = (of: Grounded, fact?: string): string => textAt(placeOf(originOf(of, fact)));

/** Why a fact holds though nobody wrote it. */
export const reason = (of: Grounded, fact?: string): string | undefined => reasonOf(originOf(of, fact));
