import { type Change, type Span, sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { readSql } from './index.ts';

/** The places of a change, by the way to them, as the text that stands there. */
function places(text: string, index = 0): Record<string, string> {
  const changes = readSql(sourceOf('places.sql', text), 'postgresql').statements.flatMap(({ changes }) => changes);
  const found: Record<string, string> = {};
  const walk = (value: unknown, way: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { span, start, end } = value as { span?: Span; start?: number; end?: number };
    if (span) found[way] = text.slice(span.start, span.end);
    else if (start !== undefined && end !== undefined) found[way] = text.slice(start, end);
    for (const [key, part] of Object.entries(value)) {
      if (key !== 'source' && key !== 'span') walk(part, way === '' ? key : `${way}.${key}`);
    }
  };
  walk(changes[index] as Change, '');
  return found;
}

test('a foreign key', () => {
  const text = `ALTER TABLE ONLY public."Pet"
    ADD CONSTRAINT "Pet_fk" FOREIGN KEY ("ownerId", b) REFERENCES "Owner" (id, "B") -- why
      ON DELETE SET NULL ("ownerId") ON UPDATE CASCADE NOT VALID, DROP x;`;
  expect(places(text)).toEqual({
    '': text.slice(text.indexOf('ADD'), text.indexOf(', DROP')),
    table: 'public."Pet"',
    constraint: text.slice(text.indexOf('CONSTRAINT'), text.indexOf(', DROP')),
    'constraint.name': '"Pet_fk"',
    'constraint.columns.0': '"ownerId"',
    'constraint.columns.1': 'b',
    'constraint.referencedTable': '"Owner"',
    'constraint.referencedColumns.0': 'id',
    'constraint.referencedColumns.1': '"B"',
    'constraint.onDelete': 'SET NULL',
    'constraint.setColumns.0': '"ownerId"',
    'constraint.onUpdate': 'CASCADE',
    'constraint.notValid': 'NOT VALID',
  });
});

test('a column with a foreign key of its own', () => {
  const text = `ALTER TABLE a ADD COLUMN b timestamp(3) with time zone[] DEFAULT now() - '1 d'::interval NOT NULL REFERENCES c (d) ON DELETE no action;`;
  expect(places(text)).toMatchObject({
    column: text.slice(text.indexOf('b timestamp'), -1),
    'column.name': 'b',
    'column.type': 'timestamp(3) with time zone[]',
    'column.default': "now() - '1 d'::interval",
    'column.notNull': 'NOT NULL',
    'column.constraints.0': 'REFERENCES c (d) ON DELETE no action',
    'column.constraints.0.columns.0': 'b',
    'column.constraints.0.onDelete': 'no action',
  });
});

test('an index', () => {
  const text = `CREATE UNIQUE INDEX "i" ON s.t USING btree (a DESC, lower(b), (c || 'x') COLLATE "C") INCLUDE (d) WHERE e > 1 -- end\n;`;
  expect(places(text)).toEqual({
    '': text.slice(0, text.indexOf(' --')),
    'index.name': '"i"',
    'index.table': 's.t',
    'index.parts.0': 'a',
    'index.parts.1': 'lower(b)',
    'index.parts.1.names.0': 'b',
    'index.parts.2': "c || 'x'",
    'index.parts.2.names.0': 'c',
    'index.include.0': 'd',
    'index.predicate': 'e > 1',
    'index.predicateNames.0': 'e',
  });
});

test('names of a list stand apart', () => {
  expect(places('DROP TABLE a, s."B" CASCADE', 1)).toEqual({ '': 's."B"', name: 's."B"' });
});

test('code in a block stands in the file', () => {
  const text = `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'a') THEN ALTER TABLE a ADD b int; END IF; END $$`;
  expect(places(text)).toMatchObject({
    'routine.body.0': text.slice(text.indexOf('IF NOT'), text.indexOf('; END $$')),
    'routine.body.0.branches.0.condition': text.slice(text.indexOf('NOT EXISTS'), text.indexOf(' THEN')),
    'routine.body.0.branches.0.body.0.statement': 'ALTER TABLE a ADD b int',
    'routine.body.0.branches.0.body.0.statement.changes.0.column.name': 'b',
  });
});

test('code in quotes with quotes inside stands where the string is', () => {
  expect(places(`DO 'BEGIN EXECUTE ''x''; END'`)['routine.body.0']).toBe(`'BEGIN EXECUTE ''x''; END'`);
});

test('what an expression may mention', () => {
  const text = `ALTER TABLE t ADD CHECK (lower(a) = 'b' AND t."C" > d::numeric AND CAST(e AS text) IS NOT NULL AND x.f(g))`;
  const change = readSql(sourceOf('check.sql', text), 'postgresql').statements[0]?.changes[0];
  const constraint = change?.kind === 'add' && change.entity === 'constraint' ? change.constraint : undefined;
  expect(constraint?.kind === 'check' && constraint.mentions).toEqual(['a', 'C', 'd', 'e', 'g']);
});
