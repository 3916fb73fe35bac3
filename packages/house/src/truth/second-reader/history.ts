import { parseSync } from 'libpg-query';

/** A statement as PostgreSQL's grammar has it: its kind, what it holds, and its lines in the file, counted from one. */
export interface Parsed {
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: a tree of PostgreSQL's, of some two hundred kinds
  readonly node: any;
  readonly first: number;
  readonly last: number;
}

/** The statements of a file; nothing where PostgreSQL's grammar takes none of it. */
export function statementsIn(text: string, line = 1): readonly Parsed[] | undefined {
  const bytes = Buffer.from(text);
  // biome-ignore lint/suspicious/noExplicitAny: see above
  let tree: any;
  try {
    tree = parseSync(text);
  } catch {
    return undefined;
  }
  const lineAt = (byte: number) => line + (bytes.subarray(0, byte).toString().match(/\n/g)?.length ?? 0);
  return (tree.stmts ?? []).map(({ stmt, stmt_location: start = 0, stmt_len: length }: Raw): Parsed => {
    const end = length === undefined ? bytes.length : start + length;
    const blank = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(bytes.subarray(start, end).toString())?.[0] ?? '';
    const [kind = ''] = Object.keys(stmt);
    return { kind, node: stmt[kind], first: lineAt(start + Buffer.byteLength(blank)), last: lineAt(end) };
  });
}

interface Raw {
  readonly stmt: Record<string, unknown>;
  readonly stmt_location?: number;
  readonly stmt_len?: number;
}

/** The statement in a block of code that a line belongs to: the text between two semicolons, from its first verb on. */
export function statementInCode(text: string, line: number): Parsed | undefined {
  const lines = text.split('\n');
  const at = lines.slice(0, line - 1).join('\n').length + 1;
  const from = text.lastIndexOf(';', at) + 1;
  const end = text.indexOf(';', at);
  const part = text.slice(from, end < 0 ? undefined : end);
  const verb = /\b(?:ALTER|CREATE)\s+(?:TABLE|(?:UNIQUE\s+)?INDEX)\b[\s\S]*$/i.exec(part)?.[0];
  return verb === undefined ? undefined : statementsIn(verb)?.[0];
}

/**
 * The tables that a history has made so far, and their columns, by the simplest reading that can be: one name, one table.
 * It knows nothing of schemas, guards and failures, which is why it can be checked against what does.
 */
export class Tables {
  readonly #columns = new Map<string, Set<string>>();
  /** Names of foreign keys. */
  readonly #keys = new Set<string>();

  has = (table: string): boolean => this.#columns.has(table);
  hasColumn = (table: string, column: string): boolean => this.#columns.get(table)?.has(column) ?? false;
  isForeignKey = (name: string): boolean => this.#keys.has(name) || /_fk(?:ey)?$/.test(name);

  copy(): Tables {
    const copy = new Tables();
    for (const [table, columns] of this.#columns) copy.#columns.set(table, new Set(columns));
    for (const key of this.#keys) copy.#keys.add(key);
    return copy;
  }

  /** What is there after a statement. */
  run({ kind, node }: Parsed): void {
    if (kind === 'CreateStmt') this.#create(node);
    else if (kind === 'CreateTableAsStmt') this.#columns.set(node.into.rel.relname, new Set());
    else if (kind === 'DropStmt' && node.removeType === 'OBJECT_TABLE') {
      for (const { List } of node.objects) this.#columns.delete(List.items.at(-1).String.sval);
    } else if (kind === 'AlterTableStmt') for (const { AlterTableCmd } of node.cmds) this.#alter(node, AlterTableCmd);
    else if (kind === 'RenameStmt') this.#rename(node);
  }

  // biome-ignore lint/suspicious/noExplicitAny: see above
  #create({ relation, tableElts = [], if_not_exists }: any): void {
    if (if_not_exists && this.has(relation.relname)) return;
    const columns = new Set<string>();
    for (const { ColumnDef, Constraint } of tableElts) {
      if (ColumnDef) columns.add(ColumnDef.colname);
      if (Constraint?.contype === 'CONSTR_FOREIGN' && Constraint.conname) this.#keys.add(Constraint.conname);
    }
    this.#columns.set(relation.relname, columns);
  }

  // biome-ignore lint/suspicious/noExplicitAny: see above
  #alter({ relation }: any, { subtype, name, def }: any): void {
    const columns = this.#columns.get(relation.relname);
    if (subtype === 'AT_AddColumn') columns?.add(def.ColumnDef.colname);
    if (subtype === 'AT_DropColumn') columns?.delete(name);
    if (subtype === 'AT_AddConstraint' && def.Constraint.contype === 'CONSTR_FOREIGN')
      this.#keys.add(def.Constraint.conname);
  }

  // biome-ignore lint/suspicious/noExplicitAny: see above
  #rename({ renameType, relation, subname, newname }: any): void {
    const columns = this.#columns.get(relation?.relname);
    if (renameType === 'OBJECT_TABLE' && columns) {
      this.#columns.delete(relation.relname);
      this.#columns.set(newname, columns);
    }
    if (renameType === 'OBJECT_COLUMN' && columns?.delete(subname)) columns.add(newname);
    if (renameType === 'OBJECT_TABCONSTRAINT' && this.#keys.has(subname)) this.#keys.add(newname);
  }
}
