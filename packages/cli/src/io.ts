/** The world as the command sees it, so that a test can be another one. */
export interface Io {
  /** Where people stand, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Output {
  readonly isTerminal: boolean;
  /** How many letters fit on a line, where that is known. */
  readonly width: number | undefined;
  write(text: string): void;
}

/** The process that we are. A reader who goes away, as `head` does, ends the output and nothing else. */
export function processIo(): Io {
  let stderr: Output | undefined;
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputOf(process.stdout),
    // To open it costs a millisecond, and it is hardly ever used.
    get stderr() {
      stderr ??= outputOf(process.stderr);
      return stderr;
    },
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    isTerminal: stream.isTTY === true,
    width: stream.columns,
    write: (text) => void stream.write(text),
  };
}
