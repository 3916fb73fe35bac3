import type { RuleFace } from './generated.ts';

/** Loads a rule by the absolute path of its file. */
export async function loadRule(path: string): Promise<RuleFace> {
  const { default: rule } = (await import(path)) as { default: RuleFace };
  return rule;
}
