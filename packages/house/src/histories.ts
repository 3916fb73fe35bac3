import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { root } from './root.ts';

/**
 * `npm run histories -- [wider] [COUNT] [SEED] [FIRST] [FOLDER]`: writes that many histories by chance, runs them on
 * PostgreSQL and replays them; `wider` ones have statements that plain ones have not. Without a seed each run has another
 * one; seed and number, which a report names, give a history again. What PostgreSQL said is kept in the folder, where one
 * is named, so that the same is replayed again without asking it.
 */
export function main(words: readonly string[]): number {
  const kind = words[0] === 'wider' ? 'wider' : 'plain';
  const own = kind === 'wider' ? words.slice(1) : words;
  const [count = '20000', seed = String(Date.now() % 1_000_000), first = '0', folder] = own;
  if (![count, seed, first].every((word) => /^\d+$/.test(word))) {
    process.stderr.write('histories: COUNT, SEED and FIRST are whole numbers\n');
    return 2;
  }
  process.stdout.write(`${count} ${kind} histories of seed ${seed}, from number ${first}\n`);
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'packages/core/src/replay/histories.test.ts'],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        REFINT_HISTORIES: count,
        REFINT_SEED: seed,
        REFINT_FIRST: first,
        REFINT_KIND: kind,
        ...(folder && { REFINT_KEPT: resolve(folder) }),
      },
    },
  );
  return status ?? 1;
}
