import type { Change, ConstraintDefinition, QualifiedName, RowNames } from '@refint/model';

/**
 * How a change needs a table to be there. `alters`: it works on the table itself. `references`: a foreign key points at
 * it. `copies`: INHERITS, LIKE, PARTITION OF. `reads`: a view is made of it.
 */
export type HowNeeded = 'alters' | 'references' | 'copies' | 'reads';

/** Says one table without which a change can't be done. */
export type SayNeed = (table: QualifiedName, how: HowNeeded) => void;

/** Says the tables without which a change can't be done, in the order in which they are named. */
export function eachNeed(change: Change, say: SayNeed): void {
  switch (change.kind) {
    case 'add':
      if (change.entity === 'table') eachNeedOfTable(change, say);
      else if (change.entity === 'index') say(change.index.table, 'alters');
      else if (change.entity === 'column') {
        say(change.table, 'alters');
        eachReference(change.column.constraints, say);
      } else if (change.entity === 'constraint') {
        say(change.table, 'alters');
        if (change.constraint.kind === 'foreign-key') say(change.constraint.referencedTable, 'references');
      } else if (change.entity === 'trigger' && change.table) say(change.table, 'alters');
      else if ('reads' in change && change.reads?.isPlain) {
        for (const { table } of change.reads.from) say(table, 'reads');
      }
      return;
    case 'drop':
      if (change.entity === 'column' || change.entity === 'constraint') say(change.table, 'alters');
      else if (change.entity === 'table' && !change.ifExists) say(change.name, 'alters');
      return;
    case 'alter':
      if (change.entity === 'column' || change.entity === 'constraint') say(change.table, 'alters');
      else if (change.entity === 'partition') {
        say(change.table, 'alters');
        say(change.partition, 'alters');
      } else if (change.entity === 'inheritance') {
        say(change.table, 'alters');
        say(change.parent, 'alters');
      } else if (change.entity === 'schema-of' && change.of === 'table' && !change.ifExists) say(change.name, 'alters');
      return;
    case 'rename':
      if (change.entity === 'enum-value' || change.ifExists) return;
      if (change.entity === 'column' || change.entity === 'constraint') say(change.table, 'alters');
      else if (change.entity === 'table') say(change.name, 'alters');
  }
}

/** Says the tables whose rows a statement reads or changes, but for those that migrations never make. */
export function eachRead({ target, reads }: RowNames, say: SayNeed): void {
  if (target && !isKeptElsewhere(target)) say(target, 'reads');
  for (const table of reads) if (!isKeptElsewhere(table)) say(table, 'reads');
}

/** Tables of the server, of extensions, and those in which runners write down what they ran. */
export const isKeptElsewhere = ({ schema, name }: QualifiedName): boolean =>
  schema === 'pg_catalog' ||
  schema === 'information_schema' ||
  /^pg_|^_prisma|drizzle|migrations|^typeorm_metadata$|^spatial_ref_sys$|^ge\w+_columns$|^raster_/.test(name);

function eachNeedOfTable(
  change: Extract<Change, { readonly entity: 'table'; readonly columns: unknown }>,
  say: SayNeed,
): void {
  for (const name of change.inherits) say(name, 'copies');
  if (change.partitionOf) say(change.partitionOf, 'copies');
  for (const { table } of change.like) say(table, 'copies');
  for (const { constraints } of change.columns) eachReference(constraints, say);
  eachReference(change.constraints, say);
}

function eachReference(constraints: readonly ConstraintDefinition[], say: SayNeed): void {
  for (const constraint of constraints) {
    if (constraint.kind === 'foreign-key') say(constraint.referencedTable, 'references');
  }
}
