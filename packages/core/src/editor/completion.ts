import { formatType, quoted, quotedTable, type Snapshot, shownTable } from '@refint/model';
import type { Project } from '@refint/rule';

/** A word that may be meant, and the stretch of the text that it takes the place of. */
export interface Completion {
  readonly kind: 'table' | 'column' | 'rule';
  readonly text: string;
  /** What else there is to know: the type of a column, what a rule wants. */
  readonly detail: string | undefined;
  readonly start: number;
  readonly end: number;
}

type Word = Pick<Completion, 'kind' | 'text' | 'detail'>;

/** A rule as it is offered. */
export interface OfferedRule {
  readonly id: string;
  readonly summary: string;
}

const name = '(?:"(?:[^"]|"")*"|[\\w$]+)';
const path = `${name}(?:\\s*\\.\\s*${name})?`;
const referencesTable = /\bREFERENCES\s+("?[\w$.]*)$/i;
const referencesColumn = new RegExp(`\\bREFERENCES\\s+(${path})\\s*\\((?:[^()]*,)?\\s*("?[\\w$]*)$`, 'i');
const ownColumn = new RegExp(
  `\\bALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?(${path})[^;]*\\bFOREIGN\\s+KEY\\s*\\((?:[^()]*,)?\\s*("?[\\w$]*)$`,
  'i',
);
const ignoredRule = /\brefint-ignore(?:-file)?\s+(?:[\w/*-]+\s*,\s*)*([\w/-]*)$/;

/** No statement whose end is being typed begins further away. */
const farthest = 4000;

/**
 * What may be meant at an offset: tables behind REFERENCES, columns in its parentheses and in those of FOREIGN KEY, and rules in
 * a comment that asks for silence. Names are those that the history ends with, or of the schema where there is none.
 */
export function completionsAt(
  source: { readonly path: string; readonly text: string },
  offset: number,
  { timeline, declared }: Project,
  rules: readonly OfferedRule[],
): readonly Completion[] {
  const before = source.text.slice(Math.max(0, offset - farthest), offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const rule = ignoredRule.exec(line);
  if (rule) {
    const words = rules.map(({ id, summary }): Word => ({ kind: 'rule', text: id, detail: summary }));
    return offered(words, rule[1] ?? '', source.text, offset);
  }
  const state = timeline?.last ?? declared?.snapshot;
  if (!state || !source.path.endsWith('.sql')) return [];
  const table = referencesTable.exec(before);
  if (table) return offered(tablesIn(state), table[1] ?? '', source.text, offset);
  const column = referencesColumn.exec(before) ?? ownColumn.exec(before);
  return column ? offered(columnsOf(column[1] ?? '', state), column[2] ?? '', source.text, offset) : [];
}

const tablesIn = (state: Snapshot): readonly Word[] =>
  state.tables
    .filter(({ form }) => form !== 'view')
    .map((table) => ({ kind: 'table', text: quotedTable(table), detail: undefined }));

function columnsOf(table: string, state: Snapshot): readonly Word[] {
  const bare = table.replaceAll(/"((?:[^"]|"")*)"|([\w$]+)/g, (_, inside?: string, word?: string) =>
    inside === undefined ? (word ?? '').toLowerCase() : inside.replaceAll('""', '"'),
  );
  const found = state.tables.find((one) => one.name === bare || shownTable(one) === bare);
  return (found?.columns ?? []).map(({ name: own, type }) => ({
    kind: 'column',
    text: quoted(own),
    detail: type && formatType(type),
  }));
}

/** Words in place of what was begun; a quote that is open is closed, or was already. */
function offered(words: readonly Word[], begun: string, text: string, offset: number): readonly Completion[] {
  const isQuoted = begun.startsWith('"');
  const end = isQuoted && text[offset] === '"' ? offset + 1 : offset;
  return words.map((word) => {
    const needsQuotes = isQuoted && !word.text.startsWith('"') && word.kind !== 'rule';
    return { ...word, text: needsQuotes ? `"${word.text}"` : word.text, start: offset - begun.length, end };
  });
}
