import { existsSync, readFileSync } from 'node:fs';
import { here } from './here.ts';

/**
 * The page of one of our own rules, in Markdown. It lies beside the rule in the repository, and in `dist/rules` of what
 * is published.
 */
export function pageOf(id: string): string | undefined {
  const [plugin, name] = id.split('/');
  const places = [`dist/rules/${plugin}/${name}.md`, `../../plugins/${plugin}/src/rules/${name}.md`];
  const file = places.map((place) => new URL(place, here)).find((url) => existsSync(url));
  return file && readFileSync(file, 'utf8');
}
