import {
  type Change,
  type Expression,
  type FunctionDefinition,
  formatType,
  type QualifiedName,
  type RoutineCall,
  type Statement,
} from '@refint/model';
import type { ChangeOf } from './change-of.ts';
import { cast } from './guards/cast.ts';
import { evaluate } from './guards/evaluate.ts';
import type { Scope } from './guards/scope.ts';
import { isList, unknown, type Value } from './guards/values.ts';
import { likelySchema, relationNamed, schemasToSearch, type World } from './world.ts';

/** A function or procedure that the history made, with the change that made it. */
export interface MadeFunction {
  readonly definition: FunctionDefinition;
  readonly change: ChangeOf<'add', 'function'>;
  readonly schema: string;
}

const keyOf = (schema: string, name: string): string => `${schema}.${name}`;

/** Functions of one name may differ in their parameters; the same parameters again replace the old one. */
export function defineFunction(world: World, change: ChangeOf<'add', 'function'>): World {
  const { definition } = change;
  if (!definition) return world;
  const schema = likelySchema(world, change.name.schema);
  const key = keyOf(schema, change.name.name);
  const others = (world.functions.get(key) ?? []).filter((other) => !isSame(other.definition, definition));
  const made: MadeFunction = { definition, change, schema };
  const { name } = change.name;
  const schemaChangers =
    mayChangeSchema(made) && !world.schemaChangers.includes(name)
      ? [...world.schemaChangers, name]
      : world.schemaChangers;
  return { ...world, schemaChangers, functions: world.functions.set(key, [...others, made]) };
}

const isSame = (a: FunctionDefinition, b: FunctionDefinition): boolean =>
  a.parameters.length === b.parameters.length && a.parameters.every(({ type }, at) => type === b.parameters[at]?.type);

export function dropFunction(world: World, name: QualifiedName): World {
  for (const schema of schemasToSearch(world, name.schema)) {
    const key = keyOf(schema, name.name);
    if (world.functions.has(key)) return { ...world, functions: world.functions.delete(key) };
  }
  return world;
}

/** The function that a call runs, if the history made it; all others are PostgreSQL's own and leave the schema alone. */
export function functionFor(
  world: World,
  { path, args }: Pick<RoutineCall, 'path' | 'args'>,
): MadeFunction | undefined {
  const name = path.at(-1) ?? '';
  for (const schema of schemasToSearch(world, path.length > 1 ? path.at(-2) : undefined)) {
    const candidates = world.functions.get(keyOf(schema, name));
    if (!candidates) continue;
    const fitting = candidates.filter(({ definition }) => fits(definition, args));
    return fitting.find(({ definition }) => fitsTypes(definition, args)) ?? fitting[0] ?? candidates[0];
  }
  return undefined;
}

function fits({ parameters }: FunctionDefinition, args: readonly Expression[]): boolean {
  const needed = parameters.filter((parameter) => !parameter.default && !parameter.variadic).length;
  const names = args.flatMap((arg) => nameOf(arg) ?? []);
  return (
    args.length >= needed &&
    (args.length <= parameters.length || parameters.at(-1)?.variadic === true) &&
    names.every((name) => parameters.some((parameter) => parameter.name === name))
  );
}

/** Whether literals stand where such values are wanted: numbers do not become texts by themselves. */
function fitsTypes({ parameters }: FunctionDefinition, args: readonly Expression[]): boolean {
  return args.every((arg, at) => {
    const parameter = parameters[at];
    const type = parameter ? formatType(parameter.type) : '';
    if (arg.kind !== 'literal' || arg.value === null) return arg.kind !== 'cast' || arg.type === type;
    const isNumber = /^(?:smallint|integer|bigint|numeric|real|double precision)\b/.test(type);
    if (typeof arg.value === 'number') return isNumber;
    return typeof arg.value === 'boolean' ? type === 'boolean' : !isNumber && type !== 'boolean';
  });
}

/** The name under which an argument is given: `f(tab => 'a')`. */
function nameOf(arg: Expression): string | undefined {
  if (arg.kind !== 'operator' || (arg.operator !== '=>' && arg.operator !== ':=')) return undefined;
  const [name] = arg.operands;
  return name?.kind === 'name' ? name.path[0] : undefined;
}

/**
 * The variables with which the body of a function begins: its parameters by name and by number. Nothing when the call does
 * not fit, as one with other types may be meant.
 */
export function argumentsOf(
  { definition }: MadeFunction,
  call: Pick<RoutineCall, 'args'>,
  scope: Scope,
): Map<string, Value> | undefined {
  const { parameters } = definition;
  if (!fits(definition, call.args)) return undefined;
  const byPlace = call.args.filter((arg) => nameOf(arg) === undefined);
  const given = byPlace.map((arg) => evaluate(arg, scope));
  const variables = new Map<string, Value>();
  for (const [at, parameter] of parameters.entries()) {
    const named = call.args.find((arg) => nameOf(arg) !== undefined && nameOf(arg) === parameter.name);
    const own = named?.kind === 'operator' ? named.operands[1] : undefined;
    const value = parameter.variadic
      ? listGiven(given.slice(at))
      : own
        ? evaluate(own, scope)
        : at < given.length
          ? cast(given[at], formatType(parameter.type), scope)
          : parameter.default
            ? evaluate(parameter.default, scope)
            : unknown;
    variables.set(`$${at + 1}`, value);
    if (parameter.name !== undefined) variables.set(parameter.name, value);
  }
  return variables;
}

/** `f(VARIADIC ARRAY['a', 'b'])` is `f('a', 'b')`: nobody gives a list of lists. */
const listGiven = (given: readonly Value[]): readonly Value[] => {
  const [only] = given;
  return given.length === 1 && isList(only) ? only : given;
};

/** Words without which code leaves the schema as it is, and calls nothing that might not. */
const mayDoHarm = /\b(?:alter|create|drop|execute|perform|call|truncate)\b/i;

/** Whether running a function changes nothing, so that it may be run only to know what it answers. */
export function isHarmless({ change }: MadeFunction, { schemaChangers }: World): boolean {
  const code = bodyOf(change);
  return !mayDoHarm.test(code) && !schemaChangers.some((name) => code.includes(name));
}

/** What stands behind AS, or all of it. */
function bodyOf({ source, span }: MadeFunction['change']): string {
  const text = source.text.slice(span.start, span.end);
  return text.replace(/^[^$']*\bas\s*/i, '').replace(/^\s*create\b/i, '');
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
  call: Pick<RoutineCall, 'path' | 'args' | 'span'>,
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
function tablesGiven({ args, span }: Pick<RoutineCall, 'args' | 'span'>, world: World): readonly QualifiedName[] {
  return args.flatMap((arg) => {
    if (arg.kind !== 'literal' || typeof arg.value !== 'string') return [];
    const parts = arg.value.replaceAll('"', '').split('.');
    const name: QualifiedName = { name: parts.at(-1) ?? '', schema: parts.length > 1 ? parts.at(-2) : undefined, span };
    return relationNamed(world, name)?.kind === 'table' ? [name] : [];
  });
}
