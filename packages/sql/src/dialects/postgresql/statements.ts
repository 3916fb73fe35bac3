import type { Named, QualifiedName } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, none, nothing, opaque, says } from '../../reading.ts';
import { CLOSE, COMMA, NUMBER, OPEN, QUOTED, STRING } from '../../tokens.ts';
import { aloneWords } from './alone.ts';
import { readAlterTable } from './alter-table.ts';
import { readAlterThing } from './alter-thing.ts';
import { callsIn } from './calls.ts';
import { readCreateFunction } from './create-function.ts';
import { readCreateIndex } from './create-index.ts';
import { readCreateSchema } from './create-schema.ts';
import { readCreateTable } from './create-table.ts';
import { readCreateTrigger } from './create-trigger.ts';
import { readCreateDomain, readCreateType } from './create-type.ts';
import { readDo } from './do.ts';
import { readDrop } from './drop.ts';
import { skipRest } from './recovery.ts';
import { readRowNames } from './row-names.ts';
import { readSet, readSetConfig, readTransaction } from './session.ts';
import { readCreateThing, readOtherThing, takeThing } from './things.ts';

/** What one statement says. The cursor is over its tokens, without the semicolon. */
export function readStatement(c: Cursor): StatementBody {
  const read = readByFirstWord(c);
  if (!c.done) c.lose('the end of the statement');
  return read;
}

function readByFirstWord(c: Cursor): StatementBody {
  switch (c.word()) {
    case 'CREATE':
      return readCreate(c);
    case 'ALTER':
      if (c.is('TABLE', 1)) {
        c.at++;
        return readAlterTable(c);
      }
      if (c.is('FOREIGN', 1) && c.is('TABLE', 2)) {
        c.at += 2;
        return readAlterTable(c);
      }
      return readAlterThing(c);
    case 'DROP':
      return readDrop(c);
    case 'DO':
      return readDo(c);
    case 'SET':
    case 'RESET':
      return readSet(c);
  }
  const control = readTransaction(c);
  if (control) return control;
  c.at = c.from;
  return readOther(c);
}

function readCreate(c: Cursor): StatementBody {
  c.expect('CREATE');
  const orReplace = c.takes('OR', 'REPLACE');
  const temporary = takeTemporary(c);
  switch (c.word()) {
    case 'TABLE':
      return readCreateTable(c, 'CREATE TABLE', temporary);
    case 'UNIQUE':
    case 'INDEX':
      return readCreateIndex(c);
    case 'TYPE':
      return readCreateType(c);
    case 'DOMAIN':
      return readCreateDomain(c);
    case 'SCHEMA':
      return readCreateSchema(c, readStatement);
  }
  if (c.is('FOREIGN') && c.is('TABLE', 1)) {
    c.at++;
    return readCreateTable(c, 'CREATE FOREIGN TABLE', false);
  }
  if (!c.takes('RECURSIVE')) c.takes('CONSTRAINT');
  const thing = takeThing(c);
  if (thing?.words === 'FUNCTION' || thing?.words === 'PROCEDURE') {
    return readCreateFunction(c, `CREATE ${thing.words}`, orReplace);
  }
  if (thing?.entity === 'trigger') return readCreateTrigger(c, orReplace);
  if (thing && thing.entity !== 'table' && thing.entity !== 'index') {
    return readCreateThing(c, { verb: `CREATE ${thing.words}`, entity: thing.entity, orReplace });
  }
  const verb = `CREATE ${readOtherThing(c, 'create')}`;
  skipRest(c);
  return says(verb, none, { alone: aloneWords(c, verb) });
}

function takeTemporary(c: Cursor): boolean {
  if (!c.takes('GLOBAL')) c.takes('LOCAL');
  if (c.takes('TEMPORARY') || c.takes('TEMP')) return true;
  c.takes('UNLOGGED');
  return false;
}

/** Queries, changes of rows and everything else that leaves the schema as it is. */
function readOther(c: Cursor): StatementBody {
  const verb = verbOf(c);
  if (verb === 'SELECT' || verb === 'PERFORM') {
    const read = readSetConfig(c) ?? readSelectInto(c);
    if (read) return read;
  }
  if (verb === 'IMPORT') return opaque(c, 'IMPORT FOREIGN SCHEMA', 'the tables of a foreign schema are not known');
  if (verb === 'DISCARD' && c.is('ALL', 1)) {
    c.at = c.end;
    const body = { kind: 'alter', entity: 'search-path', schemas: undefined, local: false } as const;
    return says(verb, [change(c, c.from, body)], { alone: aloneWords(c, verb) });
  }
  if (!statements.has(verb)) {
    c.lose('a statement');
    return nothing(verb);
  }
  const invalidAt = verb === 'UPDATE' ? checkAssignments(c) : undefined;
  if (invalidAt) return says(verb, none, { invalidAt });
  if (verb === 'TABLE' && c.kind(2) === OPEN) c.lose('CREATE before TABLE');
  const fills = filledBy(c);
  const empties = emptiedBy(c);
  skipRest(c);
  const calls = callsIn(c, verb);
  const alone = aloneWords(c, verb);
  const rows = isOfFile(c) && !c.lost ? readRowNames(c) : undefined;
  if (fills) return says(verb, none, { calls: calls.length > 0 ? calls : undefined, alone, fills, rows });
  if (calls.length > 0) return says(verb, none, { calls, alone, rows });
  return says(verb, none, { empties, alone, rows });
}

