import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './root.ts';

/** The folder of the corpus: REFINT_CORPUS, or the one beside the repository. Nothing if it is not there. */
export function corpus(): string | undefined {
  const folder = resolve(root, process.env.REFINT_CORPUS ?? '../shared/corpus');
  return existsSync(join(folder, 'MANIFEST.json')) ? folder : undefined;
}
