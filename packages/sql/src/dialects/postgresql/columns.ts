import type { ColumnDefinition, ConstraintDefinition, DefaultValue, Located } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { CLOSE, COMMA, OPEN, WORD } from '../../tokens.ts';
import { readOtherConstraint, readReferences } from './constraints.ts';
import { readColumnDefault, readParenthesised } from './fragments.ts';
import { readType } from './types.ts';

/** A column of CREATE TABLE or ADD COLUMN. Only CREATE TABLE AS and partitions may leave the type out. */
export function readColumn(c: Cursor, typeMayLack: boolean): ColumnDefinition {
  const first = c.at;
  const name = c.name('a column');
  const ends = c.done || c.kind() === COMMA || c.kind() === CLOSE;
  const lacks = typeMayLack && (ends || startsColumnConstraint(c));
  const type = lacks ? undefined : readType(c);
  if (lacks) c.takes('WITH', 'OPTIONS');
  let notNull: Located<boolean> | undefined;
  let value: Located<DefaultValue> | undefined;
  let identity: ColumnDefinition['identity'];
  let generated: Located<string> | undefined;
  let collation: string | undefined;
  const constraints: ConstraintDefinition[] = [];
  while (c.kind() === WORD) {
    const start = c.at;
    const constraint = c.takes('CONSTRAINT') ? c.name("the constraint's name") : undefined;
    if (notNull && (c.is('NULL') || (c.is('NOT') && c.is('NULL', 1) && !notNull.value)))
      c.lose('NULL or NOT NULL once');
    else if (c.takes('NOT', 'NULL')) {
      notNull = { value: true, span: c.span(c.at - 2, c.at - 1) };
      c.takes('NO', 'INHERIT');
      c.takes('NOT', 'ENFORCED');
    } else if (c.takes('NULL')) notNull = { value: false, span: c.span(c.at - 1) };
    else if (c.takes('DEFAULT')) value = readColumnDefault(c);
    else if (c.takes('COLLATE')) collation = c.qualifiedName('a collation').name;
    else if (c.takes('STORAGE') || c.takes('COMPRESSION')) c.label();
    else if (c.takes('REFERENCES')) {
      constraints.push(readReferences(c, { first: start, name: constraint, columns: [name], inline: true }));
    } else if (c.is('CHECK') || c.is('UNIQUE') || c.is('PRIMARY')) {
      const read = readOtherConstraint(c, start, constraint, name);
      if (read) constraints.push(read);
    } else if (c.takes('GENERATED')) {
      const kind = c.takes('ALWAYS') ? 'always' : 'by-default';
      if (kind === 'by-default') c.expect('BY', 'DEFAULT');
      c.expect('AS');
      if (c.takes('IDENTITY')) {
        if (c.kind() === OPEN) c.skip();
        identity = { value: kind, span: c.spanFrom(start) };
      } else {
        const { text } = readParenthesised(c);
        if (!c.takes('STORED')) c.takes('VIRTUAL');
        generated = { value: text, span: c.spanFrom(start) };
      }
    } else {
      if (constraint) c.lose('a constraint');
      break;
    }
  }
  const span = c.spanFrom(Math.min(first, c.end - 1));
  return { name, type, notNull, default: value, identity, generated, collation, constraints, span };
}

const starters = new Set(
  'CONSTRAINT NOT NULL DEFAULT CHECK UNIQUE PRIMARY REFERENCES GENERATED COLLATE WITH'.split(' '),
);

const startsColumnConstraint = (c: Cursor): boolean => c.kind() === WORD && starters.has(c.raw().toUpperCase());
