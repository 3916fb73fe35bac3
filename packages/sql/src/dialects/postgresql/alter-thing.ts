import type { Change, NamedThing, QualifiedName } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, none, nothing, says } from '../../reading.ts';
import { aloneWords } from './alone.ts';
import { skipRest } from './recovery.ts';
import { ownerOf, readOtherThing, skipArguments, takeThing } from './things.ts';

/** ALTER of anything but a table. */
export function readAlterThing(c: Cursor): StatementBody {
  c.expect('ALTER');
  const thing = takeThing(c);
  if (!thing) {
    const other = readOtherThing(c, 'alter');
    c.at = c.end;
    const verb = `ALTER ${other}`;
    return says(verb, none, { alone: aloneWords(c, verb) });
  }
  if (c.is('ALL')) {
    c.at = c.end;
    return nothing(`ALTER ${thing.words}`);
  }
  const verb = `ALTER ${thing.words}`;
  const ifExists = c.takes('IF', 'EXISTS');
  const name = c.qualifiedName('a name');
  skipArguments(c);
  const table = c.takes('ON') ? c.qualifiedName('a table') : undefined;
  if (table) c.touches.push(table);
  else c.touches.push(name);
  return thing.words === 'TYPE' && (c.is('ADD') || c.is('RENAME'))
    ? readAlterType(c, verb, name)
    : readAlteration(c, { verb, words: thing.words, entity: thing.entity, name, ifExists, table });
}

interface Altered {
  readonly verb: string;
  readonly words: string;
  readonly entity: 'table' | 'index' | NamedThing;
  readonly name: QualifiedName;
  readonly ifExists: boolean;
  readonly table?: QualifiedName | undefined;
}

function readAlteration(c: Cursor, { verb, words, entity, name, ifExists, table }: Altered): StatementBody {
  if (c.takes('RENAME', 'TO')) {
    const to = c.name('the new name');
    return one(verb, change(c, c.from, { kind: 'rename', entity, name, to, ifExists, table }));
  }
  if (c.takes('SET', 'SCHEMA')) {
    const schema = c.name('a schema');
    return one(verb, change(c, c.from, { kind: 'alter', entity: 'schema-of', of: entity, name, ifExists, schema }));
  }
  if ((entity === 'view' || entity === 'materialized-view') && c.takes('RENAME')) {
    c.takes('COLUMN');
    const column = c.name('a column');
    c.expect('TO');
    const to = c.name('the new name');
    const body = { kind: 'rename', entity: 'column', table: name, name: column, to, ifExists: false } as const;
    return one(verb, change(c, c.from, { ...body, ifTableExists: ifExists }));
  }
  if (entity === 'sequence' && ownershipIn(c)) {
    const owner = ownerOf(c);
    c.at = c.end;
    return one(verb, change(c, c.from, { kind: 'alter', entity: 'owner-of-sequence', name, owner }));
  }
  const isDomain = words === 'DOMAIN';
  if (isDomain && (c.is('SET') || c.is('DROP')) && c.is('NOT', 1)) {
    const notNull = c.takes('SET');
    if (!notNull) c.expect('DROP');
    c.expect('NOT', 'NULL');
    return one(verb, change(c, c.from, { kind: 'alter', entity: 'domain', name, notNull }));
  }
  if (words === 'EXTENSION' && (c.is('ADD') || c.is('DROP'))) {
    c.at = c.end;
    return nothing(verb);
  }
  if (c.done) c.lose('what to alter');
  skipRest(c);
  return nothing(verb);
}

function ownershipIn(c: Cursor): boolean {
  for (let ahead = 0; c.at + ahead < c.end; ahead++) if (c.is('OWNED', ahead) && c.is('BY', ahead + 1)) return true;
  return false;
}

/** ALTER TYPE of an enum: a value more, or another name for the type or a value. */
function readAlterType(c: Cursor, verb: string, type: QualifiedName): StatementBody {
  if (c.takes('ADD', 'VALUE')) {
    const ifNotExists = c.takes('IF', 'NOT', 'EXISTS');
    const value = c.string('a value of the enum');
    const side = c.takes('BEFORE') ? 'before' : c.takes('AFTER') ? 'after' : undefined;
    const beside = side && ({ side, value: c.string('a value of the enum').name } as const);
    return one(verb, change(c, c.from, { kind: 'add', entity: 'enum-value', type, value, ifNotExists, beside }));
  }
  if (c.takes('RENAME', 'VALUE')) {
    const name = c.string('a value of the enum');
    c.expect('TO');
    const to = c.string('a value of the enum');
    return one(verb, change(c, c.from, { kind: 'rename', entity: 'enum-value', type, name, to }));
  }
  if (c.is('RENAME') && c.is('TO', 1)) {
    return readAlteration(c, { verb, words: 'TYPE', entity: 'type', name: type, ifExists: false });
  }
  // The inside of a composite type does not matter here.
  if (!c.takes('ADD', 'ATTRIBUTE') && !c.takes('RENAME', 'ATTRIBUTE')) c.lose('what to do with the type');
  skipRest(c);
  return nothing(verb);
}

const one = (verb: string, made: Change): StatementBody => says(verb, [made]);
