import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { corpus } from '../corpus.ts';
import { root } from '../root.ts';
import { Editor } from './editor.ts';

const folder = corpus();
if (folder === undefined) console.log('not compared with the command on the corpus: it is not there');
const entries = folder === undefined ? [] : readdirSync(folder, { withFileTypes: true });

interface Said {
  readonly path: string;
  readonly rule: string;
  readonly line: number;
  readonly column: number;
  readonly fingerprint: string;
}

/** The findings of the command, in words that both can say. */
function checked(cwd: string): readonly string[] {
  const words = [join(root, 'packages/cli/bin/refint.js'), 'check', '--no-cache', '--format', 'json'];
  const { stdout, status } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status === 2 && stdout === '') return [];
  return (JSON.parse(stdout) as { findings: readonly Said[] }).findings.map(shown);
}

const shown = ({ path, rule, line, column, fingerprint }: Said): string =>
  `${path}:${line}:${column} ${rule} ${fingerprint}`;

test.each(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name))(
  'says of %s what the command says',
  async (name) => {
    const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'refint-editor-')));
    cpSync(join(folder!, name), cwd, { recursive: true });
    const editor = await Editor.start(cwd, { pulls: true });
    try {
      const { items } = (await editor.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] })) as {
        items: {
          uri: string;
          items: {
            code: string;
            range: { start: { line: number; character: number } };
            data?: { fingerprint: string; isElsewhere?: true };
          }[];
        }[];
      };
      const said = items.flatMap(({ uri, items: all }) =>
        all.flatMap(({ code, range: { start }, data }) => {
          if (!data || data.isElsewhere) return [];
          const path = decodeURIComponent(uri.slice(editor.uri('').length).replace(/^\//, ''));
          const { fingerprint } = data;
          return [shown({ path, rule: code, line: start.line + 1, column: start.character + 1, fingerprint })];
        }),
      );
      expect(said.sort()).toEqual([...checked(cwd)].sort());
    } finally {
      await editor.stop();
      rmSync(cwd, { recursive: true, force: true });
    }
  },
);
