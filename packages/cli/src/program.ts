import { parseArgs } from 'node:util';
import type { Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { type Verb, verbs, type Written } from './verbs.ts';

/** Finds the verb among the words and runs it. What is not plainly a verb with its options is a matter of usage. */
export async function run(words: readonly string[], io: Io): Promise<number | Refusal> {
  const [name = '', ...rest] = words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  const parsed = verb && parse(verb, rest);
  if (parsed) return verb.run(parsed.words, parsed.options, io);
  // Help and complaints are rare, and the library that words them costs more to load than all the rest of the parsing.
  const { usage } = await import('./usage.ts');
  return usage(words, io);
}

interface Parsed {
  readonly words: readonly string[];
  readonly options: Written;
}

/** The words after a verb, if they are what it takes. */
function parse(verb: Verb, words: readonly string[]): Parsed | undefined {
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
