import { readFileSync } from 'node:fs';
import { here } from './here.ts';

/** The version of refint, as its package says. */
export function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('package.json', here()), 'utf8')) as { version: string };
  return manifest.version;
}
