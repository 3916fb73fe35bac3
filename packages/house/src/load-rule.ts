import type { AnyRule } from '@refint/rule';

/** Loads a rule by the absolute path of its file. */
export async function loadRule(path: string): Promise<AnyRule> {
  const { default: rule } = (await import(path)) as { default: AnyRule };
  return rule;
}
