import type { Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { parse } from './parse.ts';
import { verbs } from './verbs.ts';

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
