import type { Asked } from '@refint/workspace';
import type { Matter } from './kept-report.ts';
import type { Outcome } from './outcome.ts';
import { isTerminal, print, unlessGone } from './standard-output.ts';

/** The world as the command sees it, so that a test can be another one. */
export interface Io {
  /** Where people stand, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Takes an answer that may be given again; nothing where none is to be kept. */
  readonly keep?: ((answer: Given) => void) | undefined;
  /** Is told what was found, before it is told in any form. */
  readonly found?: ((outcome: Outcome) => void) | undefined;
  /** Is told how many characters of sources an answer is made of, before it is; infinitely many where there is no end to it. */
  readonly expect?: ((characters: number) => void) | undefined;
  /** Is told when nobody waits for anything, and may put things in order. */
  readonly rest?: (() => void) | undefined;
  /** Is told of each file that was written for who asked. */
  readonly wrote?: ((file: WrittenFile) => void) | undefined;
}

/** A file that was written, under the name by which it was asked for. */
export interface WrittenFile {
  readonly shown: string;
  readonly text: string;
}

/** What somebody was told, and all that it rests on. */
export interface Given {
  readonly code: number;
  readonly printed: string;
  readonly files: readonly WrittenFile[];
  /** What the environment said, where it was asked, as `valueIn` says it. */
  readonly env: Readonly<Record<string, string | null>>;
  readonly asked: readonly Asked[];
  readonly matter: Matter;
  readonly outcome: Outcome;
}

export interface Output {
  readonly isTerminal: boolean;
  /** How many letters fit on a line, where that is known. */
  readonly width: number | undefined;
  write(text: string): void;
}

/** The process that we are. */
export function processIo(keep?: Io['keep'], { expect, rest }: Pick<Io, 'expect' | 'rest'> = {}): Io {
  let stderr: Output | undefined;
  return {
    cwd: process.cwd(),
    env: process.env,
    keep,
    expect,
    rest,
    stdout: { isTerminal: isTerminal(), width: isTerminal() ? process.stdout.columns : undefined, write: print },
    // To open it costs a millisecond, and it is hardly ever used.
    get stderr() {
      stderr ??= outputOf(process.stderr);
      return stderr;
    },
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  stream.on('error', unlessGone);
  return {
    isTerminal: stream.isTTY === true,
    width: stream.columns,
    write: (text) => void stream.write(text),
  };
}

/**
 * The value of a variable; null where there is none. For the beginning of names with a star, as `GIT_*`, all of them with their
 * values, but for who commits and when, which a hook is told and which decides nothing.
 */
export function valueIn(env: Io['env'], name: string): string | null {
  if (!name.endsWith('*')) return env[name] ?? null;
  const all = Object.entries(env).filter(
    ([one]) => one.startsWith(name.slice(0, -1)) && !/^GIT_(?:AUTHOR|COMMITTER)_/.test(one),
  );
  return JSON.stringify(all.sort(([one], [other]) => (one < other ? -1 : 1)));
}
