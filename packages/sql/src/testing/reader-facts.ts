import type { Change, ColumnDefinition, ConstraintDefinition, DataType, IndexPart, QualifiedName } from '@refint/model';
import { treeIn } from './trees.ts';

/**
 * What the reader says of statements, in short sentences that can be compared with those of a grammar. Expressions are read
 * again by that grammar: what was cut out of a statement must be the same expression by itself.
 */

const nameOf = ({ schema, name }: QualifiedName): string => (schema === undefined ? name : `${schema}.${name}`);
const names = (list: readonly { name: string }[] | undefined): string => (list ?? []).map(({ name }) => name).join(',');
export const words = (...parts: (string | false | undefined)[]): string =>
  parts.filter((part) => part !== false && part !== undefined && part !== '').join(' ');

const catalogNames: Record<string, string> = {
  integer: 'int4',
  bigint: 'int8',
  smallint: 'int2',
  boolean: 'bool',
  real: 'float4',
  'double precision': 'float8',
  'character varying': 'varchar',
  character: 'bpchar',
  '"char"': 'char',
  'timestamp without time zone': 'timestamp',
  'bit varying': 'varbit',
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
};

export function typeFact({ type, serial }: { type: DataType; serial: boolean }): string {
  const name = serial ? type.name.replace(/integer|int$/, 'serial') : (catalogNames[type.name] ?? type.name);
  const inside = type.modifiers.length > 0 ? `(${type.modifiers.join(',').toLowerCase()})` : '';
  return (type.schema === undefined ? '' : `${type.schema}.`) + name + inside + '[]'.repeat(type.dimensions);
}

export function columnFacts(column: ColumnDefinition): string[] {
  const { name, type, notNull, default: value, identity, generated } = column;
  const nullable = notNull && (notNull.value ? 'not null' : 'null');
  const main = words(
    'column',
    name.name,
    type && typeFact(type),
    nullable,
    value && `default ${value.value.kind} ${treeIn(value.value.text)}`,
    identity?.value,
    generated && `generated ${treeIn(generated.value)}`,
    column.collation !== undefined && `collate ${column.collation}`,
  );
  return [main, ...column.constraints.map(constraintFact)];
}

export function constraintFact(of: ConstraintDefinition): string {
  const tail = [of.deferrable && 'deferrable', of.initiallyDeferred && 'deferred', of.notValid && 'not valid'] as const;
  const head = words(of.kind, of.name?.name);
  if (of.kind === 'check') return words(head, ...tail, treeIn(of.expression));
  if (of.kind === 'exclude')
    return words(
      head,
      of.method,
      parts(of.columns),
      of.predicate !== undefined && `where ${treeIn(of.predicate)}`,
      ...tail,
    );
  if (of.kind === 'foreign-key') {
    const set = of.setColumns && `set (${names(of.setColumns)})`;
    const actions = `${of.onDelete?.value ?? 'no-action'} ${of.onUpdate?.value ?? 'no-action'}`;
    return words(
      head,
      `(${names(of.columns)}) -> ${nameOf(of.referencedTable)}(${names(of.referencedColumns)})`,
      actions,
      set,
      of.match,
      ...tail,
    );
  }
  return words(
    head,
    `(${names(of.columns)})`,
    of.include.length > 0 && `include (${names(of.include)})`,
    of.usingIndex && `using ${of.usingIndex.name}`,
    of.nullsNotDistinct && 'nulls not distinct',
    ...tail,
  );
}

const parts = (of: readonly IndexPart[]): string => `(${of.map(part).join(',')})`;

function part({ kind, text, options }: IndexPart): string {
  const { collation, operatorClass, descending, nulls } = options ?? {};
  return words(
    kind === 'column' ? text : treeIn(text),
    collation !== undefined && `collate ${collation}`,
    operatorClass?.replace(/ \(.*\)$/s, ' (…)'),
    descending && 'desc',
    nulls && `nulls ${nulls}`,
  );
}

/** What changes say, one line for each fact, in the words that grammar-facts.test.ts uses too. */
export const factsOf = (changes: readonly Change[]): string[] => changes.flatMap(factsOfChange);

