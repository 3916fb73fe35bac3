import { fstatSync, statSync, writeSync } from 'node:fs';

let stream: NodeJS.WriteStream | undefined;

/** Standard output as a stream, for who needs one. To open it takes longer than most texts to be written. */
export function asStream(): NodeJS.WriteStream {
  stream ??= process.stdout.on('error', unlessGone);
  return stream;
}

/** Prints without a stream. What does not go out at once is left to one, and so is all that comes after it. */
export function print(text: string | Buffer): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  let at = 0;
  try {
    // A terminal of Windows has letters of its own, and the stream knows them.
    while (!stream && at < bytes.length && !isTerminal()) at += writeSync(1, bytes, at);
  } catch {
    // Whoever reads may be slow, or gone: the stream knows what to do then.
  }
  if (at < bytes.length) asStream().write(bytes.subarray(at));
}

/** Whether all that was printed is written, so that the process may end. */
export const isWritten = (): boolean => (stream?.writableLength ?? 0) === 0;

/** Whether a person sees it on a terminal. To ask a stream costs more than all the rest, and most of the time a look is enough. */
export function isTerminal(): boolean {
  const stats = fstatSync(1);
  return stats.isCharacterDevice() && stats.rdev !== nowhere() && process.stdout.isTTY === true;
}

/** The device that takes whatever it is given; nothing where there is none, as on Windows. */
const nowhere = (): number | undefined => statSync('/dev/null', { throwIfNoEntry: false })?.rdev;

/** A reader who goes away, as `head` does, ends the output and nothing else. */
export function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
