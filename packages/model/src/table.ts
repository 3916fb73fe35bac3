import { type DataType, quoted } from './data-type.ts';
import type { ForeignKey } from './foreign-key.ts';
import type { IndexOptions } from './index-options.ts';
import type { Grounded, Origin } from './origin.ts';
import type { Relation } from './relation.ts';
import { rememberedOfText } from './remembered.ts';

/** The key under which a snapshot knows a table: schema and name, see `tableId`. */
export type TableId = string;

/** What a column holds when nobody says: the text of a constant or of an expression. */
export interface Default {
  readonly kind: 'constant' | 'expression' | 'sequence';
  readonly text: string;
  /** The database gets these words as they are: the ORM knows nothing of what they mean (`dbgenerated`). */
  readonly verbatim?: true | undefined;
  /** The number of the sequence that it asks, see `Holder`. */
  readonly sequence?: number | undefined;
  /** The type that the column had when this was said, where it has another one by now. */
  readonly saidOf?: DataType | undefined;
}

/** How a part of a table came down from the tables above it (INHERITS, PARTITION OF), and whether it is its own too. */
export interface Heritage {
  /** How many of the tables above have it. */
  readonly inherited: number;
  /** Whether it stays when none of them has it any more. */
  readonly local: boolean;
}

export interface Column extends Grounded {
  readonly kind: 'column';
  readonly table: TableId;
  readonly name: string;
  /** What the ORM calls it; the column's own name where no ORM is involved. */
  readonly field: string;
  /** Nothing when the type is not understood. */
  readonly type: DataType | undefined;
  readonly nullable: boolean;
  /** What NOT NULL is called as a constraint, where somebody gave it a name; PostgreSQL 18 keeps it. */
  readonly notNullName?: string | undefined;
  readonly default: Default | undefined;
  readonly identity: 'always' | 'by-default' | undefined;
  /** The expression of a generated column. */
  readonly generated: string | undefined;
  /** The columns that this expression names. */
  readonly generatedFrom?: readonly string[] | undefined;
  /** Generated when it is read, and not kept. */
  readonly isVirtual?: boolean | undefined;
  /** Set for columns that tables above have too. */
  readonly heritage?: Heritage | undefined;
  /** Set for a NOT NULL that tables above ask for too. */
  readonly requirement?: Heritage | undefined;
}

/** A primary key or a unique constraint. */
export interface Key extends Grounded {
  readonly kind: 'primary-key' | 'unique';
  readonly table: TableId;
  readonly name: string;
  readonly columns: readonly string[];
  readonly deferrable: boolean;
}

export interface Index extends Grounded {
  readonly kind: 'index';
  readonly table: TableId;
  readonly name: string;
  /** Key columns in order; an expression is written out and counted in `expressions`. */
  readonly columns: readonly string[];
  /** Whether any key part is an expression, which makes `columns` unfit for comparison with column names. */
  readonly expressions: boolean;
  readonly include: readonly string[];
  readonly unique: boolean;
  readonly method: string;
  /** The condition of a partial index. */
  readonly predicate: string | undefined;
  /** Columns that its expressions and its condition name: dropping one of them drops the index. */
  readonly mentions?: readonly string[] | undefined;
  readonly nullsNotDistinct: boolean;
  /** The constraint that this index serves; nothing for a plain index. */
  readonly constraint: 'primary-key' | 'unique' | 'exclude' | undefined;
  /** The name of the index of the partitioned table that this one is a part of. */
  readonly partOf?: string | undefined;
  /** What its parts were called when it was made, where columns were renamed since: a copy is named after these. */
  readonly partNames?: readonly string[] | undefined;
  /** How its parts are kept, in their order, when anything is written of it. */
  readonly options?: readonly (IndexOptions | undefined)[] | undefined;
  /** Its storage parameters, as they are written. */
  readonly storage?: string | undefined;
}

export interface Check extends Grounded {
  readonly kind: 'check';
  readonly table: TableId;
  readonly name: string;
  readonly expression: string;
  /** The columns that it names: dropping one of them drops the check. */
  readonly columns: readonly string[];
  readonly validated: boolean;
  /** Tables below have no part in it. */
  readonly noInherit?: boolean | undefined;
  readonly heritage?: Heritage | undefined;
}

