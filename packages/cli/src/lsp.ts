import { serve } from '@refint/language-server';
import { Refusal } from '@refint/workspace';
import { defaultPlugins } from './default-plugins.ts';
import { ownPageUrl } from './rule-page.ts';
import { isSaidByPrisma } from './said-by-prisma.ts';
import { asStream } from './standard-output.ts';
import { version } from './version.ts';

/**
 * Serves an editor on standard input and output until it says goodbye. Editors say `--stdio`; there is no other way, and who
 * starts it by hand should learn that it waits for an editor.
 */
export async function lsp(isStdio: boolean, rest?: () => void): Promise<number | Refusal> {
  if (!isStdio) return new Refusal('an editor starts this, as `refint lsp --stdio`; docs/editors.md tells how');
  return serve({
    input: process.stdin,
    output: asStream(),
    version: version(),
    plugins: defaultPlugins,
    isSaidByPrisma,
    pageUri,
    now: () => performance.now(),
    rest,
  });
}

const pages = new Map<string, string | undefined>();

/** Looked for once: it is asked for each finding, at each letter. */
function pageUri(rule: string): string | undefined {
  if (!pages.has(rule)) pages.set(rule, ownPageUrl(rule)?.href);
  return pages.get(rule);
}
