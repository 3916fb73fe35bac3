import { spawnSync } from 'node:child_process';

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** A terminal that nobody looks at, with a program in it. It needs tmux. */
export class Terminal {
  readonly #socket = `refint-${process.pid}`;

  /** @param words the program and its arguments */
  constructor(words: readonly string[], { cwd, columns, rows }: { cwd: string; columns: number; rows: number }) {
    const size = ['-x', String(columns), '-y', String(rows)];
    // Without a configuration, and with letters as they are, whatever is set up here.
    this.#tmux(['-f', '/dev/null', '-u', 'new-session', '-d', ...size, '-c', cwd, ...words], {
      ...process.env,
      LC_ALL: 'C.UTF-8',
    });
  }

  /** Types letters, and presses keys that have a name of more than one: `Enter`. */
  type(...keys: readonly string[]): void {
    for (const key of keys) this.#tmux(['send-keys', ...(/^(?:Enter|Escape|C-\w)$/.test(key) ? [key] : ['-l', key])]);
  }

  /** What stands there once a text is part of it and nothing changes any more, without blanks at the ends of lines. */
  async seen(text: string): Promise<string> {
    let before = '';
    for (let tries = 0; tries < 200; tries++) {
      const now = this.#tmux(['capture-pane', '-p']).trimEnd();
      if (now.includes(text) && now === before) return now.replaceAll(/[ \t]+$/gm, '');
      before = now;
      await pause(100);
    }
    throw new Error(`"${text}" was never seen, but:\n${before}`);
  }

  close(): void {
    spawnSync('tmux', ['-L', this.#socket, 'kill-server']);
  }

  #tmux(words: readonly string[], env = process.env): string {
    const { status, stdout, stderr } = spawnSync('tmux', ['-L', this.#socket, ...words], { encoding: 'utf8', env });
    if (status !== 0) throw new Error(`tmux ${words.join(' ')}: ${stderr}`);
    return stdout;
  }
}
