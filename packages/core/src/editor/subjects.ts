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
function isSame(one: Subject, other: Subject): boolean {
  if (one.kind === 'reference') return other.kind === 'reference' && one.reference === other.reference;
  if (other.kind === 'reference' || one.table !== other.table) return false;
  return one.kind === 'column' ? other.kind === 'column' && one.column === other.column : other.kind === 'table';
}

/** Collects standings, and leaves out what nobody wrote. */
export class Standings {
  readonly all: Standing[] = [];
  readonly #byPath = new Map<string, Standing[]>();
  /** By the reference, or by the table, also those of its columns. */
  readonly #bySubject = new Map<Reference | TableId, Standing[]>();

  add(origin: Origin | undefined, subject: Subject, as: Standing['as'], guard?: Origin): void {
    if (origin?.kind !== 'written') return;
    const one = { ...placeOf(origin), subject, as, guard };
    this.all.push(one);
    put(this.#byPath, one.source.path, one);
    put(this.#bySubject, keyOf(subject), one);
  }

  /** The narrowest of those around an offset of a text. */
  at(path: string, offset: number): Standing | undefined {
    let found: Standing | undefined;
    for (const one of this.#byPath.get(path) ?? []) {
      const { start, end } = one.span;
      if (offset < start || offset > end) continue;
      if (!found || end - start < found.span.end - found.span.start) found = one;
    }
    return found;
  }

  /** All that are about a subject. */
  about(subject: Subject): readonly Standing[] {
    return (this.#bySubject.get(keyOf(subject)) ?? []).filter((one) => isSame(one.subject, subject));
  }
}

const keyOf = (subject: Subject): Reference | TableId =>
  subject.kind === 'reference' ? subject.reference : subject.table;

function put<K>(into: Map<K, Standing[]>, key: K, one: Standing): void {
  const known = into.get(key);
  if (known) known.push(one);
  else into.set(key, [one]);
}
