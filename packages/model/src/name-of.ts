import type { EnumType } from './data-type.ts';
import type { EditedMigration } from './edited.ts';
import type { ForeignKey } from './foreign-key.ts';
import type { Ignore } from './ignore.ts';
import type { Reference } from './reference.ts';
import { shownReference, shownTableId } from './reference.ts';
import type { Relation } from './relation.ts';
import { type Check, type Column, type Index, type Key, shownTable, type Table } from './table.ts';
import type { ForeignKeyEvent, Moment } from './timeline.ts';

/** Whatever a finding can be about. */
export type Entity =
  | Table
  | Column
  | Key
  | Index
  | Check
  | EnumType
  | Relation
  | ForeignKey
  | Reference
  | ForeignKeyEvent
  | Moment
  | EditedMigration
  | Ignore;

/**
 * The name under which a finding about this is remembered, and which people read: `posts`, `posts.author_id`, `posts.author_id →
 * users.id`. It holds no position, so it stays when text moves.
 */
export function nameOf(entity: Entity): string {
  if (!('kind' in entity)) return `${entity.migration.name} ${entity.statement.verb}`;
  switch (entity.kind) {
    case 'table':
      return shownTableId(entity.id);
    case 'edited-migration':
      return entity.name;
    case 'ignore':
      return [entity.word, entity.rules.map(({ name }) => name).join(', ')].filter((part) => part !== '').join(' ');
    case 'relation':
    case 'reference':
    case 'foreign-key-event':
      return shownReference(entity);
    case 'enum':
      return shownTable(entity);
    default:
      return `${shownTableId(entity.table)}.${entity.name}`;
  }
}
