import { parseArgs } from 'node:util';

/** An option of a verb. One without a value is either there or not. */
export interface Option {
  readonly value?: string;
  /** It may be written several times, and its values are a list. */
  readonly many?: true;
  readonly description: string;
}

/** Options as written on the command line, by name. */
export type Written = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What may follow a verb. */
export interface Takes {
  readonly argument?: {
    readonly name: string;
    readonly kind: 'any' | 'optional' | 'required';
    /** Left out where the description of the verb says it. */
    readonly description?: string;
  };
  /** What may follow a required argument. */
  readonly second?: { readonly name: string; readonly description: string };
  readonly options: Readonly<Record<string, Option>>;
}

interface Parsed {
  readonly words: readonly string[];
  readonly options: Written;
}

/** The words after a verb, if they are what it takes. */
export function parse(verb: Takes, words: readonly string[]): Parsed | undefined {
  const options = Object.fromEntries(
    Object.entries(verb.options).map(([name, { value, many = false }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', multiple: many } as const,
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    const { kind } = verb.argument ?? { kind: 'none' };
    const most = kind === 'any' ? Number.POSITIVE_INFINITY : kind === 'none' ? 0 : verb.second ? 2 : 1;
    if (positionals.length > most || (kind === 'required' && positionals.length === 0)) return undefined;
    return { words: positionals, options: values as Written };
  } catch {
    return undefined;
  }
}
