import { type Difference, splitTableId, type TableId } from '@refint/model';

/**
 * What one side says will change, in the same words for both: `drop column public.posts.title`. What follows from
 * something else, such as the key that is made anew because the type of its column changes, is left out of both.
 */
export type Steps = readonly string[];

/** The steps of a migration that Prisma's engine wrote. It throws at a statement that it has no words for. */
export function stepsIn(sql: string): Steps {
  const steps = new Set<string>();
  // What makes an enum anew is one step of several statements.
  const plain = sql.replace(/^BEGIN;$(.*?)^COMMIT;$/gms, (block) => {
    const [, schema, name] = new RegExp(`CREATE TYPE ${place}`).exec(block) ?? [];
    steps.add(`replace enum ${idOf(schema, name?.replace(/_new$/, ''))}`);
    return '';
  });
  for (const section of plain.split(/^-- /m)) {
    const [, title = '', body = ''] = /^(\w[^\n]*)\n(.*)$/s.exec(section) ?? [];
    for (const statement of body.split(/;\s*$/m)) if (statement.trim()) add(statement.trim(), title, steps);
  }
  return withoutConsequences(steps);
}

const word = '"((?:[^"]|"")*)"';
const place = `(?:${word}\\.)?${word}`;
const idOf = (schema: string | undefined, name: string | undefined): string => `${schema ?? 'public'}.${name}`;

const statements: readonly (readonly [RegExp, (...found: string[]) => string | undefined])[] = [
  [new RegExp(`^CREATE SCHEMA IF NOT EXISTS ${word}`), (name) => `create schema ${name}`],
  [new RegExp(`^CREATE TABLE ${place}`), (schema, name) => `create table ${idOf(schema, name)}`],
  [new RegExp(`^DROP TABLE ${place}`), (schema, name) => `drop table ${idOf(schema, name)}`],
  [new RegExp(`^CREATE TYPE ${place} AS ENUM`), (schema, name) => `create enum ${idOf(schema, name)}`],
  [new RegExp(`^DROP TYPE ${place}`), (schema, name) => `drop enum ${idOf(schema, name)}`],
  [
    new RegExp(`^ALTER TYPE ${place} ADD VALUE '((?:[^']|'')*)'`),
    (schema, name, value) => `add value ${idOf(schema, name)} ${value}`,
  ],
  [
    new RegExp(`^CREATE (?:UNIQUE )?INDEX ${word} ON ${place}`),
    (index, schema, name) => `create index ${index} on ${idOf(schema, name)}`,
  ],
  [new RegExp(`^DROP INDEX ${place}`), (schema, name) => `drop index ${idOf(schema, name)}`],
  [
    new RegExp(`^ALTER INDEX ${place} RENAME TO ${word}`),
    (schema, name, to) => `rename index ${idOf(schema, name)} to ${to}`,
  ],
  // The sequence of a column comes and goes with its default.
  [/^(?:CREATE|ALTER|DROP) SEQUENCE/, () => undefined],
];

function add(statement: string, title: string, steps: Set<string>): void {
  for (const [form, say] of statements) {
    const found = form.exec(statement);
    if (!found) continue;
    const step = say(...found.slice(1));
    if (step) steps.add(step);
    return;
  }
  const [, schema, name, rest = ''] = new RegExp(`^ALTER TABLE ${place} (.*)$`, 's').exec(statement) ?? [];
  if (name === undefined) throw new Error(`a statement without words: ${statement}`);
  for (const action of rest.split(/,\s*\n/)) steps.add(actionOn(idOf(schema, name), action.trim(), title));
}

function actionOn(table: string, action: string, title: string): string {
  const isKey = title !== 'AlterTable';
  const [, verb = '', name = '', rest = ''] = new RegExp(`^((?:[A-Z]+ )+) *${word} ?(.*)$`, 's').exec(action) ?? [];
  switch (verb.trim()) {
    case 'DROP COLUMN':
      return `drop column ${table}.${name}`;
    case 'ADD COLUMN':
      return `add column ${table}.${name}`;
    case 'DROP CONSTRAINT':
      return isKey ? `drop foreign key ${name} of ${table}` : `drop primary key of ${table}`;
    case 'ADD CONSTRAINT':
      if (rest.startsWith('FOREIGN KEY')) return `add foreign key ${name} of ${table}`;
      return `add primary key of ${table}`;
    case 'RENAME CONSTRAINT':
      return title === 'RenameForeignKey' ? `rename foreign key ${name} of ${table}` : `rename primary key of ${table}`;
    case 'ALTER COLUMN':
      if (/^SET DATA TYPE/.test(rest)) return `type of ${table}.${name}`;
      if (/^(?:SET|DROP) NOT NULL/.test(rest)) return `nullability of ${table}.${name}`;
      if (/^(?:SET|DROP) DEFAULT/.test(rest)) return `default of ${table}.${name}`;
  }
  throw new Error(`an action without words: ${action}`);
}

