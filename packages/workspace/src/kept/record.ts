import { isAbsolute } from 'node:path';
import { type Answer, listen, type Question } from '../disk.ts';

/** A question to the disk, with its answer. */
export interface Asked extends Answer {
  readonly question: Question;
  readonly path: string;
}

/** All that an answer rests on. */
export interface Recorded {
  /** What was asked of the disk, each question once. */
  readonly asked: readonly Asked[];
  /** Variables of the environment that were relied on, by their names, or the beginning of their names with a star. */
  readonly environment: readonly string[];
}

export interface Recording {
  /** Ends it. Nothing when what was recorded is not all that was relied on, or was not the same all the time. */
  stop(): Recorded | undefined;
}

/** Writes down all that is asked of the disk from now on. */
export function record(): Recording {
  const asked = new Map<string, Asked>();
  const environment = new Set<string>();
  let isWhole = true;
  const stop = listen({
    asked(question, path, answer) {
      const key = `${question} ${path}`;
      const before = asked.get(key);
      if (before ? !isSame(before, answer) : !(path.startsWith('/') || isAbsolute(path))) isWhole = false;
      if (!before) asked.set(key, { question, path, ...answer });
    },
    askedElsewhere() {
      isWhole = false;
    },
    askedEnvironment: (name) => void environment.add(name),
  });
  return {
    stop() {
      stop();
      return isWhole ? { asked: [...asked.values()], environment: [...environment] } : undefined;
    },
  };
}

/** With the same stamp, too: what changed and was changed back may have been asked for by somebody in between. */
const isSame = (one: Answer, other: Answer): boolean =>
  one.words === other.words && one.failed === other.failed && `${one.stamp}` === `${other.stamp}`;
