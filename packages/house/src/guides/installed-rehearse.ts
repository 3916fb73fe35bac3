import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readRooms } from '../rooms.ts';
import { root } from '../root.ts';

/**
 * Puts `@refint/rehearse` into a folder as npm would, with all that it depends on: our packages as they are compiled, and those of
 * others from where they lie.
 */
export function installRehearse(folder: string): void {
  const rooms = new Map(readRooms(root).map((room) => [room.manifest.name, room]));
  const install = (name: string, from: string): void => {
    const to = join(folder, 'node_modules', name);
    const room = rooms.get(name);
    mkdirSync(dirname(to), { recursive: true });
    if (!room) {
      symlinkSync(join(root, from, 'node_modules', name), to);
      return;
    }
    const manifest = JSON.parse(readFileSync(join(root, room.folder, 'package.json'), 'utf8'));
    cpSync(join(root, room.folder, 'dist'), join(to, 'dist'), {
      recursive: true,
      filter: (path) => !path.endsWith('.d.ts'),
    });
    writeFileSync(join(to, 'package.json'), JSON.stringify({ ...manifest, ...manifest.publishConfig }));
    for (const needed of Object.keys(manifest.dependencies ?? {}))
      if (!done.has(needed)) done.add(needed) && install(needed, room.folder);
  };
  const done = new Set(['@refint/rehearse']);
  install('@refint/rehearse', 'packages/house');
}
