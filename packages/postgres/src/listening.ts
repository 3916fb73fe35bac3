import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where packages put the programs of a server; nothing where none is installed. */
export const installedServer: string | undefined = [15, 16, 17, 18]
  .flatMap((version) => [`/usr/lib/postgresql/${version}/bin`, `/opt/homebrew/opt/postgresql@${version}/bin`])
  .find((folder) => existsSync(join(folder, 'pg_ctl')));

/** A server of its own that clients can connect to, by a socket in a folder and no network. */
export interface Listening {
  /** The URL of a database of it. */
  readonly url: (database: string) => string;
  close(): void;
}

export function startListening(bin: string): Listening {
  const folder = mkdtempSync(join(tmpdir(), 'refint-listening-'));
  // The server does not start for root, so it is started for nobody.
  const uid = process.getuid?.() === 0 ? 65534 : undefined;
  if (uid !== undefined) chownSync(folder, uid, uid);
  const as = { cwd: folder, encoding: 'utf8', ...(uid !== undefined && { uid, gid: uid }) } as const;
  const run = (program: string, ...words: string[]): void => {
    const { status, stderr } = spawnSync(join(bin, program), words, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
  };
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  const options = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off`;
  run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start');
  return {
    url: (database) => `postgresql://postgres:secret@localhost/${database}?host=${encodeURIComponent(folder)}`,
    close() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
