import type { Named, QualifiedName } from './change.ts';
import type { DataType } from './data-type.ts';
import type { Span } from './source.ts';

/**
 * What a statement about rows (SELECT, INSERT, UPDATE, DELETE) names, as far as that is certain from its text: what is left
 * out proves nothing, and what is there means what it says. Names are in the order in which PostgreSQL looks for them.
 */
export interface RowNames {
  /** The table whose rows are changed. */
  readonly target: QualifiedName | undefined;
  /** The columns that INSERT lists or UPDATE sets. */
  readonly gives: readonly Named[];
  /** Whether PostgreSQL looks for these before anything else that the statement names, as it does for INSERT. */
  readonly givesFirst: boolean;
  /** Tables and views that are read, also by queries inside of it. Those that WITH names are none. */
  readonly reads: readonly QualifiedName[];
  readonly scopes: readonly RowScope[];
  /** Texts that are cast to a type: `'ok'::mood`. */
  readonly casts: readonly { readonly to: DataType; readonly text: string; readonly span: Span }[];
  /** Texts that are given to a column of the target: to the one of that name, or where INSERT lists none, at that place. */
  readonly given: readonly { readonly column: string | number; readonly text: string; readonly span: Span }[];
}

/** Names that are looked for among the same tables. */
export interface RowScope {
  /** All that may be meant, those of the queries around it too. */
  readonly tables: readonly { readonly table: QualifiedName; readonly alias: string }[];
  readonly names: readonly RowName[];
  /** Columns that are compared with a text: `state = 'ok'`. */
  readonly compared: readonly { readonly name: RowName; readonly text: string; readonly span: Span }[];
}

/** `a` or `t.a`. */
export interface RowName extends Named {
  readonly of: string | undefined;
}
