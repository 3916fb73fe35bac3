import { splitTableId, type TableId, type Timeline } from '@refint/model';
import { quote, quoteTable } from './quote.ts';

/** How the statements of a plan name what is in a schema. */
export interface Names {
  readonly table: (id: TableId) => string;
  /** Something beside a table, such as its index. */
  readonly beside: (table: TableId, name: string) => string;
}

/**
 * Names without the schema where it is the usual one, as Prisma writes them; and with it where a migration leaves a search path
 * that the usual one is not on, as each dump of a database does.
 */
export function namesFor(timeline: Pick<Timeline, 'leftPaths'> | undefined): Names {
  const path = timeline?.leftPaths.at(-1)?.now;
  const isLost = path !== undefined && !path.includes('public');
  const beside = (table: TableId, name: string): string => {
    const { schema } = splitTableId(table);
    const isUsual = schema === '' || (schema === 'public' && !isLost);
    return isUsual ? quote(name) : `${quote(schema)}.${quote(name)}`;
  };
  return { beside, table: (id) => (isLost ? beside(id, splitTableId(id).name) : quoteTable(id)) };
}
