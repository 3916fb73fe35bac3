import { type DataType, dataType, type Expression, type OutputRelation } from '@refint/model';
import { isFailure } from './failures.ts';
import { functionFor } from './functions.ts';
import type { Given } from './output-columns.ts';
import { resolvedType } from './type-names.ts';
import type { World } from './world.ts';

/** A relation of a query with its columns, where they are known. */
export type Known = Omit<OutputRelation, 'columns'> & { readonly columns: readonly Given[] | undefined };

/** The name of a column that has no alias (FigureColname, src/backend/parser/parse_target.c). */
export function outputName(value: Expression): string {
  switch (value.kind) {
    case 'name':
      return value.path.at(-1) ?? '?column?';
    case 'call':
      return value.name.split('.').at(-1) ?? '?column?';
    case 'unknown':
      return value.of ? outputName(value.of) : '?column?';
    case 'cast': {
      const inner = outputName(value.value);
      return inner === '?column?' ? value.to.name : inner;
    }
    case 'case': {
      const inner = value.otherwise ? outputName(value.otherwise) : '?column?';
      return inner === '?column?' ? 'case' : inner;
    }
    case 'exists':
      return 'exists';
    default:
      return '?column?';
  }
}

/** The type of an expression, where it is plain to see. */
export function outputType(value: Expression, from: readonly Known[], world: World): DataType | undefined {
  const typeOf = (inner: Expression | undefined): DataType | undefined => inner && outputType(inner, from, world);
  switch (value.kind) {
    case 'name':
      return typeOfColumn(value.path, from);
    case 'cast': {
      const type = resolvedType(world, { type: value.to, serial: false, span: value.span });
      return isFailure(type) ? undefined : type;
    }
    case 'literal':
      return typeOfLiteral(value.value);
    case 'unknown':
      return typeOf(value.of);
    case 'call':
      return typeOfCall(value.name, value.args, typeOf) ?? typeOfMade(value, typeOf, world);
    case 'case':
      return common([...value.branches.map(({ then }) => then), value.otherwise], typeOf);
    case 'operator':
      return typeOfOperator(value.operator, value.operands, typeOf);
    case 'exists':
      return dataType('boolean');
    case 'query': {
      // Its own tables are not looked up, and a name in it may mean one of theirs.
      const [only] = value.query.columns;
      return only && outputType(only.value, [], world);
    }
    default:
      return undefined;
  }
}

const numbers = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'];

type TypeOf = (value: Expression | undefined) => DataType | undefined;

function typeOfColumn(path: readonly string[], from: readonly Known[]): DataType | undefined {
  const name = path.at(-1);
  const alias = path.at(-2);
  const among = alias === undefined ? from : from.filter((relation) => relation.alias === alias);
  const found = among.flatMap(({ columns }) => columns?.find((column) => column.name === name) ?? []);
  return found[0]?.type;
}

function typeOfLiteral(value: string | number | boolean | null): DataType | undefined {
  if (typeof value === 'string') return dataType('text');
  if (typeof value === 'boolean') return dataType('boolean');
  if (typeof value !== 'number') return undefined;
  if (!Number.isInteger(value)) return dataType('numeric');
  return dataType(Math.abs(value) < 2 ** 31 ? 'integer' : 'bigint');
}

/** The type of several values of which one is taken: they must agree, and constants go along with the others. */
function common(values: readonly (Expression | undefined)[], typeOf: TypeOf): DataType | undefined {
  const present = values.filter((value) => value !== undefined);
  const isConstant = (value: Expression) => value.kind === 'literal' && typeof value.value !== 'number';
  const decisive = present.filter((value) => !isConstant(value));
  const types = (decisive.length > 0 ? decisive : present).map(typeOf);
  const [first] = types;
  const ranks = types.map((type) => (type?.dimensions === 0 ? numbers.indexOf(type.name) : -1));
  const widest = types[ranks.indexOf(Math.max(...ranks))];
  if (widest && !ranks.includes(-1) && new Set(ranks).size > 1) return { ...widest, modifiers: [] };
  if (!first || types.some((type) => type?.name !== first.name || type.schema !== first.schema)) return undefined;
  const same =
    decisive.length === present.length && types.every((type) => String(type?.modifiers) === String(first.modifiers));
  return same ? first : { ...first, modifiers: [] };
}

