import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from './server.ts';

/** A PostgreSQL 15 that is asked one thing after the other, as the others are. It runs alone, without a network. */
export async function startFifteen(bin: string): Promise<Server & { close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'refint-postgres-'));
  // The server does not start for root, so it is started for nobody.
  const uid = process.getuid?.() === 0 ? 65534 : undefined;
  if (uid !== undefined) chownSync(folder, uid, uid);
  const data = join(folder, 'data');
  const as = { cwd: folder, ...(uid !== undefined && { uid, gid: uid }) };
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-E', 'UTF8', '--no-sync'], as);
  if (made.status !== 0) throw new Error(String(made.stderr));
  const options = ['--single', '-j', '-D', data, '-c', 'log_error_verbosity=verbose', '-c', 'fsync=off', 'postgres'];
  // Errors must come between the answers, so both go through one pipe.
  const server = spawn('/bin/sh', ['-c', 'exec "$0" "$@" 2>&1', join(bin, 'postgres'), ...options], as);
  let said = '';
  let heard = (): void => {};
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    heard();
  });
  let asked = 0;
  const ask = async (sql: string): Promise<string> => {
    const mark = `answered-${++asked}`;
    said = '';
    // A statement ends with a semicolon and an empty line, so there must be none in it.
    server.stdin.write(`${sql.replace(/\n\s*\n/g, '\n').replace(/[;\s]*$/, '')};\n\nSELECT '${mark}' AS mark;\n\n`);
    while (!said.includes(`mark = "${mark}"`)) await new Promise<void>((resolve) => void (heard = resolve));
    const [, code, text] = /ERROR:\s+([0-9A-Z]{5}): (.*)/.exec(said) ?? [];
    if (code !== undefined) throw Object.assign(new Error(text), { code });
    return said;
  };
  return {
    exec: ask,
    async query<Row>(sql: string) {
      const answer = await ask(`SELECT coalesce(json_agg(q), '[]')::text AS json FROM (${sql}) q`);
      const [, json = '[]'] = /1: json = "([\s\S]*?)"\t\(typeid = 25/.exec(answer) ?? [];
      return { rows: JSON.parse(json) as Row[] };
    },
    async close() {
      server.stdin.end();
      await new Promise((resolve) => server.on('close', resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
