import type { Change, FunctionDefinition, QualifiedName, RoutineCall, Statement } from '@refint/model';
import type { ChangeOf } from './change-of.ts';
import { evaluate } from './guards/evaluate.ts';
import type { Scope } from './guards/scope.ts';
import { unknown, type Value } from './guards/values.ts';
import { likelySchema, relationNamed, schemasToSearch, type World } from './world.ts';

/** A function or procedure that the history made, with the change that made it. */
export interface MadeFunction {
  readonly definition: FunctionDefinition;
  readonly change: ChangeOf<'add', 'function'>;
}

const keyOf = (schema: string, name: string): string => `${schema}.${name}`;

/** Functions of one name may differ in their parameters; the same parameters again replace the old one. */
export function defineFunction(world: World, change: ChangeOf<'add', 'function'>): World {
  const { definition } = change;
  if (!definition) return world;
  const key = keyOf(likelySchema(world, change.name.schema), change.name.name);
  const others = (world.functions.get(key) ?? []).filter(
    (other) => other.definition.parameters.length !== definition.parameters.length,
  );
  const made: MadeFunction = { definition, change };
  const { name } = change.name;
  const schemaChangers =
    mayChangeSchema(made) && !world.schemaChangers.includes(name)
      ? [...world.schemaChangers, name]
      : world.schemaChangers;
  return { ...world, schemaChangers, functions: world.functions.set(key, [...others, made]) };
}

export function dropFunction(world: World, name: QualifiedName): World {
  for (const schema of schemasToSearch(world, name.schema)) {
    const key = keyOf(schema, name.name);
    if (world.functions.has(key)) return { ...world, functions: world.functions.delete(key) };
  }
  return world;
}

/** The function that a call runs, if the history made it; all others are PostgreSQL's own and leave the schema alone. */
export function functionFor(world: World, { path, args }: RoutineCall): MadeFunction | undefined {
  const name = path.at(-1) ?? '';
  for (const schema of schemasToSearch(world, path.length > 1 ? path.at(-2) : undefined)) {
    const candidates = world.functions.get(keyOf(schema, name));
    if (candidates) return candidates.find(({ definition }) => fits(definition, args.length)) ?? candidates[0];
  }
  return undefined;
}

function fits({ parameters }: FunctionDefinition, count: number): boolean {
  const needed = parameters.filter((parameter) => !parameter.default && !parameter.variadic).length;
  return count >= needed && (count <= parameters.length || parameters.at(-1)?.variadic === true);
}

/** The variables with which the body of a function begins: its parameters by name and by number. */
export function argumentsOf({ definition }: MadeFunction, call: RoutineCall, scope: Scope): Map<string, Value> {
  const given = call.args.map((arg) => evaluate(arg, scope));
  const variables = new Map<string, Value>();
  for (const [at, parameter] of definition.parameters.entries()) {
    const isGiven = at < given.length;
    const value = parameter.variadic
      ? given.slice(at)
      : isGiven
        ? given[at]
        : parameter.default
          ? evaluate(parameter.default, scope)
          : unknown;
    variables.set(`$${at + 1}`, value);
    if (parameter.name !== undefined) variables.set(parameter.name, value);
  }
  return variables;
}

const changesSchema =
  /\b(?:alter|create|drop)\s+(?:unique\s+|materialized\s+)?(?:table|index|type|schema|domain|view|sequence)\b/i;

/** A function that returns a trigger is never called by a statement. */
function mayChangeSchema({ change }: MadeFunction): boolean {
  const code = change.source.text.slice(change.span.start, change.span.end);
  return changesSchema.test(code) && !/\breturns\s+(?:event_)?trigger\b/i.test(code);
}

/** What stands for a call of a function whose code could not be read: SQL that is not understood, if it may change the schema. */
export function opaqueCall(
  made: MadeFunction,
  statement: Statement,
  call: RoutineCall,
  world: World,
): Change | undefined {
  return mayChangeSchema(made) ? unclear(statement, call.path.at(-1) ?? '', tablesGiven(call, world)) : undefined;
}

/**
 * What stands for calls that the reader does not give, such as one for each row of a table: nobody knows how often, and
 * with what, the function runs.
 */
export function unreadCall(world: World, statement: Statement): Change | undefined {
  if (world.schemaChangers.length === 0 || statement.calls?.length || !runsFunctions.has(statement.verb))
    return undefined;
  const text = statement.source.text.slice(statement.span.start, statement.span.end);
  const words = new Set([...text.matchAll(/("[^"]+"|[\p{L}_][\p{L}\p{N}_$]*)\s*\(/gu)].map(([, word = '']) => word));
  const isNamed = (name: string): boolean =>
    [...words].some((word) => (word.startsWith('"') ? word.slice(1, -1) === name : word.toLowerCase() === name));
  const name = world.schemaChangers.find(isNamed);
  return name === undefined ? undefined : unclear(statement, name, []);
}

const runsFunctions = new Set(['SELECT', 'PERFORM', 'CALL', 'WITH', 'INSERT', 'UPDATE', 'DELETE', 'VALUES', 'MERGE']);

function unclear({ source, span }: Statement, name: string, touches: readonly QualifiedName[]): Change {
  const because = `${name}() is called, and what it does to the schema is not known`;
  return { kind: 'opaque', entity: 'unknown', touches, because, source, span };
}

/** Tables that are given to a function as texts: `add_fk('posts', 'author_id', 'users')`. */
function tablesGiven({ args, span }: RoutineCall, world: World): readonly QualifiedName[] {
  return args.flatMap((arg) => {
    if (arg.kind !== 'literal' || typeof arg.value !== 'string') return [];
    const parts = arg.value.replaceAll('"', '').split('.');
    const name: QualifiedName = { name: parts.at(-1) ?? '', schema: parts.length > 1 ? parts.at(-2) : undefined, span };
    return relationNamed(world, name)?.kind === 'table' ? [name] : [];
  });
}
