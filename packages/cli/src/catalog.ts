import { catalogOf } from '@refint/core';
import type { Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { type JsonOptions, noHistory, printOne } from './one-project.ts';

/** Prints what the database holds after all migrations. */
export const catalog = (path: string | undefined, options: JsonOptions, io: Io): Promise<number | Refusal> =>
  printOne(path, options, io, (one) => {
    const { timeline } = one.project;
    return timeline ? catalogOf(timeline.last) : noHistory(one);
  });
