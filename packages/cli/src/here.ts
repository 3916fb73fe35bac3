import { existsSync } from 'node:fs';

let folder: URL | undefined;

/** The folder of this package, as a URL that ends in a slash. The bundle and its chunks lie deeper than the sources. */
export const here = (): URL =>
  (folder ??= ['..', '../..', '../../..']
    .map((way) => new URL(`${way}/`, import.meta.url))
    .find((one) => existsSync(new URL('package.json', one)) && existsSync(new URL('bin/refint.js', one)))!);
