import { tableId } from '@refint/model';
import fc from 'fast-check';
import { parse } from 'libpg-query';
import { expect, test } from 'vitest';
import { quote, quoteTable, quoteText } from './quote.ts';

/** Names as people and as attackers write them; no database keeps a NUL or half a letter. */
const name = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
    fc.constantFrom('order', 'a"b', '$$', "';DROP TABLE x;--", '*/', 'Größe', '\n'),
  )
  .map((text) => text.replace(/\p{Surrogate}|\0/gu, ''))
  .filter((text) => text !== '');

test('a name is one name to PostgreSQL, whatever is in it, and a text is one text', async () => {
  await fc.assert(
    fc.asyncProperty(name, name, name, async (schema, table, column) => {
      const { stmts = [] } = await parse(
        `SELECT ${quote(column)}, ${quoteText(column)} FROM ${quoteTable(tableId(schema, table))}`,
      );
      const [{ stmt }] = stmts as [{ stmt: { SelectStmt: never } }];
      expect(stmts.length).toBe(1);
      expect(stmt.SelectStmt).toMatchObject({
        targetList: [
          { ResTarget: { val: { ColumnRef: { fields: [{ String: { sval: column } }] } } } },
          { ResTarget: { val: { A_Const: { sval: { sval: column } } } } },
        ],
        fromClause: [{ RangeVar: { schemaname: schema, relname: table } }],
      });
    }),
    { numRuns: 200 },
  );
});
