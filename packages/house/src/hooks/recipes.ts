import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** The tools that docs/pre-commit.md has a recipe for, each of which is set up and run. */
export const recipes: readonly string[] = ['husky', 'lint-staged', 'lefthook', 'pre-commit'];

/** The recipe for a tool, as docs/pre-commit.md has it. */
export function recipeFor(tool: string): string {
  const page = readFileSync(join(root, 'docs/pre-commit.md'), 'utf8');
  const recipe = new RegExp(`<!-- recipe: ${tool} -->\\n\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (recipe === undefined) throw new Error(`docs/pre-commit.md has no recipe for ${tool}`);
  return recipe;
}
