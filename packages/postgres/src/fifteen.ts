import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PostgreSQL 15, of which there is no PGlite: the server that Debian and others install, where it is there. */
export const fifteen = [
  '/usr/lib/postgresql/15/bin',
  '/usr/local/pgsql/bin',
  '/opt/homebrew/opt/postgresql@15/bin',
].find((folder) => existsSync(join(folder, 'pg_ctl')));

/** The first SQLSTATE that the statements end with, each list of them on a database of its own; nothing when all work. */
export function codesOnFifteen(bin: string, scripts: readonly (readonly string[])[]): (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'refint-postgres-'));
  // The server does not start for root, so it is started for nobody.
  const uid = process.getuid?.() === 0 ? 65534 : undefined;
  if (uid !== undefined) chownSync(folder, uid, uid);
  const how = { encoding: 'utf8', cwd: folder, ...(uid !== undefined && { uid, gid: uid }) } as const;
  const data = join(folder, 'data');
  try {
    const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-E', 'UTF8', '--no-sync'], how);
    if (made.status !== 0) throw new Error(made.stderr);
    return scripts.map((statements) => {
      const input = ['DROP SCHEMA public CASCADE', 'CREATE SCHEMA public', ...statements].map((one) => `${one};\n\n`);
      const options = [
        '--single',
        '-j',
        '-D',
        data,
        '-c',
        'log_error_verbosity=verbose',
        '-c',
        'fsync=off',
        'postgres',
      ];
      const { stderr } = spawnSync(join(bin, 'postgres'), options, { ...how, input: input.join('') });
      return /ERROR:\s+([0-9A-Z]{5}):/.exec(stderr)?.[1];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
