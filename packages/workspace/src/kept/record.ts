import { isAbsolute } from 'node:path';
import { type Answer, listen, type Question } from '../disk.ts';

/** A question to the disk, with its answer. */
export interface Asked extends Answer {
  readonly question: Question;
  readonly path: string;
}

export interface Recording {
  /** Ends it. What was asked, each question once; nothing when that is not all that was relied on, or not the same all the time. */
  stop(): readonly Asked[] | undefined;
}

/** Writes down all that is asked of the disk from now on. */
export function record(): Recording {
  const asked = new Map<string, Asked>();
  let isWhole = true;
  const stop = listen({
    asked(question, path, answer) {
      const key = `${question} ${path}`;
      const before = asked.get(key);
      if (before ? before.words !== answer.words || before.failed !== answer.failed : !isAbsolute(path))
        isWhole = false;
      if (!before) asked.set(key, { question, path, ...answer });
    },
    askedElsewhere() {
      isWhole = false;
    },
  });
  return {
    stop() {
      stop();
      return isWhole ? [...asked.values()] : undefined;
    },
  };
}
