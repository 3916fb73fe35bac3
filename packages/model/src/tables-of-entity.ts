import type { Entity } from './name-of.ts';
import type { TableId } from './table.ts';
import { tablesNamed } from './tables-of.ts';

/**
 * The tables that something belongs to: its own, the referencing one for what is between two, and all that are named for a
 * change, under their old and their new names. An enum, a comment and a whole migration belong to none.
 */
export function tablesOfEntity(entity: Entity): readonly TableId[] {
  if (!('kind' in entity)) return tablesNamed(entity);
  switch (entity.kind) {
    case 'table':
      return [entity.id];
    case 'enum':
    case 'edited-migration':
    case 'ignore':
      return [];
    default:
      return [entity.table];
  }
}
