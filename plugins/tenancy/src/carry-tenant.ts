import type { Edit, Reference, Tenancy } from '@refint/model';
import type { Fix, Project } from '@refint/rule';

/**
 * Lets all of these references of one table carry the tenant, with the keys that this needs; nothing where the schema can
 * say it of some of them only. It is not safe: rows that reference another tenant already are in the way of the keys.
 */
export function fixFor(bare: readonly Reference[], tenancy: Tenancy, { declared }: Project): Fix | undefined {
  const edits: Edit[] = [];
  for (const { relation } of bare) {
    const own = relation && tenancy.columnIn(relation.table);
    const other = relation && tenancy.columnIn(relation.referencedTable);
    const written = own && other && declared?.writer.widenRelation(relation, own, other);
    if (!written) return undefined;
    edits.push(...written);
  }
  const column = tenancy.columnIn(bare[0]?.table ?? '');
  return { title: `carry ${column}, which rows that reference another tenant prevent`, safe: false, edits };
}
