import type { QualifiedName, Routine } from '@refint/model';
import { Cursor, type StatementBody } from '../../cursor.ts';
import { change, opaque } from '../../reading.ts';
import { release, STRING, type Tokens } from '../../tokens.ts';
import { readRoutine } from './plpgsql.ts';

/** DO: the code of a block. */
export function readDo(c: Cursor): StatementBody {
  c.expect('DO');
  let language = readLanguage(c) ?? 'plpgsql';
  const body = c.at;
  if (c.kind() !== STRING) c.lose('the code as a string');
  else c.at++;
  language = readLanguage(c) ?? language;
  if (!c.done) c.lose('the end of the statement');
  if (c.lost) return { verb: 'DO', changes: [] };
  if (language !== 'plpgsql') return opaque(c, 'DO', `code in ${language} is not read`);
  const { routine, inside } = readBody(c, body);
  if (!routine) c.touches.push(...tablesIn(inside));
  release(inside.tokens);
  if (!routine) {
    return opaque(c, 'DO', 'this block of code could not be read');
  }
  return { verb: 'DO', changes: [change(c, c.from, { kind: 'run', entity: 'block', routine })] };
}

function readLanguage(c: Cursor): string | undefined {
  if (!c.takes('LANGUAGE')) return undefined;
  return (c.kind() === STRING ? c.string() : c.name('a language')).name.toLowerCase();
}

/** A block inside of a block inside of a block … ends somewhere. */
const deepest = 20;

/** The code in the string at a token. What it says stands in the file where it stands in the string, if it can. */
export function readBody(c: Cursor, token: number): { readonly routine: Routine | undefined; readonly inside: Cursor } {
  const { text } = c.tokens;
  const start = c.tokens.starts[token] ?? 0;
  const end = c.tokens.ends[token] ?? 0;
  const written = text.slice(start, end);
  const code = c.dialect.stringOf(written);
  const quote = written.charCodeAt(0) === 36 ? written.indexOf('$', 1) + 1 : 1;
  const isPlain = written.startsWith(code, quote) && quote + code.length + quote === written.length;
  const place = isPlain ? c.reading.place : c.span(token);
  const reading = { ...c.reading, place, depth: c.reading.depth + 1 };
  const tokens = isPlain ? c.dialect.tokenise(text, start + quote, end - quote) : c.dialect.tokenise(code);
  for (const { start, end, kind, text: because } of tokens.faults) {
    const at = { source: reading.source, span: place ?? { start, end } };
    reading.problems.push({ kind, text: because, at, fatal: false });
  }
  const inside = new Cursor(reading, tokens, c.dialect, 0, tokens.count);
  const routine = reading.depth > deepest ? undefined : readRoutine(inside);
  return { routine: inside.lost ? undefined : routine, inside };
}

/** The tables that code which could not be read seems to create, alter or drop. */
function tablesIn(inside: Cursor): QualifiedName[] {
  const found: QualifiedName[] = [];
  const tokens: Tokens = inside.tokens;
  const c = inside.over(0, tokens.count);
  for (; !c.done; c.at++) {
    if (!c.is('ALTER') && !c.is('CREATE') && !c.is('DROP')) continue;
    const e = c.over(c.at + 1, c.end);
    if (!e.takes('TABLE')) continue;
    if (!e.takes('IF', 'NOT', 'EXISTS')) e.takes('IF', 'EXISTS');
    e.takes('ONLY');
    const name = e.qualifiedName();
    if (!e.lost) found.push(name);
  }
  return found;
}
