import type { Dialect } from './data-type.ts';
import type { SchemaWriter } from './edit.ts';
import type { ReferentialAction } from './foreign-key.ts';
import type { Grounded, Origin } from './origin.ts';
import type { Problem } from './problem.ts';
import type { Snapshot } from './snapshot.ts';
import type { Place } from './source.ts';
import type { TableId } from './table.ts';

/** What an ORM's schema says: the state of a database that it asks for, and the models as people wrote them. */
export interface Declared {
  /** Tables with columns, keys, indexes and relations; join tables that nobody wrote; enums as types. No foreign keys. */
  readonly snapshot: Snapshot;
  readonly dialect: Dialect;
  /** `prisma`: the ORM checks relations itself and the database has no foreign keys. */
  readonly relationMode: 'foreign-keys' | 'prisma';
  readonly datasource: Datasource;
  /** In the order in which they are written; views and composite types too. */
  readonly models: readonly Model[];
  /** How many of them are models; to ask for all of them only to count them would be dear. */
  readonly modelCount: number;
  readonly enums: readonly DeclaredEnum[];
  /** Says something else in the schema's own text. */
  readonly writer: SchemaWriter;
  readonly problems: readonly Problem[];
  /**
   * The same object as long as the schema says the same while it is edited: only places, and what cannot be read of it, are others.
   * Nothing where nobody follows edits.
   */
  readonly saying?: object | undefined;
  /**
   * Where a place of the text that was read before is in the text of now; nothing for what was edited, and for any other text. To be asked
   * as long as it says the same.
   */
  readonly placeNow?: ((place: Place) => Place | undefined) | undefined;
}

/** Where the schema says it will live. Facts in `origins`: `dialect`, `relationMode`, `schemas`, `previewFeatures`. */
export interface Datasource {
  /** The provider as written; nothing when it is missing or not a plain text. */
  readonly provider: string | undefined;
  readonly schemas: readonly string[];
  readonly previewFeatures: readonly string[];
  readonly origins: Readonly<Record<string, Origin>>;
}

/** A model, a view or a composite type. Facts in `origins`: `name`, `databaseName`. */
export interface Model extends Grounded {
  readonly kind: 'model' | 'view' | 'type';
  readonly name: string;
  /** The name given with `@@map`; nothing when the model's own name is used. */
  readonly databaseName: string | undefined;
  /** Nothing for a composite type, which lives inside its owners. */
  readonly table: TableId | undefined;
  /** Kept out of the ORM's client with `@@ignore`; its table exists all the same. */
  readonly ignored: boolean;
  readonly fields: readonly ModelField[];
  /** A primary key over the model as a whole, `@@id`; a field with `@id` says so itself. */
  readonly primaryKey: ModelKey | undefined;
  /** `@@unique`, in order. */
  readonly uniques: readonly ModelKey[];
  /** Keys and indexes of the model and of its fields. */
  readonly indexes: readonly ModelIndex[];
}

export interface ModelKey extends Grounded {
  /** The name by which the ORM's client knows it, which is not the constraint's. */
  readonly name: string | undefined;
  readonly fields: readonly string[];
}

export interface ModelIndex extends Grounded {
  readonly type: 'id' | 'unique' | 'normal' | 'fulltext';
  readonly name: string | undefined;
  /** The constraint's name as written with `map`. */
  readonly databaseName: string | undefined;
  /** `BTree`, `Gin` …, as written. */
  readonly algorithm: string | undefined;
  readonly onField: boolean;
  readonly clustered: boolean | undefined;
  readonly fields: readonly ModelIndexField[];
}

export interface ModelIndexField {
  /** A field's name; fields of a composite type are joined with dots. */
  readonly name: string;
  readonly sort: 'asc' | 'desc' | undefined;
  readonly length: number | undefined;
  readonly operatorClass: string | undefined;
}

/** A field. Facts in `origins`: `type`, `databaseName`, `default`, `nativeType`. */
export interface ModelField extends Grounded {
  readonly name: string;
  readonly kind: 'scalar' | 'enum' | 'object' | 'unsupported';
  /** As written: `String`, `Role`, `Post`; what stands in the quotes of `Unsupported("…")`. */
  readonly type: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
  readonly isId: boolean;
  readonly isUnique: boolean;
  readonly ignored: boolean;
  readonly databaseName: string | undefined;
  readonly default: FieldDefault | undefined;
  readonly nativeType: { readonly name: string; readonly arguments: readonly string[] } | undefined;
  readonly relation: FieldRelation | undefined;
}

export type FieldDefault =
  | { readonly kind: 'text' | 'number' | 'name'; readonly value: string }
  | { readonly kind: 'function'; readonly name: string; readonly arguments: readonly FieldDefault[] }
  | { readonly kind: 'list'; readonly items: readonly FieldDefault[] };

/** One side of a relation as written on its field; both sides have the same name. */
export interface FieldRelation {
  readonly name: string;
  readonly model: string;
  /** Empty on the side that holds no columns. */
  readonly fields: readonly string[];
  readonly references: readonly string[];
  /** As written; nothing where the default applies. */
  readonly onDelete: ReferentialAction | undefined;
  readonly onUpdate: ReferentialAction | undefined;
  /** The field on the other side; nothing when there is none. */
  readonly opposite: string | undefined;
  /** Both sides are lists: the columns are in a join table that nobody wrote. */
  readonly implicitManyToMany: boolean;
}

export interface DeclaredEnum extends Grounded {
  readonly name: string;
  readonly databaseName: string | undefined;
  readonly values: readonly DeclaredEnumValue[];
}

export interface DeclaredEnumValue extends Grounded {
  readonly name: string;
  readonly databaseName: string | undefined;
}
