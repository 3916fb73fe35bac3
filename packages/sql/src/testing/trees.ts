import { type Json, list, node } from './grammar-nodes.ts';

let grammar: ((sql: string) => unknown) | undefined;

/** Hands in PostgreSQL's own grammar, which only the tests themselves may know. */
export const useGrammar = (parse: (sql: string) => unknown): void => {
  grammar = parse;
};

/** The trees of the statements in a text. */
export const statementTrees = (sql: string): Json[] => list(node(grammar?.(sql))['stmts']);

/** The tree of an expression without the places in it, so that the same expression elsewhere has the same. */
export const treeOf = (value: unknown): string =>
  JSON.stringify(value, (key, part) => (/location$|list_start$|list_end$/.test(key) ? undefined : part));

const known = new Map<string, string>();

/** The tree of the expression that a text is by itself: what the reader cut out of a statement has to be one. */
export function treeIn(text: string): string {
  let tree = known.get(text);
  if (tree === undefined) known.set(text, (tree = parsed(text)));
  return tree;
}

function parsed(text: string): string {
  try {
    const [statement] = statementTrees(`SELECT ${text}\n`);
    const [target] = list(node(node(node(statement)['stmt'])['SelectStmt'])['targetList']);
    return treeOf(node(node(target)['ResTarget'])['val']);
  } catch (error) {
    return `no expression: ${text} (${error})`;
  }
}
