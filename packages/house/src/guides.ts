import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { follow, pageOf } from './guides/follow.ts';
import { guides, saidFile } from './guides/guides.ts';
import { root } from './root.ts';

/** Follows all guides and keeps what their commands print: in `console` blocks of the pages, and beside the test. */
export function main(): number {
  mkdirSync(join(root, saidFile('x'), '..'), { recursive: true });
  for (const [guide, open] of Object.entries(guides)) {
    const scene = open();
    try {
      const { page, said } = follow(pageOf(guide), scene);
      writeFileSync(join(root, 'docs', guide), page);
      if (said !== '') writeFileSync(join(root, saidFile(guide)), said);
      else rmSync(join(root, saidFile(guide)), { force: true });
    } finally {
      scene.remove();
    }
  }
  return 0;
}
