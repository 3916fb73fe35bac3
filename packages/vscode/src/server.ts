import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What decides which refint serves. */
export interface Circumstances {
  /** The setting `refint.server.path`; empty where nobody says. */
  readonly named: string;
  /** The folders of the workspace, absolute. */
  readonly folders: readonly string[];
  readonly isTrusted: boolean;
  /** The file of the refint that comes with the extension. */
  readonly bundled: string;
}

/** A refint that can serve, or why the one that was named cannot. */
export type Server =
  | { readonly file: string; readonly whose: 'named' | 'project' | 'bundled' }
  | { readonly why: string };

/**
 * The refint that serves. That of the project is the one that its hooks and its CI run, so the editor says what they say; it is
 * code of the workspace, and only taken where that is trusted.
 */
export function serverFor({ named, folders, isTrusted, bundled }: Circumstances): Server {
  if (named !== '') {
    const file = resolve(folders[0] ?? '.', named);
    return existsSync(file) ? { file, whose: 'named' } : { why: `refint.server.path is ${file}, which does not exist` };
  }
  const own = isTrusted ? folders.map(installedIn).find((file) => file !== undefined) : undefined;
  return own === undefined ? { file: bundled, whose: 'bundled' } : { file: own, whose: 'project' };
}

/** The refint that a folder, or one that it lies in, has installed. */
function installedIn(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'node_modules/refint/bin/refint.js');
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}

/** Starts a refint by the Node that the editor brings along, which is told to be nothing but Node. */
export const startServer = (file: string, nodeOptions: readonly string[], cwd: string | undefined): ChildProcess =>
  fork(file, ['lsp', '--stdio'], {
    cwd,
    execArgv: [...nodeOptions],
    silent: true,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });

/** Resolves once a process has ended; one that does not end by itself within some milliseconds is ended. */
export async function ended(child: ChildProcess, patience: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((done) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.once('exit', () => {
      clearTimeout(timer);
      done();
    });
  });
}
