import {
  type Failure,
  type ForeignKey,
  type Missing,
  quoted,
  type RowName,
  shownTable,
  splitTableId,
  type Table,
  type TableId,
} from '@refint/model';

/** SQLSTATEs (PostgreSQL, Appendix A) with the words that the server uses for them. */
export const failure = (code: string, text: string, missing?: Missing): Failure => ({ code, text, missing });

export type { Failure };

export const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'code' in value && 'missing' in value;

interface Qualified {
  readonly schema?: string | undefined;
  readonly name: string;
}

const shown = ({ schema, name }: Qualified): string => (schema === undefined ? name : `${schema}.${name}`);

export const noTable = (name: Qualified): Failure =>
  failure('42P01', `relation "${shown(name)}" does not exist`, { kind: 'table', name: shown(name) });

/** DROP says what it looks for. */
export const noThing = (what: string, name: Qualified): Failure =>
  failure('42P01', `${what} "${shown(name)}" does not exist`, { kind: 'table', name: shown(name) });

/** A name as PostgreSQL writes it where it describes a thing: in quotes where it needs them. */
export const shownName = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : quoted(name));

/** A column that an index or a new name is asked for. */
export const noColumnHere = (table: Table, column: string): Failure =>
  failure('42703', `column "${column}" does not exist`, { kind: 'column', name: column, table: table.id });

/** A name in an expression that means nothing; it may be written with that of a table. */
export const noName = ({ of, name }: Pick<RowName, 'of' | 'name'>, table: TableId | undefined): Failure =>
  failure('42703', `column ${of === undefined ? `"${name}"` : `${of}.${name}`} does not exist`, {
    kind: 'column',
    name,
    table,
  });

export const noColumnForKey = (table: Table, column: string): Failure =>
  failure('42703', `column "${column}" named in key does not exist`, { kind: 'column', name: column, table: table.id });

export const noColumn = (table: Table, column: string): Failure =>
  failure('42703', `column "${column}" of relation "${shownTable(table)}" does not exist`, {
    kind: 'column',
    name: column,
    table: table.id,
  });

export const noColumnForForeignKey = (table: Table, column: string): Failure =>
  failure('42703', `column "${column}" referenced in foreign key constraint does not exist`, {
    kind: 'column',
    name: column,
    table: table.id,
  });

export const noKey = (table: Table, columns: readonly string[]): Failure =>
  failure('42830', `there is no unique constraint matching given keys for referenced table "${shownTable(table)}"`, {
    kind: 'key',
    name: columns.join(', '),
    table: table.id,
  });

export const noPrimaryKey = (table: Table): Failure =>
  failure('42704', `there is no primary key for referenced table "${shownTable(table)}"`, {
    kind: 'key',
    name: '',
    table: table.id,
  });

export const columnsDisagree = (): Failure =>
  failure('42830', 'number of referencing and referenced columns for foreign key disagree');

export const typesRefused = (constraint: string, because: string): Failure =>
  failure('42804', `foreign key constraint "${constraint}" cannot be implemented: ${because}`);

export const noType = (name: Qualified): Failure =>
  failure('42704', `type "${shown(name)}" does not exist`, { kind: 'type', name: shown(name) });

export const noIndex = (name: Qualified): Failure =>
  failure('42704', `index "${shown(name)}" does not exist`, { kind: 'index', name: shown(name) });

/** ALTER INDEX … RENAME looks for any relation, and says so. */
export const noIndexToRename = (name: Qualified): Failure =>
  failure('42P01', `relation "${shown(name)}" does not exist`, { kind: 'index', name: shown(name) });

export const deferrableKey = (table: Table): Failure =>
  failure('55000', `cannot use a deferrable unique constraint for referenced table "${shownTable(table)}"`);

export const noSchema = (name: string): Failure =>
  failure('3F000', `schema "${name}" does not exist`, { kind: 'schema', name });

export const noConstraint = (table: Table, name: string): Failure =>
  failure('42704', `constraint "${name}" of relation "${shownTable(table)}" does not exist`, {
    kind: 'constraint',
    name,
    table: table.id,
  });

