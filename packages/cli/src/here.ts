import { existsSync } from 'node:fs';

/** The folder of this package, as a URL that ends in a slash. The bundle and its chunks lie deeper than the sources. */
export const here: URL = ['..', '../..', '../../..']
  .map((way) => new URL(`${way}/`, import.meta.url))
  .find((folder) => existsSync(new URL('package.json', folder)) && existsSync(new URL('bin/refint.js', folder)))!;
