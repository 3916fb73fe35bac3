import { type Column, type DifferenceOf, isAskedAgain, originOf, writtenType } from '@refint/model';
import type { Note, Project } from '@refint/rule';

type Fact = 'type' | 'nullable' | 'default';
type Difference = Pick<DifferenceOf<'column'>, 'declared' | 'made'>;

/** What each side says of a column that both have. */
export function sidesOf(fact: Fact, { declared, made }: Difference, project: Project) {
  const shown = (column: Column): string => {
    if (fact === 'type') return writtenType(column, project.declared) ?? 'of an unknown type';
    return fact === 'nullable' ? (column.nullable ? 'optional' : 'required') : shownDefault(column);
  };
  return { declared: shown(declared!), made: shown(made!) };
}

function shownDefault({ default: value, identity, generated }: Column): string {
  if (identity) return 'an identity';
  if (generated !== undefined) return 'a generated value';
  if (value?.kind === 'sequence') return 'a sequence';
  if (value?.verbatim && value.text === '') return 'dbgenerated()';
  return value ? `the default ${value.text}` : 'no default';
}

/** Where the other side says it, and why a default that looks the same is not. */
export function notesOn(fact: Fact, { declared, made }: Difference): readonly Note[] {
  const notes: Note[] = [{ text: 'the migrations say it here', at: originOf(made!, fact) }];
  if (fact !== 'default' || !isAskedAgain(declared!, made!)) return notes;
  const text =
    'Prisma reads that default as a value, which dbgenerated never is to it, and asks for it again with every migration: declare the value itself';
  return [...notes, { text }];
}
