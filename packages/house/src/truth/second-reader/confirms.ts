import type { Parsed, Tables } from './history.ts';

/** What a statement must be, at the least, for a finding of a rule to be true of it. */
export const confirms: Readonly<Record<string, (statement: Asked) => boolean>> = {
  'migrations/add-required-column': (asked) =>
    isOld(asked) && added(asked).some((column) => hasAny(column, required) && !fillsItself(column)),
  'migrations/check-locks-table': (asked) => isOld(asked) && adds(asked, 'CHECK'),
  'migrations/column-type-rewrite': (asked) => isOld(asked) && actions(asked, 'AT_AlterColumnType').length > 0,
  'migrations/drop-column': (asked) =>
    actions(asked, 'AT_DropColumn').some(({ name }) => asked.before.hasColumn(asked.table, name)) ||
    renames(asked, 'OBJECT_COLUMN', 'dropped'),
  'migrations/drop-locks-referenced': (asked) =>
    actions(asked, 'AT_DropConstraint').some(({ name }) => asked.before.isForeignKey(name)) ||
    (isOld(asked) && actions(asked, 'AT_DropColumn').length > 0) ||
    (asked.statement.kind === 'DropStmt' && asked.statement.node.removeType === 'OBJECT_TABLE'),
  'migrations/foreign-key-locks-writes': (asked) => isOld(asked) && adds(asked, 'FOREIGN'),
  'migrations/index-locks-writes': (asked) =>
    isOld(asked) && asked.statement.kind === 'IndexStmt' && !asked.statement.node.concurrent,
  'migrations/primary-key-locks-table': (asked) => isOld(asked) && adds(asked, 'PRIMARY'),
  'migrations/rename-breaks-clients': (asked) =>
    renames(asked, 'OBJECT_COLUMN') || renames(asked, 'OBJECT_TABLE') || renames(asked, 'OBJECT_TYPE'),
  'migrations/set-not-null-scan': (asked) => isOld(asked) && actions(asked, 'AT_SetNotNull').length > 0,
  'migrations/unique-locks-table': (asked) => isOld(asked) && adds(asked, 'UNIQUE'),
  'migrations/volatile-default-rewrite': (asked) => isOld(asked) && added(asked).some(fillsItself),
};

/** A statement, the table that it is about, and what was there before its file and has become of it at the end. */
export interface Asked {
  readonly statement: Parsed;
  readonly table: string;
  readonly before: Tables;
  readonly after: Tables;
  /** Names that the file itself gives to tables, and the ones that they had. */
  readonly oldNames: ReadonlyMap<string, string>;
}

const isOld = ({ table, before, oldNames }: Asked): boolean => before.has(oldNames.get(table) ?? table);

// biome-ignore lint/suspicious/noExplicitAny: a tree of PostgreSQL's
type Node = any;

const actions = ({ statement }: Asked, subtype: string): readonly Node[] =>
  statement.kind === 'AlterTableStmt'
    ? statement.node.cmds.map((one: Node) => one.AlterTableCmd).filter((one: Node) => one.subtype === subtype)
    : [];

const added = (asked: Asked): readonly Node[] => actions(asked, 'AT_AddColumn').map(({ def }) => def.ColumnDef);

const constraintsOf = ({ constraints = [] }: Node): readonly Node[] => constraints.map((one: Node) => one.Constraint);

const hasAny = (column: Node, kinds: readonly string[]): boolean =>
  constraintsOf(column).some(({ contype }) => kinds.includes(contype));

const required = ['CONSTR_NOTNULL', 'CONSTR_PRIMARY'];

const fillsItself = (column: Node): boolean =>
  hasAny(column, ['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED']) ||
  column.typeName.names.some((name: Node) => /^(?:big|small)?serial\d?$/.test(name.String.sval));

/** Whether a constraint is made anew from the rows, by itself or along with a column. */
function adds(asked: Asked, kind: string): boolean {
  const own = actions(asked, 'AT_AddConstraint').map(({ def }) => def.Constraint);
  const along = added(asked).flatMap(constraintsOf);
  return (
    own.some((one) => one.contype === `CONSTR_${kind}` && !one.skip_validation && !one.indexname) ||
    along.some((one) => one.contype === `CONSTR_${kind}`)
  );
}

/** Whether it gives something that was there another name, under which nothing may be left in the end. */
function renames({ statement, table, before, after }: Asked, type: string, then?: 'dropped'): boolean {
  const { kind, node } = statement;
  if (kind !== 'RenameStmt' || node.renameType !== type) return false;
  if (type === 'OBJECT_TYPE') return true;
  if (type === 'OBJECT_TABLE') return before.has(table);
  if (!before.hasColumn(table, node.subname) || after.hasColumn(table, node.subname)) return false;
  return then === undefined || !after.hasColumn(table, node.newname) || before.hasColumn(table, node.newname);
}
