import { parse } from 'libpg-query';

/** The parts of PostgreSQL's own syntax tree that are looked at. */
interface Tree {
  readonly AlterTableStmt?: {
    readonly relation?: { readonly relname?: string };
    readonly cmds?: readonly { readonly AlterTableCmd: Command }[];
  };
  readonly RenameStmt?: { readonly renameType?: string; readonly subname?: string; readonly newname?: string };
}

interface Command {
  readonly subtype?: string;
  readonly name?: string;
  readonly def?: {
    readonly Constraint?: {
      readonly contype?: string;
      readonly conname?: string;
      readonly fk_attrs?: readonly { readonly String: { readonly sval: string } }[];
    };
  };
}

interface Statement {
  readonly text: string;
  readonly tree: Tree;
}

/** A history in which some foreign keys never were, with the names that they had on their way. */
export interface Stripped {
  readonly texts: readonly string[];
  readonly names: ReadonlySet<string>;
}

/**
 * Takes out of migrations whatever adds, drops, renames or validates foreign keys of certain names. PostgreSQL's own grammar
 * says where they are. What is written inside CREATE TABLE or in a block of code stays.
 */
export async function withoutKeys(texts: readonly string[], names: readonly string[]): Promise<Stripped> {
  const files = await Promise.all(texts.map(statementsIn));
  const gone = new Set(names);
  // A key that was renamed had other names before.
  for (const { tree } of files.flat().toReversed()) {
    const { renameType, subname, newname } = tree.RenameStmt ?? {};
    if (renameType === 'OBJECT_TABCONSTRAINT' && subname && gone.has(newname ?? '')) gone.add(subname);
  }
  return { names: gone, texts: files.map((statements) => statements.map((one) => stripped(one, gone)).join('')) };
}

async function statementsIn(text: string): Promise<readonly Statement[]> {
  const bytes = Buffer.from(text);
  const { stmts = [] } = (await parse(text)) as {
    stmts?: { stmt: Tree; stmt_location?: number; stmt_len?: number }[];
  };
  return stmts.map(({ stmt, stmt_location: at = 0, stmt_len: length }) => ({
    tree: stmt,
    text: `${bytes.subarray(at, length === undefined ? undefined : at + length).toString()};`,
  }));
}

function stripped({ text, tree }: Statement, gone: ReadonlySet<string>): string {
  const { renameType, subname } = tree.RenameStmt ?? {};
  if (renameType === 'OBJECT_TABCONSTRAINT' && gone.has(subname ?? '')) return '';
  const commands = tree.AlterTableStmt?.cmds?.map(({ AlterTableCmd }) => AlterTableCmd) ?? [];
  const stay = commands.map((command) => !isAbout(command, tree.AlterTableStmt?.relation?.relname, gone));
  if (commands.length === 0 || !stay.includes(false)) return text;
  if (!stay.includes(true)) return '';
  const [head, ...actions] = actionsIn(text);
  if (actions.length !== commands.length) throw new Error(`not taken apart: ${text}`);
  return `${head}${actions.filter((_, at) => stay[at]).join(',')};`;
}

function isAbout({ subtype, name, def }: Command, table: string | undefined, gone: ReadonlySet<string>): boolean {
  const { contype, conname, fk_attrs: columns = [] } = def?.Constraint ?? {};
  // Without a name it gets one of its table and its columns.
  const usual = [table, ...columns.map(({ String: { sval } }) => sval), 'fkey'].join('_');
  if (subtype === 'AT_AddConstraint') return contype === 'CONSTR_FOREIGN' && gone.has(conname ?? usual);
  const isOfConstraint = subtype === 'AT_DropConstraint' || subtype === 'AT_ValidateConstraint';
  return isOfConstraint && gone.has(name ?? '');
}

/** An ALTER TABLE in parts: all up to its first action, and each action. */
function actionsIn(text: string): readonly string[] {
  const head =
    /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?(?:"[^"]*"|\w+)(?:\s*\.\s*(?:"[^"]*"|\w+))?\s/i.exec(
      text,
    )?.[0];
  if (head === undefined) return [];
  const parts: string[] = [''];
  let depth = 0;
  for (const [piece] of text.slice(head.length, -1).matchAll(/"[^"]*"|'(?:[^']|'')*'|--[^\n]*\n|./gs)) {
    if (piece === '(') depth++;
    if (piece === ')') depth--;
    if (piece === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return [head, ...parts];
}
