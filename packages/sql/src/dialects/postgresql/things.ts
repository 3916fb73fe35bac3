import type { NamedThing, QualifiedName, ViewQuery } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, says } from '../../reading.ts';
import { OPEN } from '../../tokens.ts';
import { skipRest } from './recovery.ts';
import { readViewNames } from './view-names.ts';
import { readViewQuery } from './view-query.ts';

export interface Thing {
  readonly words: string;
  readonly entity: 'table' | 'index' | NamedThing;
}

/** The words that name a kind of thing in CREATE, ALTER and DROP, and what refint calls it. */
const things = new Map<string, Thing>();
const addThing = (words: string, entity: Thing['entity']) => things.set(words, { words, entity });
addThing('TABLE', 'table');
addThing('FOREIGN TABLE', 'table');
addThing('INDEX', 'index');
addThing('TYPE', 'type');
addThing('DOMAIN', 'type');
addThing('SCHEMA', 'schema');
addThing('SEQUENCE', 'sequence');
addThing('VIEW', 'view');
addThing('MATERIALIZED VIEW', 'materialized-view');
addThing('FUNCTION', 'function');
addThing('PROCEDURE', 'function');
addThing('ROUTINE', 'function');
addThing('AGGREGATE', 'function');
addThing('TRIGGER', 'trigger');
addThing('EXTENSION', 'extension');
addThing('POLICY', 'policy');

/** Steps over the words that name a kind of thing, if the cursor stands before such words. */
export function takeThing(c: Cursor): Thing | undefined {
  const isTwo = c.is('FOREIGN') ? c.is('TABLE', 1) : c.is('MATERIALIZED') && c.is('VIEW', 1);
  const thing = things.get(isTwo ? `${c.word()} ${c.raw(1).toUpperCase()}` : c.word());
  if (thing) c.at += isTwo ? 2 : 1;
  return thing;
}

/** Words after CREATE, ALTER and DROP that name kinds of things which refint does not look at. */
const others = new Set(
  `ACCESS CAST COLLATION CONVERSION DATABASE DEFAULT EVENT FOREIGN GROUP LANGUAGE LARGE OPERATOR PROCEDURAL PROPERTY PUBLICATION
  ROLE RULE SERVER STATISTICS SUBSCRIPTION SYSTEM TABLESPACE TEXT TRANSFORM TRUSTED USER`.split(/\s+/),
);

/** Makes sure that a kind of thing is named here, and gives its first word. */
export function readOtherThing(c: Cursor, doing: string): string {
  const word = c.raw().toUpperCase();
  if (!others.has(word)) c.lose(`what to ${doing}`);
  return word;
}

export interface Creation {
  readonly verb: string;
  readonly entity: NamedThing;
  readonly orReplace: boolean;
}

/** CREATE of something that is known by its name alone; the cursor stands behind the words that name its kind. */
export function readCreateThing(c: Cursor, { verb, entity, orReplace }: Creation): StatementBody {
  const ifNotExists = c.takes('IF', 'NOT', 'EXISTS');
  let name: QualifiedName = c.qualifiedName('a name');
  let table: QualifiedName | undefined;
  let owner: Owner | undefined;
  if (entity === 'policy') table = afterOn(c);
  else if (entity === 'sequence') table = (owner = ownerOf(c))?.table;
  else if (entity === 'extension') {
    c.takes('WITH');
    if (c.takes('SCHEMA')) name = { ...name, schema: c.name('a schema').name };
  } else if (entity === 'view' || entity === 'materialized-view') {
    const first = c.at;
    skipRest(c);
    const gives = readViewNames(c.over(first, c.at));
    const reads = readView(c.over(first, c.at));
    const text = c.textOf(c.from, c.end - 1);
    return {
      verb,
      changes: [change(c, c.from, { kind: 'add', entity, name, ifNotExists, orReplace, table, reads, gives, text })],
    };
  }
  skipRest(c);
  const column = owner?.column;
  return says(verb, [change(c, c.from, { kind: 'add', entity, name, ifNotExists, orReplace, table, column })]);
}

/** The query of a view: what stands behind AS, which may follow names of columns and options. */
function readView(c: Cursor): ViewQuery | undefined {
  while (!c.done && !c.is('AS')) c.skip();
  return c.takes('AS') ? readViewQuery(c) : undefined;
}

/** The table of a policy: the name behind ON, which stands outside of parentheses. */
function afterOn(c: Cursor): QualifiedName | undefined {
  while (!c.done && !c.is('ON')) c.skip();
  return c.takes('ON') ? c.qualifiedName('a table') : undefined;
}

export interface Owner {
  readonly table: QualifiedName;
  readonly column: string;
}

/** The table and column of `OWNED BY schema.table.column`. */
export function ownerOf(c: Cursor): Owner | undefined {
  while (!c.done) {
    if (c.takes('OWNED', 'BY')) {
      if (c.takes('NONE')) return undefined;
      const first = c.at;
      const parts = [c.name('a column')];
      while (c.takesKind(46)) parts.push(c.label());
      const table = parts.at(-2);
      const span = c.span(first, Math.max(first, c.at - 3));
      return (
        table && { table: { name: table.name, schema: parts.at(-3)?.name, span }, column: parts.at(-1)?.name ?? '' }
      );
    }
    c.skip();
  }
  return undefined;
}

/** Arguments of a function in DROP and ALTER, which tell overloads apart; refint does not. */
export function skipArguments(c: Cursor): void {
  if (c.kind() === OPEN) c.skip();
}