/** Known by its name and by what is written of it: what it does to rows is nothing that refint follows. */
export interface Trigger extends Grounded {
  readonly kind: 'trigger';
  readonly name: string;
  /** The statement that makes it. */
  readonly text: string;
  /** The function that it runs, as written. */
  readonly runs: string | undefined;
}

/** Why something is not known for certain: SQL was read there and not understood, or the history starts in its middle. */
export interface Doubt {
  readonly because: string;
  readonly at: Origin;
}

export interface Table extends Grounded {
  readonly kind: 'table';
  readonly id: TableId;
  readonly schema: string;
  readonly name: string;
  /** What the ORM calls it; the table's own name where no ORM is involved. */
  readonly model: string;
  readonly form: 'ordinary' | 'partitioned' | 'view';
  /** The tables that it inherits from; of a partition, the partitioned table. */
  readonly parents?: readonly TableId[] | undefined;
  readonly isPartition?: boolean | undefined;
  /** Columns that its partition key names. */
  readonly partitionKey?: readonly string[] | undefined;
  readonly columns: readonly Column[];
  readonly primaryKey: Key | undefined;
  readonly uniques: readonly Key[];
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
  readonly triggers?: readonly Trigger[] | undefined;
  /** How its rows are divided, as written: `RANGE (created_at)`. */
  readonly partitionedBy?: string | undefined;
  /** The names of policies that migrations made, and the numbers that dropped columns had. */
  readonly policies?: readonly string[] | undefined;
  readonly gaps?: readonly number[] | undefined;
  /** What the ORM declares; empty in what migrations made. */
  readonly relations: readonly Relation[];
  /** Set when parts of the table are unknown: what is absent from it may exist all the same. */
  readonly doubt: Doubt | undefined;
}

/** The id of a table. A dot inside a name is escaped, so that two names never share one id. */
export const tableId = (schema: string, name: string): TableId => idsIn(schema)(name);

/** Every look into a state begins with an id, and putting it together costs more than the look. */
const idsIn = rememberedOfText((schema) => rememberedOfText((name): TableId => `${escaped(schema)}.${escaped(name)}`));

const escaped = (name: string): string =>
  name.includes('.') || name.includes('\\') ? name.replace(/[.\\]/g, '\\$&') : name;

/** The schema and the name that an id was made of. */
export const splitTableId = rememberedOfText((id: TableId): { readonly schema: string; readonly name: string } => {
  // Nearly no name has a dot in it, and then nothing in it is escaped.
  if (!id.includes('\\')) {
    const dot = id.indexOf('.');
    return { schema: id.slice(0, Math.max(dot, 0)), name: id.slice(dot + 1) };
  }
  const [, schema = '', name = id] = /^((?:[^.\\]|\\.)*)\.(.*)$/s.exec(id) ?? [];
  return { schema: schema.replace(/\\(.)/gs, '$1'), name: name.replace(/\\(.)/gs, '$1') };
});

/** A table's name for people: with its schema only when that is not the usual one. */
export const shownTable = (table: { readonly schema: string; readonly name: string }): string =>
  table.schema === 'public' || table.schema === '' ? table.name : `${table.schema}.${table.name}`;

/** A table's name as a statement needs it. */
export const quotedTable = ({ schema, name }: { readonly schema: string; readonly name: string }): string =>
  schema === 'public' || schema === '' ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;

export function columnOf({ columns }: Table, name: string): Column | undefined {
  // Asked more often than anything else, mostly before V8 has optimised it: `find` would call a closure for each column,
  // and `for … of` would make an object for each.
  for (let at = 0; at < columns.length; at++) if (columns[at]?.name === name) return columns[at];
  return undefined;
}

/**
 * A table with nothing in it. It has all parts, also those that are absent: V8 gives an object that a spread began and
 * that gets a part more a hidden class of its own (up to version 12, so in Node 20), and whatever reads it is slow then.
 */
export const bareTable = (schema: string, name: string, origin: Origin): Table => ({
  kind: 'table',
  id: tableId(schema, name),
  schema,
  name,
  model: name,
  form: 'ordinary',
  parents: undefined,
  isPartition: undefined,
  partitionKey: undefined,
  columns: [],
  primaryKey: undefined,
  uniques: [],
  indexes: [],
  foreignKeys: [],
  checks: [],
  triggers: undefined,
  partitionedBy: undefined,
  policies: undefined,
  gaps: undefined,
  relations: [],
  doubt: undefined,
  origin,
  origins: undefined,
});
