import type { ReferentialAction } from './foreign-key.ts';
import type { Relation } from './relation.ts';
import type { Place, Source, Span } from './source.ts';
import type { Column, Index, TableId } from './table.ts';

/** One replacement in one text. */
export interface Edit {
  readonly source: Source;
  readonly span: Span;
  readonly text: string;
}

/**
 * A text after edits that do not overlap. Those at one place come in the order in which they are given; the same edit, which
 * several fixes may need, is made once.
 */
export function edited(source: Source, edits: readonly Edit[]): string {
  const known = new Map<string, Edit>();
  for (const edit of edits) {
    const key = `${edit.span.start} ${edit.span.end} ${edit.text}`;
    if (edit.source === source && !known.has(key)) known.set(key, edit);
  }
  const own = [...known.values()].sort((a, b) => a.span.start - b.span.start);
  let text = '';
  let at = 0;
  for (const { span, text: replacement } of own) {
    if (span.start < at) throw new Error(`two edits of ${source.path} overlap at offset ${span.start}`);
    text += source.text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return text + source.text.slice(at);
}

/** Another statement of SQL behind one that is there, on a line of its own. */
export function addedBehind({ source, span }: Place, statement: string): Edit {
  const ends = /\s*;/y;
  ends.lastIndex = span.end;
  const isEnded = ends.test(source.text);
  const at = isEnded ? ends.lastIndex : span.end;
  return { source, span: { start: at, end: at }, text: `${isEnded ? '' : ';'}\n${statement};` };
}

/** What a relation joins that is not declared yet. */
export interface NewRelation {
  readonly table: TableId;
  readonly columns: readonly string[];
  readonly referencedTable: TableId;
  readonly referencedColumns: readonly string[];
}

/** A column by its name in the database. */
export type ColumnPlace = Pick<Column, 'table' | 'name'>;

/**
 * How the text of an ORM's schema says something else, written as its author writes. Each answer is nothing where the
 * schema has no place for it: a table that it does not declare, a column that is no field, a join table of its own making.
 */
export interface SchemaWriter {
  /** Indexes over these lists of columns, behind those that the table has. */
  addIndexes(table: TableId, columns: readonly (readonly string[])[]): Edit | undefined;
  /** Declares an index that the database has, as it is; nothing for one that the ORM has no words for. */
  declareIndex(index: Index): Edit | undefined;
  /**
   * Relations over these columns, each on both sides and under names that go together, one list of edits for each; nothing
   * for one that the schema cannot declare.
   */
  addRelations(relations: readonly NewRelation[]): readonly (readonly Edit[] | undefined)[];
  /** Takes out an index that is nothing else; a key is not. */
  removeIndex(index: Index): Edit | undefined;
  /** Writes out the referential actions of a relation that nobody wrote, as they are in force. */
  writeActions(relation: Relation, asked?: readonly ('onDelete' | 'onUpdate')[]): Edit | undefined;
  /** Lets a relation say another action, whether it says one now or not. */
  changeAction(relation: Relation, when: 'onDelete' | 'onUpdate', action: ReferentialAction): Edit | undefined;
  /** Gives a column the type of another one. */
  matchType(column: ColumnPlace, like: ColumnPlace): readonly Edit[] | undefined;
  /** Puts a pair of columns in front of those of a relation, with the unique key that they need. */
  widenRelation(relation: Relation, column: string, referencedColumn: string): readonly Edit[] | undefined;
}
