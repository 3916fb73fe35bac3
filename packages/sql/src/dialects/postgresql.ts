import type { DialectReader } from '../read.ts';
import { tokenise } from './postgresql/lexer.ts';
import { writing } from './postgresql/names.ts';
import { nextStatement, statementEnd } from './postgresql/recovery.ts';
import { readStatement } from './postgresql/statements.ts';

/** SQL as PostgreSQL 15 to 18 reads it. */
export const postgresql: DialectReader = { tokenise, writing, statementEnd, nextStatement, readStatement };
