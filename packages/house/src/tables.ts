/** A row of a Markdown table, by the heading of its columns. */
export type Row = Readonly<Record<string, string>>;

/** The rows of the first table of a Markdown text that has exactly these columns. Throws if there is none. */
export function tableOf(markdown: string, columns: readonly string[]): Row[] {
  const lines = markdown.split(/\r?\n/);
  const at = lines.findIndex((line) => isSame(cellsOf(line), columns));
  if (at === -1) throw new Error(`the document has no table with the columns ${columns.join(', ')}`);
  const after = lines.slice(at + 2);
  const end = after.findIndex((line) => !line.startsWith('|'));
  return after
    .slice(0, end === -1 ? after.length : end)
    .map((line) => Object.fromEntries(cellsOf(line).map((cell, index) => [columns[index] ?? '', cell])));
}

/** The words between backticks of a cell. */
export function codeIn(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');
}

function cellsOf(line: string): string[] {
  if (!line.startsWith('|')) return [];
  return line
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((cell, index) => cell === other[index]);
}
