import type { DialectReader } from '../cursor.ts';
import { readExpression } from './postgresql/expressions.ts';
import { tokenise } from './postgresql/lexer.ts';
import { isReserved, nameOf, stringOf } from './postgresql/names.ts';
import { readNovelty } from './postgresql/novelties.ts';
import { readOutput, readViewOutput } from './postgresql/output.ts';
import { readQuery } from './postgresql/queries.ts';
import { nextStatement, statementEnd } from './postgresql/recovery.ts';
import { readStatement } from './postgresql/statements.ts';
import { readViewColumns } from './postgresql/view-columns.ts';

/** SQL as PostgreSQL 15 to 18 reads it. */
export const postgresql: DialectReader = {
  nameOf,
  stringOf,
  isReserved,
  tokenise,
  statementEnd,
  nextStatement,
  readStatement,
  readQuery,
  readExpression,
  readOutput,
  readViewOutput,
  readViewColumns,
  readNovelty,
};
