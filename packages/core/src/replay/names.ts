import type { Snapshot } from '@refint/model';
import { internalName } from './internal-names.ts';

/** PostgreSQL keeps this many bytes of a name (NAMEDATALEN - 1) and cuts the rest. */
const room = 63;

const isAscii = /^[\0-\x7f]*$/;
const encoder = new TextEncoder();

const bytesOf = (text: string): number => (isAscii.test(text) ? text.length : encoder.encode(text).length);

/** The longest beginning of a text that fits in so many bytes of UTF-8, never half a character. */
function clipped(text: string, bytes: number): string {
  if (isAscii.test(text)) return text.slice(0, bytes);
  let used = 0;
  let kept = '';
  for (const letter of text) {
    used += bytesOf(letter);
    if (used > bytes) break;
    kept += letter;
  }
  return kept;
}

/** A name as the database keeps it. */
export const cutName = (name: string): string => clipped(name, room);

/**
 * A name of the form `first_second_label` that fits, as PostgreSQL's makeObjectName (src/backend/commands/indexcmds.c)
 * puts it together: of the first two parts the longer one is shortened until all fit.
 */
export function objectName(first: string, second: string | undefined, label: string): string {
  const overhead = bytesOf(label) + 1 + (second === undefined ? 0 : 1);
  let firstBytes = bytesOf(first);
  let secondBytes = second === undefined ? 0 : bytesOf(second);
  while (firstBytes + secondBytes > room - overhead) {
    if (firstBytes > secondBytes) firstBytes--;
    else secondBytes--;
  }
  const parts = [clipped(first, firstBytes)];
  if (second !== undefined) parts.push(clipped(second, secondBytes));
  return [...parts, label].join('_');
}

/** The first of `first_second_label`, `…label1`, `…label2` that is free. */
function chosen(first: string, second: string | undefined, label: string, taken: (name: string) => boolean): string {
  for (let pass = 0; ; pass++) {
    const name = objectName(first, second, pass === 0 ? label : `${label}${pass}`);
    if (!taken(name)) return name;
  }
}

/** Tables, indexes, views and sequences of a schema share their names (pg_class). */
export const isRelationName = (snapshot: Snapshot, schema: string, name: string): boolean =>
  snapshot.relationNamed(schema, name) !== undefined;

/** ChooseRelationName of the same file: for sequences, and for indexes that nobody named. */
export function relationName(
  snapshot: Snapshot,
  schema: string,
  first: string,
  second: string | undefined,
  label: string,
): string {
  return chosen(first, second, label, (name) => isRelationName(snapshot, schema, name));
}

/** The name of an index that serves a constraint: no constraint of the schema may have it either. */
export function keyName(
  snapshot: Snapshot,
  schema: string,
  first: string,
  second: string | undefined,
  label: string,
): string {
  return chosen(
    first,
    second,
    label,
    (name) => isRelationName(snapshot, schema, name) || snapshot.tablesWithConstraint(schema, name).length > 0,
  );
}

/** ChooseConstraintName (src/backend/catalog/pg_constraint.c): unlike written names, chosen ones are unique in the schema. */
export function constraintName(
  snapshot: Snapshot,
  schema: string,
  first: string,
  second: string | undefined,
  label: string,
): string {
  return chosen(first, second, label, (name) => snapshot.tablesWithConstraint(schema, name).length > 0);
}

/** The name of a part of a foreign key where its own is taken: `fk_1`, `fk_2` … (addFkConstraint, PostgreSQL 18). */
export function partName(snapshot: Snapshot, schema: string, name: string): string {
  for (let pass = 1; ; pass++) {
    const chosenName = objectName(name, undefined, String(pass));
    if (snapshot.tablesWithConstraint(schema, chosenName).length === 0) return chosenName;
  }
}

/** The columns' part of a chosen name. PostgreSQL stops adding to it once it is full; the rest is cut later. */
export function joinedColumns(columns: readonly string[]): string {
  let joined = '';
  for (const column of columns) {
    joined += (joined === '' ? '' : '_') + clipped(column, room);
    if (bytesOf(joined) > room) break;
  }
  return joined;
}

/**
 * What stands for the parts of an index in its name: a column's own name, that of the function that an expression calls,
 * or `expr` (FigureIndexColname, src/backend/parser/parse_target.c). No two parts are called the same.
 */
export function partNames(
  parts: readonly { readonly kind: 'column' | 'expression'; readonly text: string }[],
): string[] {
  const names: string[] = [];
  for (const part of parts) {
    const base = part.kind === 'column' ? part.text : expressionName(part.text);
    let name = base;
    for (let pass = 1; names.includes(name); pass++) name = clipped(base, room - String(pass).length) + String(pass);
    names.push(name);
  }
  return names;
}

/** The name that PostgreSQL finds in an expression: that of a call, or of the type it is cast to. */
function expressionName(text: string): string {
  const bare = withoutParentheses(text.trim());
  const cast = /^(.*)::\s*([\w ]+?)\s*(?:\([^()]*\))?(?:\[\])?$/s.exec(bare);
  if (cast?.[1] !== undefined && isWhole(cast[1])) {
    const inside = expressionName(cast[1]);
    return inside === 'expr'
      ? internalName({ name: (cast[2] ?? '').toLowerCase(), modifiers: [], dimensions: 0 })
      : inside;
  }
  const call = /^((?:(?:"[^"]+"|[\w$]+)\s*\.\s*)*)("[^"]+"|[\w$]+)\s*(\(.*\))$/s.exec(bare);
  if (call?.[2] !== undefined && call[3] !== undefined && isWhole(call[3]) && withoutParentheses(call[3]) !== call[3]) {
    const [, , name] = call;
    return name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase();
  }
  const column = /^(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))$/u.exec(bare);
  if (column) return column[1]?.replaceAll('""', '"') ?? (column[2] ?? '').toLowerCase();
  if (!/^case\b/i.test(bare)) return 'expr';
  const otherwise = /\belse\s+([^'"()\s]+|"[^"]+")\s+end$/is.exec(bare)?.[1];
  const inside = otherwise === undefined ? 'expr' : expressionName(otherwise);
  return inside === 'expr' ? 'case' : inside;
}

/** Whether every parenthesis that opens in a text closes in it, and none closes that did not open. */
function isWhole(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/'(?:[^']|'')*'|"[^"]*"|[()]/g)) {
    if (token === '(') depth++;
    else if (token === ')' && --depth < 0) return false;
  }
  return depth === 0;
}

/** A text without parentheses that are around all of it. */
export function withoutParentheses(text: string): string {
  let bare = text;
  while (bare.startsWith('(') && bare.endsWith(')') && isWhole(bare.slice(1, -1))) bare = bare.slice(1, -1).trim();
  return bare;
}
