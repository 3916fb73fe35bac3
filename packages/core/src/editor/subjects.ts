import { type Origin, placeOf, type Reference, type Source, type Span, type TableId } from '@refint/model';

/** What a stretch of a text is about. Tables and columns are called as they are today. */
export type Subject =
  | { readonly kind: 'table'; readonly table: TableId }
  | { readonly kind: 'column'; readonly table: TableId; readonly column: string }
  | { readonly kind: 'reference'; readonly reference: Reference };

/** A subject where it is written. */
export interface Standing {
  readonly source: Source;
  readonly span: Span;
  readonly subject: Subject;
  /** `schema` and `history`: what makes it there; `name`: it is only spoken of. */
  readonly as: 'schema' | 'history' | 'name';
  /** Why what is written there did not happen; nothing where it did. */
  readonly guard?: Origin | undefined;
}

/** Whether two subjects are one. */
export function isSame(one: Subject, other: Subject): boolean {
  if (one.kind === 'reference') return other.kind === 'reference' && one.reference === other.reference;
  if (other.kind === 'reference' || one.table !== other.table) return false;
  return one.kind === 'column' ? other.kind === 'column' && one.column === other.column : other.kind === 'table';
}

/** Collects standings, and leaves out what nobody wrote. */
export class Standings {
  readonly all: Standing[] = [];

  add(origin: Origin | undefined, subject: Subject, as: Standing['as'], guard?: Origin): void {
    if (origin?.kind !== 'written') return;
    this.all.push({ ...placeOf(origin), subject, as, guard });
  }
}

/** The narrowest of the standings around an offset of a text. */
export function standingAt(standings: readonly Standing[], path: string, offset: number): Standing | undefined {
  let found: Standing | undefined;
  for (const one of standings) {
    const { start, end } = one.span;
    if (one.source.path !== path || offset < start || offset > end) continue;
    if (!found || end - start < found.span.end - found.span.start) found = one;
  }
  return found;
}
