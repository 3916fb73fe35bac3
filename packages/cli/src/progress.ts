import { watch } from '@refint/model';
import type { Io, Output } from './io.ts';

/** What was watched, and how to stop: whatever is shown is taken away then. */
export interface Progress {
  /** The same world, in which what is written first takes away what is shown. */
  readonly io: Io;
  readonly end: () => void;
}

/** So long nobody is told, and then not more often than that; in milliseconds. */
const patience = 500;
const pause = 80;

/**
 * Shows on the terminal of standard error what is being done, as soon as that has taken half a second. All work is done in one go, so
 * no timer would ever ring: whoever begins with something is asked for the time. Until it is late nothing is opened or looked at.
 */
export function withProgress(io: Io, now = () => process.uptime() * 1000): Progress {
  let next = now() + patience;
  let isShown = false;
  const erase = (): void => {
    if (isShown) io.stderr.write('\r\u001b[2K');
    isShown = false;
  };
  const stop = watch((what, done, of) => {
    const time = now();
    if (time < next) return;
    // A server for an editor goes on for hours, and is asked hundreds of times at each letter.
    if (!isWatched(io)) return stop();
    next = time + pause;
    const count = done === undefined || of === undefined ? '' : `, ${done} of ${of}`;
    const most = (io.stderr.width || 80) - 1;
    io.stderr.write(`\r\u001b[2K${`refint: ${what}${count} …`.slice(0, most)}`);
    isShown = true;
  });
  const watched = (output: Output): Output => ({
    isTerminal: output.isTerminal,
    width: output.width,
    write: (text) => {
      erase();
      output.write(text);
    },
  });
  return {
    io: {
      cwd: io.cwd,
      env: io.env,
      keep: io.keep,
      expect: io.expect,
      rest: io.rest,
      stdout: watched(io.stdout),
      get stderr() {
        return watched(io.stderr);
      },
    },
    end: () => {
      stop();
      erase();
    },
  };
}

/**
 * Whether a person looks at it, on a terminal that can take back what it shows. What is piped into a pager has a person as well, who sees
 * the page of the pager and should see nothing else.
 */
const isWatched = ({ env, stdout, stderr }: Io): boolean =>
  !env['CI'] && env['TERM'] !== 'dumb' && stdout.isTerminal && stderr.isTerminal;
