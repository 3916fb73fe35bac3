import type { IndexPart } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { none } from '../../reading.ts';
import { CLOSE, COMMA, DOT, OPEN, QUOTED, WORD } from '../../tokens.ts';
import { columnNames } from './column-names.ts';
import { mentions, readParenthesised } from './fragments.ts';

/** The parts of an index between its parentheses. */
export function readIndexParts(c: Cursor): IndexPart[] {
  c.expectKind(OPEN);
  const found = [readIndexPart(c)];
  while (c.takesKind(COMMA)) found.push(readIndexPart(c));
  c.expectKind(CLOSE);
  return found;
}

/** A column, a call or an expression in parentheses, and past its collation, operator class and order. */
export function readIndexPart(c: Cursor): IndexPart {
  const part = readWhat(c);
  if (c.kind() === COMMA || c.kind() === CLOSE) return part;
  const collation = c.takes('COLLATE') ? c.qualifiedName('a collation').name : undefined;
  let operatorClass: string | undefined;
  if (c.isName() && !c.is('NULLS')) {
    const { name } = c.qualifiedName('an operator class');
    const first = c.at;
    if (c.kind() === OPEN) c.skip();
    operatorClass = c.at === first ? name : `${name} ${c.textOf(first, c.at - 1)}`;
  }
  const descending = !c.takes('ASC') && c.takes('DESC');
  const nulls = c.takes('NULLS') ? readNulls(c) : undefined;
  // ASC is what an index does without a word.
  if (collation === undefined && operatorClass === undefined && !descending && nulls === undefined) return part;
  return { ...part, options: { collation, operatorClass, descending, nulls } };
}

function readNulls(c: Cursor): 'first' | 'last' | undefined {
  if (c.takes('FIRST')) return 'first';
  if (c.takes('LAST')) return 'last';
  c.lose('FIRST or LAST');
  return undefined;
}

function readWhat(c: Cursor): IndexPart {
  const first = c.at;
  if (c.kind() === OPEN) {
    const { text, span, from, to } = readParenthesised(c);
    return { kind: 'expression', text, mentions: mentions(c, from, to), names: columnNames(c, from, to), span };
  }
  const isWord = c.kind() === WORD || c.kind() === QUOTED;
  if (isWord && (c.kind(1) === OPEN || c.kind(1) === DOT)) {
    while (c.kind(1) === DOT) c.at += 2;
    c.at++;
    if (c.kind() === OPEN) c.skip();
    else c.lose('"("');
    return {
      kind: 'expression',
      text: c.textOf(first, c.at - 1),
      mentions: mentions(c, first, c.at),
      names: columnNames(c, first, c.at),
      span: c.spanFrom(first),
    };
  }
  const { name, span } = c.name('a column');
  return { kind: 'column', text: name, mentions: [name], names: none, span };
}