/** The steps of differences, as Prisma would take them. */
export function stepsOf(drift: readonly Difference[]): Steps {
  const steps = new Set<string>();
  for (const difference of drift) for (const step of stepsOfOne(difference)) steps.add(step);
  return withoutConsequences(steps);
}

function stepsOfOne(difference: Difference): Steps {
  switch (difference.what) {
    case 'schema':
      return [`create schema ${difference.name}`];
    case 'table': {
      const { declared, made } = difference;
      return [`${declared ? 'create' : 'drop'} table ${shown((declared ?? made!).id)}`];
    }
    case 'column': {
      const { declared, made, changes, table } = difference;
      const name = `${shown(table)}.${(declared ?? made!).name}`;
      if (!declared || !made) return [`${declared ? 'add' : 'drop'} column ${name}`];
      return changes.flatMap((change) =>
        change === 'recreated'
          ? [`drop column ${name}`, `add column ${name}`]
          : [`${change === 'nullable' ? 'nullability' : change} of ${name}`],
      );
    }
    case 'primary-key': {
      const table = shown(difference.table);
      const { declared, made } = difference;
      // One that is replaced and has another name is renamed as well, which cannot run.
      const renamed = declared && made && declared.name !== made.name ? [`rename primary key of ${table}`] : [];
      if (difference.change === 'renamed') return renamed;
      return [
        ...renamed,
        ...(difference.made ? [`drop primary key of ${table}`] : []),
        ...(difference.declared ? [`add primary key of ${table}`] : []),
      ];
    }
    case 'index': {
      const { declared, made, change } = difference;
      const table = shown(difference.table);
      const schema = splitTableId(difference.table).schema;
      if (change === 'renamed') return [`rename index ${schema}.${made!.name} to ${declared!.name}`];
      return [
        ...(made ? [`drop index ${schema}.${made.name}`] : []),
        ...(declared ? [`create index ${declared.name} on ${table}`] : []),
      ];
    }
    case 'foreign-key': {
      const { declared, made, change } = difference;
      const table = shown(difference.table);
      if (change === 'renamed') return [`rename foreign key ${made!.name} of ${table}`];
      return [
        ...(made ? [`drop foreign key ${made.name} of ${table}`] : []),
        ...(declared ? [`add foreign key ${declared.constraint} of ${table}`] : []),
      ];
    }
    case 'enum': {
      const { declared, made, added, dropped } = difference;
      const name = `${difference.schema}.${difference.name}`;
      if (!declared || !made) return [`${declared ? 'create' : 'drop'} enum ${name}`];
      return dropped.length > 0 ? [`replace enum ${name}`] : added.map((value) => `add value ${name} ${value}`);
    }
  }
}

const shown = (id: TableId): string => {
  const { schema, name } = splitTableId(id);
  return `${schema}.${name}`;
};

/**
 * Without what only follows: all parts of a table that comes or goes; keys and indexes that are made anew because a column
 * is; and foreign keys of a column whose type changes.
 */
function withoutConsequences(steps: ReadonlySet<string>): Steps {
  const tables = (form: RegExp) => [...steps].flatMap((step) => form.exec(step)?.[1] ?? []);
  const whole = tables(/^(?:create|drop) table (.*)$/s);
  const recreated = [...steps].flatMap((step) => {
    const [, table, column] = /^drop column (.*)\.([^.]*)$/s.exec(step) ?? [];
    return table !== undefined && steps.has(`add column ${table}.${column}`) ? [table] : [];
  });
  const retyped = [...recreated, ...tables(/^type of (.*)\.[^.]*$/s)];
  const isOf = (step: string, of: readonly string[]) =>
    of.some((table) => / (?:of|on) /.test(step) && step.endsWith(` ${table}`));
  return [...steps]
    .filter((step) => !isOf(step, whole))
    .filter((step) => !(isOf(step, retyped) && isMadeAnew(step, steps)))
    .filter((step) => !isRestored(step, recreated, steps))
    .sort();
}

/** A key that is dropped and added again. */
function isMadeAnew(step: string, steps: ReadonlySet<string>): boolean {
  const other = step.startsWith('drop ') ? step.replace('drop ', 'add ') : step.replace(/^add /, 'drop ');
  return / (?:foreign|primary) key /.test(step) && steps.has(other);
}

/** An index that goes with a column and is made again: PostgreSQL drops it without being told. */
function isRestored(step: string, recreated: readonly string[], steps: ReadonlySet<string>): boolean {
  const [, name, table] = /^create index (.*) on (.*)$/s.exec(step) ?? [];
  if (name === undefined || table === undefined || !recreated.includes(table)) return false;
  return !steps.has(`drop index ${table.split('.')[0]}.${name}`);
}
