import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/**
 * Does something while no other process does it in this repository: several tests pack at a time, from the same
 * folders.
 */
export function alone<T>(work: () => T): T {
  const lock = join(root, '.refint/packing');
  mkdirSync(join(root, '.refint'), { recursive: true });
  while (!taken(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  try {
    return work();
  } finally {
    rmSync(lock, { recursive: true });
  }
}

/** A process that was killed leaves its lock behind. */
function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > 120_000) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
