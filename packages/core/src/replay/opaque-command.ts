import type { Expression, QualifiedName, Source, Span, Statement } from '@refint/model';
import { evaluate } from './guards/evaluate.ts';
import { identifierParts } from './guards/identifiers.ts';
import type { Scope } from './guards/scope.ts';
import { textOf } from './guards/values.ts';

/** First words of commands that leave the schema as it is, whatever follows them. */
const harmless =
  /^\s*(insert|update|delete|select|grant|revoke|comment|analyze|vacuum|refresh|truncate|notify|set\s+(?!search_path)|lock)\b/i;

/**
 * What stands for a command that is put together from parts nobody knows: SQL that is not understood. Where its
 * beginning is known it may say which table it touches, or that it does no harm; then there is nothing to stand for.
 */
export function opaqueCommand(command: Expression, scope: Scope, source: Source, span: Span): Statement | undefined {
  const beginning = beginningOf(command, scope);
  if (harmless.test(beginning)) return undefined;
  const because = 'a command is put together from parts that are not known';
  const touches = tableIn(beginning, span);
  return {
    source,
    span,
    verb: 'EXECUTE',
    changes: [{ kind: 'opaque', entity: 'unknown', touches: touches ? [touches] : [], because, source, span }],
  };
}

/** The text with which a command begins, up to the first part that is not known. */
function beginningOf(command: Expression, scope: Scope): string {
  const whole = textOf(evaluate(command, scope));
  if (typeof whole === 'string') return whole;
  if (command.kind === 'operator' && command.operator === '||' && command.operands[0]) {
    const [left, right] = command.operands;
    const known = textOf(evaluate(left, scope));
    return typeof known === 'string' && right ? known + beginningOf(right, scope) : beginningOf(left, scope);
  }
  if (command.kind !== 'call' || command.name !== 'format' || !command.args[0]) return '';
  const pattern = textOf(evaluate(command.args[0], scope));
  if (typeof pattern !== 'string') return '';
  // As many arguments as are known, from the first on.
  let text = '';
  let next = 1;
  for (const [part] of pattern.matchAll(/%[sIL]|%%|[^%]+|%/g)) {
    if (!/^%[sIL]$/.test(part)) {
      text += part === '%%' ? '%' : part;
      continue;
    }
    const arg = command.args[next++];
    const value = arg && textOf(evaluate(arg, scope));
    if (typeof value !== 'string') break;
    text += part === '%I' ? `"${value}"` : value;
  }
  return text;
}

/** The table that a command works on, when its name stands in the beginning as a whole. */
function tableIn(beginning: string, span: Span): QualifiedName | undefined {
  const match =
    /^\s*(?:alter|drop|create)\s+table\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?((?:"[^"]+"|[\w$]+)(?:\.(?:"[^"]+"|[\w$]+))?)[\s(]/i.exec(
      beginning,
    ) ??
    /^\s*create\s+(?:unique\s+)?index\s.*?\son\s+(?:only\s+)?((?:"[^"]+"|[\w$]+)(?:\.(?:"[^"]+"|[\w$]+))?)[\s(]/i.exec(
      beginning,
    );
  const parts = match?.[1] === undefined ? undefined : identifierParts(match[1]);
  const name = parts?.at(-1);
  return name === undefined ? undefined : { name, schema: parts?.at(-2), span };
}
