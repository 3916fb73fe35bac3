import { catalogOf } from '@refint/core';
import { Refusal } from '@refint/workspace';
import type { Io } from './io.ts';
import { type JsonOptions, printOne } from './one-project.ts';

/** Prints what the database holds after all migrations. */
export const catalog = (path: string | undefined, options: JsonOptions, io: Io): Promise<number | Refusal> =>
  printOne(path, options, io, ({ name, timeline }) =>
    timeline ? catalogOf(timeline.last) : new Refusal(`the project ${name} has no migrations that can be read`),
  );
