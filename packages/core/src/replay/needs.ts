import type { Change, ConstraintDefinition, QualifiedName } from '@refint/model';

/**
 * How a change needs a table to be there. `alters`: it works on the table itself. `references`: a foreign key points at
 * it. `copies`: INHERITS, LIKE, PARTITION OF.
 */
export interface Need {
  readonly table: QualifiedName;
  readonly how: 'alters' | 'references' | 'copies';
}

/** The tables without which a change can't be done, in the order in which they are named. */
export function needsOf(change: Change): readonly Need[] {
  const alters = (table: QualifiedName): readonly Need[] => [{ table, how: 'alters' }];
  switch (change.kind) {
    case 'add':
      if (change.entity === 'table') return needsOfTable(change);
      if (change.entity === 'column') return [...alters(change.table), ...referencesOf(change.column.constraints)];
      if (change.entity === 'constraint') return [...alters(change.table), ...referencesOf([change.constraint])];
      if (change.entity === 'index') return alters(change.index.table);
      return [];
    case 'drop':
      if (change.entity === 'column' || change.entity === 'constraint') return alters(change.table);
      return change.entity === 'table' && !change.ifExists ? alters(change.name) : [];
    case 'alter':
      if (change.entity === 'column' || change.entity === 'constraint') return alters(change.table);
      if (change.entity === 'partition') return [...alters(change.table), ...alters(change.partition)];
      return change.entity === 'schema-of' && change.of === 'table' && !change.ifExists ? alters(change.name) : [];
    case 'rename':
      if (change.entity === 'column' || change.entity === 'constraint')
        return change.ifExists ? [] : alters(change.table);
      return change.entity === 'table' && !change.ifExists ? alters(change.name) : [];
    default:
      return [];
  }
}

function needsOfTable(
  change: Extract<Change, { readonly entity: 'table'; readonly columns: unknown }>,
): readonly Need[] {
  const copies = [
    ...change.inherits,
    ...(change.partitionOf ? [change.partitionOf] : []),
    ...change.like.map(({ table }) => table),
  ].map((table): Need => ({ table, how: 'copies' }));
  const inline = change.columns.flatMap((column) => referencesOf(column.constraints));
  return [...copies, ...inline, ...referencesOf(change.constraints)];
}

const referencesOf = (constraints: readonly ConstraintDefinition[]): readonly Need[] =>
  constraints.flatMap((constraint) =>
    constraint.kind === 'foreign-key' ? [{ table: constraint.referencedTable, how: 'references' as const }] : [],
  );