/** The same where it is to get another name. */
export const noConstraintToRename = (table: Table, name: string): Failure =>
  failure('42704', `constraint "${name}" for table "${table.name}" does not exist`, {
    kind: 'constraint',
    name,
    table: table.id,
  });

export const duplicateKeyInCatalog = (): Failure =>
  failure('23505', 'duplicate key value violates unique constraint "pg_constraint_conrelid_contypid_conname_index"');

export const duplicateConstraint = (table: Table, name: string): Failure =>
  failure('42710', `constraint "${name}" for relation "${shownTable(table)}" already exists`);

export const duplicateTrigger = (table: Table, name: string): Failure =>
  failure('42710', `trigger "${name}" for relation "${shownTable(table)}" already exists`);

export const noTrigger = (table: Table, name: string): Failure =>
  failure('42704', `trigger "${name}" for table "${shownTable(table)}" does not exist`);

export const duplicateExtension = (name: string): Failure => failure('42710', `extension "${name}" already exists`);

export const noExtension = (name: string): Failure => failure('42704', `extension "${name}" does not exist`);

export const virtualIndex = (): Failure => failure('0A000', 'indexes on virtual generated columns are not supported');

export const notGenerated = (table: Table, column: string): Failure =>
  failure('55000', `column "${column}" of relation "${shownTable(table)}" is not a generated column`);

export const duplicateRelation = (name: string): Failure => failure('42P07', `relation "${name}" already exists`);

/** SET SCHEMA, where the other schema has such a thing. */
export const duplicateInSchema = (name: string, schema: string): Failure =>
  failure('42P07', `relation "${name}" already exists in schema "${schema}"`);

export const duplicateInTable = (column: string): Failure =>
  failure('42701', `column "${column}" specified more than once`);

export const duplicateInKey = (column: string, kind: 'primary-key' | 'unique'): Failure =>
  failure('42701', `column "${column}" appears twice in ${kind.replace('-', ' ')} constraint`);

export const duplicateType = (name: string): Failure => failure('42710', `type "${name}" already exists`);

export const duplicateValue = (name: string): Failure => failure('42710', `enum label "${name}" already exists`);

export const invalidLabel = (name: string): Failure => failure('42602', `invalid enum label "${name}"`);

export const duplicateColumn = (table: string, name: string): Failure =>
  failure('42701', `column "${name}" of relation "${table}" already exists`);

/** MaxHeapAttributeNumber (src/include/access/htup_details.h). */
export const mostColumns = 1600;

export const tooManyColumns = (): Failure => failure('54011', `tables can have at most ${mostColumns} columns`);

export const duplicateSchema = (name: string): Failure => failure('42P06', `schema "${name}" already exists`);

export const otherType = (table: Table, column: string): Failure =>
  failure('42804', `child table "${shownTable(table)}" has different type for column "${column}"`);

export const cannotAttach = (because: string): Failure => failure('42804', because);

/** What came from a table above can only be changed there. */
export const inheritedPart = (what: string, doing: string): Failure =>
  failure('42P16', `cannot ${doing} inherited ${what}`);

export const renamedBelowToo = (what: string): Failure =>
  failure('42P16', `inherited ${what} must be renamed in child tables too`);

/** What a table has from one more table above can't be changed in one of them alone. */
export const inheritedElsewhere = (table: Table, column: string): Failure =>
  failure('42P16', `cannot alter inherited column "${column}" of relation "${table.name}"`);

export const notValidBelow = (table: Table, constraint: string): Failure =>
  failure('42P17', `constraint "${constraint}" conflicts with NOT VALID constraint on relation "${table.name}"`);

export const notInheritedBelow = (table: Table, constraint: string, relation = 'relation'): Failure =>
  failure('42P17', `constraint "${constraint}" conflicts with non-inherited constraint on ${relation} "${table.name}"`);

export const notInherited = (table: Table): Failure =>
  failure('42P16', `cannot add NO INHERIT constraint to partitioned table "${table.name}"`);

export const alsoBelow = (): Failure => failure('42P16', 'constraint must be added to child tables too');

export const inPartitionKey = (table: Table, column: string, doing: string): Failure =>
  failure(
    '42P16',
    `cannot ${doing} column "${column}" because it is part of the partition key of relation "${table.name}"`,
  );

export const isAPartition = (): Failure => failure('42809', 'cannot add column to a partition');