function typeOfCall(called: string, args: readonly Expression[], typeOf: TypeOf): DataType | undefined {
  const name = called.replace(/^pg_catalog\./, '');
  const known = resultOf(name);
  if (known !== undefined) return dataType(known);
  const first = typeOf(args[0]);
  switch (name) {
    case 'coalesce':
    case 'greatest':
    case 'least':
      return common(args, typeOf);
    case 'min':
    case 'max':
      return first?.name === 'character varying' ? dataType('text') : first && { ...first, modifiers: [] };
    case 'lag':
    case 'lead':
    case 'first_value':
    case 'last_value':
    case 'nullif':
      return first;
    case 'sum':
      if (first?.name === 'smallint' || first?.name === 'integer') return dataType('bigint');
      return first?.name === 'bigint' ? dataType('numeric') : first && { ...first, modifiers: [] };
    case 'avg':
      if (first?.name === 'real') return dataType('double precision');
      if (first?.name === 'smallint' || first?.name === 'integer' || first?.name === 'bigint')
        return dataType('numeric');
      return first && { ...first, modifiers: [] };
    case 'array_agg':
      return first?.dimensions === 0 ? { ...first, modifiers: [], dimensions: 1 } : undefined;
    default:
      return undefined;
  }
}

/** What a function that the history made says that it gives; `anyelement` is what is given for it. */
function typeOfMade(
  { name, args, span }: Extract<Expression, { readonly kind: 'call' }>,
  typeOf: TypeOf,
  world: World,
): DataType | undefined {
  const definition = functionFor(world, { path: name.split('.'), args })?.definition;
  const returns = definition?.returns;
  if (!returns) return undefined;
  if (returns.name === 'anyelement') {
    return common(
      args.filter((_, at) => definition.parameters[at]?.type.name === 'anyelement'),
      typeOf,
    );
  }
  const type = resolvedType(world, { type: returns, serial: false, span });
  return isFailure(type) ? undefined : { ...type, modifiers: [] };
}

function typeOfOperator(operator: string, operands: readonly Expression[], typeOf: TypeOf): DataType | undefined {
  if (tests.has(operator)) return dataType('boolean');
  if (operator === '->>' || operator === '#>>') return dataType('text');
  const [left, right] = operands.map(typeOf);
  if (operands.length === 1) return operator === '-' ? left && { ...left, modifiers: [] } : undefined;
  if (!left || !right) return undefined;
  if (operator === '||') return left.name === 'text' || right.name === 'text' ? dataType('text') : undefined;
  if (operator === '->' || operator === '#>') return left;
  if (!['+', '-', '*', '/', '%'].includes(operator) || left.dimensions + right.dimensions > 0) return undefined;
  const at = Math.max(numbers.indexOf(left.name), numbers.indexOf(right.name));
  if (!numbers.includes(left.name) || !numbers.includes(right.name)) return undefined;
  // Exact and floating numbers meet in double precision.
  const mixed = at >= 4 && left.name !== right.name;
  return dataType(mixed ? 'double precision' : (numbers[at] ?? ''));
}

const tests = new Set([
  '=',
  '<>',
  '<',
  '>',
  '<=',
  '>=',
  'and',
  'or',
  'not',
  'like',
  'ilike',
  'not like',
  'not ilike',
  'in',
  'not in',
  'is',
  'is not',
  'between',
  '~',
  '~*',
  '!~',
  '@>',
  '<@',
  '&&',
  '?',
]);

/** What functions give, whatever they are given: read only where a table is made from a query. */
function resultOf(name: string): string | undefined {
  results ??= new Map(given.flatMap(([type, names]) => names.split(' ').map((one) => [one, type] as const)));
  return results.get(name);
}

let results: ReadonlyMap<string, string> | undefined;

const given = [
  ['bigint', 'count row_number rank dense_rank nextval currval'],
  ['integer', 'length char_length character_length octet_length position strpos array_length cardinality ascii ntile'],
  [
    'text',
    'concat concat_ws lower upper initcap substring substr trim btrim ltrim rtrim replace left right md5 format',
  ],
  ['text', 'to_char split_part string_agg translate lpad rpad repeat reverse encode regexp_replace array_to_string'],
  ['timestamp with time zone', 'now current_timestamp transaction_timestamp statement_timestamp clock_timestamp'],
  ['date', 'current_date'],
  ['boolean', 'bool_and bool_or every starts_with'],
  ['uuid', 'gen_random_uuid uuid_generate_v4'],
  ['jsonb', 'to_jsonb jsonb_build_object jsonb_build_array jsonb_agg jsonb_object_agg jsonb_set'],
  ['json', 'to_json json_build_object json_build_array json_agg row_to_json'],
  ['numeric', 'extract'],
  ['double precision', 'date_part percent_rank cume_dist random'],
] as const;
