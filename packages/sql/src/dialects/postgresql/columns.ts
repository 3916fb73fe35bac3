import type { ColumnDefinition, ConstraintDefinition, DefaultValue, Located } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { none, withOne } from '../../reading.ts';
import { CLOSE, COMMA, END, OPEN, WORD } from '../../tokens.ts';
import { readOtherConstraint, readReferences } from './constraints.ts';
import { mentions, readColumnDefault, readParenthesised } from './fragments.ts';
import { readType } from './types.ts';

/** A column of CREATE TABLE or ADD COLUMN. Only CREATE TABLE AS and partitions may leave the type out. */
export function readColumn(c: Cursor, typeMayLack: boolean): ColumnDefinition {
  const first = c.at;
  const name = c.name('a column');
  const lacks = typeMayLack && (endsColumn(c) || starters.has(c.word()));
  const type = lacks ? undefined : readType(c);
  if (lacks) c.takes('WITH', 'OPTIONS');
  let notNull: Located<boolean> | undefined;
  let notNullName: string | undefined;
  let value: Located<DefaultValue> | undefined;
  let identity: ColumnDefinition['identity'];
  let generated: Located<string> | undefined;
  let generatedFrom: readonly string[] | undefined;
  let isVirtual = false;
  let collation: string | undefined;
  let constraints: ConstraintDefinition[] | undefined;
  while (c.kind() === WORD) {
    const start = c.at;
    const constraint = c.takes('CONSTRAINT') ? c.name("the constraint's name") : undefined;
    const word = c.word();
    if (word === 'NOT' && c.is('NULL', 1)) {
      if (notNull && !notNull.value) {
        c.lose('NULL or NOT NULL once');
        continue;
      }
      c.at += 2;
      notNull = { value: true, span: c.span(c.at - 2, c.at - 1) };
      notNullName = constraint?.name;
      c.takes('NO', 'INHERIT');
      c.takes('NOT', 'ENFORCED');
    } else if (word === 'DEFAULT') {
      c.at++;
      value = readColumnDefault(c);
    } else if (word === 'NULL') {
      if (notNull) {
        c.lose('NULL or NOT NULL once');
        continue;
      }
      c.at++;
      notNull = { value: false, span: c.span(c.at - 1) };
    } else if (word === 'REFERENCES') {
      c.at++;
      const read = readReferences(c, { first: start, name: constraint, columns: [name], inline: true });
      constraints = withOne(constraints, read);
    } else if (word === 'CHECK' || word === 'UNIQUE' || word === 'PRIMARY') {
      const read = readOtherConstraint(c, start, constraint, name);
      if (read) constraints = withOne(constraints, read);
    } else if (word === 'COLLATE') {
      c.at++;
      collation = c.qualifiedName('a collation').name;
    } else if (word === 'STORAGE' || word === 'COMPRESSION') {
      c.at++;
      c.label();
    } else if (word === 'OPTIONS') {
      // Those of a foreign table, which belong to its server.
      c.at++;
      c.skip();
    } else if (c.takes('GENERATED')) {
      const kind = c.takes('ALWAYS') ? 'always' : 'by-default';
      if (kind === 'by-default') c.expect('BY', 'DEFAULT');
      c.expect('AS');
      if (c.takes('IDENTITY')) {
        if (c.kind() === OPEN) c.skip();
        identity = { value: kind, span: c.spanFrom(start) };
      } else {
        const { text, from, to } = readParenthesised(c);
        generatedFrom = mentions(c, from, to);
        // Only version 18 lets the word be left out, and means VIRTUAL.
        isVirtual = !c.takes('STORED');
        if (isVirtual) c.takes('VIRTUAL');
        generated = { value: text, span: c.spanFrom(start) };
      }
    } else {
      if (constraint) c.lose('a constraint');
      break;
    }
  }
  const span = c.spanFrom(Math.min(first, c.end - 1));
  return {
    name,
    type,
    notNull,
    default: value,
    identity,
    generated,
    generatedFrom,
    isVirtual: generatedFrom && isVirtual,
    notNullName,
    collation,
    constraints: constraints ?? none,
    span,
  };
}

const starters = new Set(
  'CONSTRAINT NOT NULL DEFAULT CHECK UNIQUE PRIMARY REFERENCES GENERATED COLLATE WITH'.split(' '),
);

function endsColumn(c: Cursor): boolean {
  const kind = c.kind();
  return kind === END || kind === COMMA || kind === CLOSE;
}