function factsOfChange(of: Change): string[] {
  const on = 'table' in of && of.table ? nameOf(of.table) : undefined;
  const thing = of.entity === 'materialized-view' ? 'view' : of.entity;
  if (of.kind === 'run' || of.kind === 'opaque') return [];
  if (of.kind === 'add') {
    switch (of.entity) {
      case 'table':
        return [
          words(
            'table',
            nameOf(of.name),
            of.ifNotExists && 'if not exists',
            of.temporary && 'temporary',
            of.asQuery && 'as query',
            of.partitionedBy && 'partitioned',
            of.partitionOf && `partition of ${nameOf(of.partitionOf)}`,
          ),
          ...of.inherits.map((table) => `inherits ${nameOf(table)}`),
          ...of.like.map(({ table }) => `like ${nameOf(table)}`),
          ...of.columns.flatMap(columnFacts),
          ...of.constraints.map(constraintFact),
        ];
      case 'column':
        return [words('add', on, of.ifNotExists && 'if not exists'), ...columnFacts(of.column)];
      case 'constraint':
        return [words('add', on, constraintFact(of.constraint))];
      case 'index': {
        const { index } = of;
        return [
          words(
            'index',
            index.name?.name,
            'on',
            nameOf(index.table),
            index.unique && 'unique',
            index.method,
            parts(index.parts),
            index.include.length > 0 && `include (${names(index.include)})`,
            index.predicate && `where ${treeIn(index.predicate.value)}`,
            index.storage !== undefined && 'with',
            index.concurrently && 'concurrently',
            of.ifNotExists && 'if not exists',
            index.nullsNotDistinct && 'nulls not distinct',
          ),
        ];
      }
      case 'enum':
        return [words('enum', nameOf(of.name), names(of.values))];
      case 'enum-value':
        return [
          words(
            'enum value',
            nameOf(of.type),
            of.value.name,
            of.ifNotExists && 'if not exists',
            of.beside && `${of.beside.side} ${of.beside.value}`,
          ),
        ];
      case 'domain':
        return [words('domain', nameOf(of.name), typeFact(of.base), of.notNull && 'not null')];
      case 'schema':
        return [words('schema', of.name.name, of.ifNotExists && 'if not exists')];
      default:
        if (of.entity === 'trigger') return [words(thing, nameOf(of.name), on, 'runs', of.runs && nameOf(of.runs))];
        return [words(thing, nameOf(of.name))];
    }
  }
  if (of.kind === 'drop') {
    const name = 'schema' in of.name ? nameOf(of.name as QualifiedName) : of.name.name;
    return [words('drop', thing, on, name, of.ifExists && 'if exists', of.cascade && 'cascade')];
  }
  if (of.kind === 'rename') {
    if (of.entity === 'enum-value') return [words('rename value', nameOf(of.type), of.name.name, of.to.name)];
    return [
      words('rename', thing, on, 'schema' in of.name ? nameOf(of.name as QualifiedName) : of.name.name, of.to.name),
    ];
  }
  if (of.entity === 'column') {
    const { alteration: to } = of;
    const value =
      to.to === 'type'
        ? typeFact(to.type)
        : to.to === 'default'
          ? to.value && `${to.value.kind} ${treeIn(to.value.text)}`
          : to.to === 'generated'
            ? to.value && 'expression'
            : String(to.value);
    return [words('alter', on, of.column.name, to.to, value)];
  }
  if (of.entity === 'constraint') return [words('alter constraint', on, of.name.name, of.to)];
  if (of.entity === 'schema-of')
    return [words('move', of.of === 'materialized-view' ? 'view' : of.of, nameOf(of.name), of.schema.name)];
  if (of.entity === 'domain') return [words('alter domain', nameOf(of.name), of.notNull ? 'not null' : 'null')];
  if (of.entity === 'search-path') return ['search path'];
  // The grammar's facts say nothing of options of sequences; PostgreSQL itself is asked in the tests of the replay.
  if (of.entity === 'owner-of-sequence') return [];
  if (of.entity === 'inheritance') return [words(of.inherits ? 'inherit' : 'no inherit', on, nameOf(of.parent))];
  return [words(of.attach ? 'attach' : 'detach', on, nameOf(of.partition))];
}
