import type { Span } from '@refint/model';

/**
 * What a block of a Prisma schema says, without any meaning yet. All spans count from the block's first letter, so that
 * a block that only moved within its file is not read again.
 */
export interface BlockTree {
  readonly keyword: BlockKeyword;
  readonly name: Word;
  readonly fields: readonly FieldTree[];
  /** `@@…` lines. */
  readonly attributes: readonly AttributeTree[];
  /** Values of an enum. */
  readonly values: readonly EnumValueTree[];
  /** `key = value` lines of a datasource or generator. */
  readonly settings: readonly SettingTree[];
  /** Lines that cannot be read, in order; they are missing above. */
  readonly faults: readonly Fault[];
}

export type BlockKeyword = 'model' | 'view' | 'type' | 'enum' | 'datasource' | 'generator';

export interface Word {
  readonly text: string;
  readonly span: Span;
}

export interface FieldTree {
  readonly name: Word;
  /** The type's name without `[]` and `?`; the text in the quotes of `Unsupported("…")`. */
  readonly type: Word;
  readonly unsupported: boolean;
  readonly arity: 'required' | 'optional' | 'list';
  /** The type as written, with `[]` or `?`. */
  readonly typeSpan: Span;
  readonly attributes: readonly AttributeTree[];
  readonly span: Span;
}

export interface AttributeTree {
  /** Without the `@`: `relation`, `db.VarChar`. */
  readonly name: Word;
  readonly arguments: readonly ArgumentTree[];
  readonly span: Span;
}

export interface ArgumentTree {
  readonly name: Word | undefined;
  readonly value: ValueTree;
  readonly span: Span;
}

export type ValueTree = { readonly span: Span } & (
  | { readonly kind: 'text' | 'number' | 'name'; readonly text: string }
  | { readonly kind: 'call'; readonly name: Word; readonly arguments: readonly ArgumentTree[] }
  | { readonly kind: 'list'; readonly items: readonly ValueTree[] }
  | { readonly kind: 'object'; readonly entries: readonly ArgumentTree[] }
);

export interface EnumValueTree {
  readonly name: Word;
  readonly attributes: readonly AttributeTree[];
  readonly span: Span;
}

export interface SettingTree {
  readonly name: Word;
  readonly value: ValueTree;
}

/** A place that cannot be read, and why: the text completes "cannot be read: …". */
export interface Fault {
  readonly span: Span;
  readonly because: string;
}
