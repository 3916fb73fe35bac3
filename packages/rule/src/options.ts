/** What an option means, and what holds where nobody gives it. */
interface OptionBase<Kind extends string, Value> {
  readonly kind: Kind;
  /** One sentence that says what it does. */
  readonly about: string;
  readonly default: Value;
  /** What somebody may write who wants it otherwise, for its page; found out where the kind of option tells. */
  readonly example?: Value;
}

/**
 * Something about a rule that a configuration may choose, as data: what it is, what it does, and its default. Editors, pages
 * and the check of a configuration are made from it.
 */
export type Option =
  | OptionBase<'flag', boolean>
  | (OptionBase<'number', number> & {
      readonly whole?: boolean;
      readonly least?: number;
      readonly most?: number;
    })
  | OptionBase<'text', string>
  /** Texts, such as names of tables or columns. A configuration may give one without a list. */
  | (OptionBase<'texts', readonly string[]> & {
      /** What the texts name, with `*` for any letters: tables, or columns as `posts.author_id`. One that nothing has is told. */
      readonly names?: 'tables' | 'columns';
    })
  | (OptionBase<'choice', string> & { readonly words: readonly string[] });

/** The options of a rule, by name. */
export type Options = Readonly<Record<string, Option>>;

/** What one option is for the rule that declares it. */
export type OptionValue<O extends Option> = O extends {
  readonly kind: 'choice';
  readonly words: readonly (infer Word)[];
}
  ? Word
  : O extends { readonly kind: 'flag' }
    ? boolean
    : O extends { readonly kind: 'number' }
      ? number
      : O extends { readonly kind: 'texts' }
        ? readonly string[]
        : string;

/** What a rule receives: each of its options, given or by default. */
export type OptionsOf<O extends Options> = { readonly [Name in keyof O]: OptionValue<O[Name]> };

/** Options as a configuration gives them, by name. */
export type GivenOptions = Readonly<Record<string, unknown>>;

const none: Readonly<Record<string, never>> = {};

/** The options of a rule with what is given for them, which has been checked. */
export function optionsWith(declared: Options | undefined, given: GivenOptions | undefined): GivenOptions {
  if (declared === undefined) return none;
  return Object.fromEntries(Object.entries(declared).map(([name, option]) => [name, given?.[name] ?? option.default]));
}