/** Whether the statement stands in a file, and not in a block of code, where names may be variables. */
const isOfFile = (c: Cursor): boolean => c.reading.depth === 0 && !c.reading.place && c.depth === 0;

/**
 * The assignments of UPDATE … SET are not kept, but one thing that people forget there makes PostgreSQL refuse the whole
 * file: the comma between two of them. No quoted name can follow a value.
 */
function checkAssignments(c: Cursor): Named | undefined {
  const e = c.over(c.from, c.end);
  while (!e.done && !e.is('SET')) e.skip();
  for (; !e.done && !e.is('FROM') && !e.is('WHERE') && !e.is('RETURNING'); e.skip()) {
    const before = e.tokens.kinds[e.at - 1];
    const follows = before === QUOTED || before === STRING || before === NUMBER || before === CLOSE;
    if (e.kind() !== QUOTED || !follows) continue;
    const invalidAt = { name: e.raw(), span: e.span(e.at) };
    c.at = e.at;
    c.lose('"," or the end of the statement');
    return invalidAt;
  }
  return undefined;
}

/** The table that a statement puts rows into, where its first words say so. */
function filledBy(c: Cursor): QualifiedName | undefined {
  const isInto = (c.is('INSERT') || c.is('MERGE')) && c.is('INTO', 1);
  if (!isInto && !c.is('COPY')) return undefined;
  const e = c.over(c.at + (isInto ? 2 : 1), c.end);
  e.takes('ONLY');
  if (e.kind() === OPEN) return undefined;
  const name = e.qualifiedName('the name of the table');
  return e.lost ? undefined : name;
}

/** The tables that a statement takes all rows out of, where that is all that it says. */
function emptiedBy(c: Cursor): readonly QualifiedName[] | undefined {
  const isDelete = c.is('DELETE') && c.is('FROM', 1) && !c.is('ONLY', 2);
  if (!isDelete && !c.is('TRUNCATE')) return undefined;
  const e = c.over(c.at + (isDelete ? 2 : 1), c.end);
  if (!isDelete) e.takes('TABLE');
  const names: QualifiedName[] = [];
  do {
    if (!isDelete) e.takes('ONLY');
    names.push(e.qualifiedName('the name of a table'));
    if (e.isOperator('*')) e.at++;
  } while (!isDelete && e.takesKind(COMMA));
  return e.lost || (isDelete && !e.done) ? undefined : names;
}

/** The first word, and for WITH and parentheses the statement that they lead to. */
function verbOf(c: Cursor): string {
  const first = c.raw().toUpperCase();
  if (first !== 'WITH' && first !== 'EXPLAIN' && c.kind() !== OPEN) return first;
  if (first === 'EXPLAIN') return first;
  if (c.kind() === OPEN) return 'SELECT';
  const e = c.over(c.at + 1, c.end);
  while (!e.done && !queries.has(e.word())) e.skip();
  return e.done ? first : e.raw().toUpperCase();
}

const queries = new Set('SELECT INSERT UPDATE DELETE MERGE VALUES TABLE'.split(' '));

/** SELECT … INTO name FROM …: a table with the columns of the query. */
function readSelectInto(c: Cursor): StatementBody | undefined {
  const start = c.at;
  while (!c.done && !c.is('INTO') && !c.is('FROM') && !c.is('UNION')) c.skip();
  if (!c.takes('INTO')) {
    c.at = start;
    return undefined;
  }
  const temporary = takeTemporary(c);
  c.takes('TABLE');
  const name = c.qualifiedName('the name of the table');
  while (!c.done) c.skip();
  const none = {
    columns: [],
    constraints: [],
    partitionedBy: undefined,
    partitionOf: undefined,
    inherits: [],
    like: [],
  };
  const query = c.textOf(c.from, c.end - 1);
  const body = {
    kind: 'add',
    entity: 'table',
    name,
    ...none,
    ifNotExists: false,
    temporary,
    asQuery: true,
    query,
  } as const;
  return says('SELECT INTO', [change(c, c.from, body)]);
}

/** First words of the statements that leave the schema as it is. What begins with another word is no SQL. */
const statements = new Set(
  `SELECT INSERT UPDATE DELETE MERGE VALUES TABLE WITH EXPLAIN GRANT REVOKE COMMENT ANALYZE ANALYSE VACUUM REINDEX CLUSTER
  REFRESH TRUNCATE LOCK COPY CALL EXECUTE PREPARE DEALLOCATE DECLARE FETCH MOVE CLOSE LISTEN NOTIFY UNLISTEN LOAD SHOW
  CHECKPOINT PERFORM DISCARD SECURITY REASSIGN COMMIT ROLLBACK WAIT REPACK`.split(/\s+/),
);
