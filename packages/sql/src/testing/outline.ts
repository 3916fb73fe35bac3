import {
  type Aggregation,
  type Change,
  type Expression,
  type Instruction,
  type Query,
  sourceOf,
  type Target,
} from '@refint/model';
import { readSql } from '../index.ts';

/** What a block does, one line for each instruction, in the order and depth in which it is written. */
export function outline(text: string): string {
  const { statements, problems } = readSql(sourceOf('block.sql', text), 'postgresql');
  const change = statements[0]?.changes[0];
  if (change?.kind !== 'run') return `${change?.kind}: ${problems.map(({ text }) => text)}`;
  const { variables, body } = change.routine;
  const declared = variables.map(({ name, value }) => `${name} := ${value ? say(value) : 'nothing'}`);
  return [...declared, ...body.flatMap(lines)].join('\n');
}

const indent = (body: readonly Instruction[]): string[] => body.flatMap(lines).map((line) => `  ${line}`);

function lines(of: Instruction): string[] {
  switch (of.kind) {
    case 'if':
      return [
        ...of.branches.flatMap(({ condition, body }) => [`if ${say(condition)}`, ...indent(body)]),
        ...(of.otherwise.length > 0 ? ['else', ...indent(of.otherwise)] : []),
      ];
    case 'attempt':
      return [
        'try',
        ...of.variables.map(({ name }) => `  var ${name}`),
        ...indent(of.body),
        ...of.handlers.flatMap(({ conditions, body }) => [`catch ${conditions.join(', ')}`, ...indent(body)]),
      ];
    case 'statement':
      return [`${of.statement.verb} ${of.statement.changes.map(shortly).join(', ')}`.trim()];
    case 'execute':
      return [
        [`execute ${say(of.command)}`, of.using.length > 0 && `using ${of.using.map(say).join(', ')}`, intoOf(of.into)]
          .filter(Boolean)
          .join(' '),
      ];
    case 'assign':
      return [`${of.variable} := ${say(of.value)}`];
    case 'select':
      return [`{${ask(of.query)}} ${intoOf(of.into)}${of.strict ? ' strictly' : ''}`];
    case 'diagnose':
      return of.items.map(({ variable, item }) => `${variable} := ${item}`);
    case 'for-each':
      return [`for ${of.variable} in ${say(of.items)}`, ...indent(of.body)];
    case 'for-range':
      return [`for ${of.variable} from ${say(of.from)} to ${say(of.to)}`, ...indent(of.body)];
    case 'for-query':
      return [
        `for ${of.variables.join(', ')} in ${'kind' in of.query ? say(of.query) : ask(of.query)}`,
        ...indent(of.body),
      ];
    case 'loop':
      return [of.condition ? `while ${say(of.condition)}` : 'loop', ...indent(of.body)];
    case 'leave':
      return [`${of.how}${of.label ? ` ${of.label}` : ''}${of.when ? ` when ${say(of.when)}` : ''}`];
    case 'assert':
      return [`assert ${say(of.condition)}`];
    case 'raise':
      return [`raise ${of.level}${of.code ? ` ${say(of.code)}` : ''}`];
    case 'return':
      return [of.value ? `return ${say(of.value)}` : 'return'];
    case 'opaque':
      return [`opaque ${of.text}`, ...indent(of.body)];
  }
}

const intoOf = (into: readonly Target[]): string =>
  into.length === 0
    ? ''
    : `into ${into.map(({ variable, isWhole }) => (isWhole ? variable : `part of ${variable}`)).join(', ')}`;

const shortly = (of: Change): string =>
  `${of.kind} ${of.entity}${'table' in of && of.table ? ` of ${of.table.name}` : ''}`;

function say(of: Expression): string {
  switch (of.kind) {
    case 'literal':
      return JSON.stringify(of.value);
    case 'name':
      return of.path.join('.');
    case 'call':
      return `${of.name}(${of.args.map(say).join(', ')}${of.by ? ` ${aside(of.by)}` : ''})`;
    case 'operator': {
      const [left, ...right] = of.operands.map(say);
      return right.length > 0 ? `(${left} ${of.operator} ${right.join(' and ')})` : `(${of.operator} ${left})`;
    }
    case 'list':
      return `[${of.items.map(say).join(', ')}]`;
    case 'cast':
      return `${say(of.value)}::${of.type}`;
    case 'case':
      return `case ${of.branches.map(({ when, then }) => `${say(when)}: ${say(then)}`).join(', ')} else ${of.otherwise ? say(of.otherwise) : 'nothing'}`;
    case 'exists':
      return `exists {${ask(of.query)}}`;
    case 'query':
      return `{${ask(of.query)}}`;
    case 'unknown':
      return `? ${of.text} ?`;
  }
}

const aside = ({ distinct, order, filter }: Aggregation): string =>
  [
    distinct && 'distinct',
    order && `by ${order.map(({ value }) => say(value)).join(', ')}`,
    filter && `if ${say(filter)}`,
  ]
    .filter(Boolean)
    .join(' ');

function ask(query: Query): string {
  const { columns, from, where, unknown, distinct, named, group, having, order, united, limit } = query;
  const what = columns.map(({ value, alias }) => say(value) + (alias === undefined ? '' : ` as ${alias}`)).join(', ');
  const tables = from.map(({ path, alias, on, using, join, call, rows, query: inner }, index) => {
    const made = call
      ? say(call)
      : inner
        ? `{${ask(inner)}}`
        : rows
          ? rows.map((row) => `(${row.map(say).join(', ')})`).join(' ')
          : path.join('.');
    const how = on ? ` on ${say(on)}` : using.length > 0 ? ` using ${using.join(', ')}` : '';
    return `${index === 0 ? '' : `${join} `}${made}${alias === path.at(-1) ? '' : ` ${alias}`}${how}`;
  });
  const parts = [
    named && `with ${named.map((one) => `${one.name} {${ask(one.query)}}`).join(', ')}`,
    what,
    tables.length > 0 && `from ${tables.join(' ')}`,
    where && `where ${say(where)}`,
    group && `group by ${group.map(say).join(', ')}`,
    having && `having ${say(having)}`,
    ...(united ?? []).map((one) => `union${one.all ? ' all' : ''} {${ask(one.query)}}`),
    order && `order by ${order.map(({ value, descending }) => say(value) + (descending ? ' down' : '')).join(', ')}`,
    limit !== undefined && `limit ${limit}`,
  ];
  return `${unknown ? 'unknown: ' : ''}${distinct ? 'distinct ' : ''}${parts.filter(Boolean).join(' ')}`;
}