export const notDefaultSorting = (index: string): Failure =>
  failure('42809', `index "${index}" does not have default sorting behavior`);

export const alreadyServes = (index: string): Failure =>
  failure('55000', `index "${index}" is already associated with a constraint`);

export const keyWithoutPartitionKey = (table: Table): Failure =>
  failure(
    '0A000',
    `unique constraint on partitioned table must include all partitioning columns: ${shownTable(table)}`,
  );

export const notAPartition = (table: Table, of: Table): Failure =>
  failure('42P01', `relation "${table.name}" is not a partition of relation "${of.name}"`);

export const notInSchemaOfOwner = (): Failure =>
  failure('55000', 'sequence must be in same schema as table it is linked to');

export const ofIdentity = (): Failure => failure('0A000', 'cannot change ownership of identity sequence');

export const ofOwner = (): Failure => failure('0A000', 'cannot move an owned sequence into another schema');

export const readByView = (): Failure => failure('0A000', 'cannot alter type of a column used by a view or rule');

export const usedByGenerated = (): Failure =>
  failure('0A000', 'cannot alter type of a column used by a generated column');

export const identityBelow = (): Failure =>
  failure('42P16', 'cannot recursively add identity column to table that has child tables');

export const attachedIdentity = (table: string, column: string): Failure =>
  failure(
    '55000',
    `table "${table}" being attached contains an identity column "${column}", which PostgreSQL 17 and later refuse`,
  );

export const keyNullsNotDistinct = (): Failure =>
  failure('42P16', 'primary keys cannot use NULLS NOT DISTINCT indexes');

export const requiredAbove = (column: string): Failure =>
  failure(
    '42P16',
    `column "${column}" is NOT NULL in a table above, and since PostgreSQL 18 only there that can be dropped`,
  );

/** PostgreSQL holds the partition open while it changes all of them. */
export const ownPartition = (table: string): Failure =>
  failure('55006', `cannot ALTER TABLE "${table}" because it is being used by active queries in this session`);

export const noSuchValue = (name: string): Failure => failure('22023', `"${name}" is not an existing enum label`);

export const secondPrimaryKey = (table: Table): Failure =>
  failure('42P16', `multiple primary keys for table "${shownTable(table)}" are not allowed`);

export const inPrimaryKey = (column: string): Failure => failure('42P16', `column "${column}" is in a primary key`);

export const isIdentity = (column: string): Failure => failure('42601', `column "${column}" is an identity column`);

export const isIdentityBelow = (table: Table, column: string): Failure =>
  failure('55000', `column "${column}" of relation "${table.name}" is an identity column`);

export const wrongKind = (name: string, expected: string): Failure => failure('42809', `"${name}" is not ${expected}`);

export const notReferable = (name: string): Failure => failure('42809', `referenced relation "${name}" is not a table`);

export const notValidOnPartitioned = (table: Table, { referencedTable }: ForeignKey): Failure =>
  failure(
    '42809',
    `cannot add NOT VALID foreign key on partitioned table "${table.name}" referencing relation "${splitTableId(referencedTable).name}": since PostgreSQL 18 that works`,
  );

/** Only ON DELETE can set some of the columns. */
export const notInForeignKey = (column: string): Failure =>
  failure('42P10', `column "${column}" referenced in ON DELETE SET action must be part of foreign key`);

export const duplicateReferenced = (): Failure =>
  failure('42830', 'foreign key referenced-columns list must not contain duplicates');

export const raised = (): Failure => failure('P0001', 'the block raises an exception');

/** Something else stands on what is to be dropped, and CASCADE is not written. */
export const dependents = (what: string, by: string): Failure =>
  failure('2BP01', `cannot drop ${what} because other objects depend on it: ${by}`);

/** The same for things that a statement drops together. */
export const dependentsOfSome = (by: string): Failure =>
  failure('2BP01', `cannot drop desired object(s) because other objects depend on them: ${by}`);

export const constraintNeedsIndex = (index: string, table: Table): Failure => {
  const constraint = `constraint ${shownName(index)} on table ${shownName(table.name)}`;
  return failure('2BP01', `cannot drop index ${shownName(index)} because ${constraint} requires it`);
};
