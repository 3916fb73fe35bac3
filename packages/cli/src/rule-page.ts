import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AnyRule } from '@refint/rule';
import { Refusal } from '@refint/workspace';
import { here } from './here.ts';

/** The page of a rule, in Markdown. A rule that has none is at least told by its summary. */
export function pageOf(rule: Pick<AnyRule, 'id' | 'summary' | 'docs'>): string | Refusal {
  return rule.docs ? pageAt(rule, rule.docs.href) : (ownPage(rule.id) ?? `# ${rule.id}\n\n${rule.summary}\n`);
}

function ownPage(id: string): string | undefined {
  const file = ownPageUrl(id);
  return file && readFileSync(file, 'utf8');
}

/** Where the page of one of our own rules lies: beside the rule in the repository, and in `dist/rules` of what is published. */
export function ownPageUrl(id: string): URL | undefined {
  const [plugin, name] = id.split('/');
  const places = [`dist/rules/${plugin}/${name}.md`, `../../plugins/${plugin}/src/rules/${name}.md`];
  return places.map((place) => new URL(place, here())).find((url) => existsSync(url));
}

/** The page that a plugin names. */
function pageAt({ id }: Pick<AnyRule, 'id'>, href: string): string | Refusal {
  if (!URL.canParse(href) || new URL(href).protocol !== 'file:') {
    return new Refusal(
      `the page of ${id} has to be a file, as in new URL('./page.md', import.meta.url), not "${href}"`,
    );
  }
  const path = fileURLToPath(href);
  if (!existsSync(path)) return new Refusal(`the page of ${id} does not exist: ${path}`);
  return readFileSync(path, 'utf8');
}
