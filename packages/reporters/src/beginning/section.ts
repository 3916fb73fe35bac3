import { wrap } from '../wrap.ts';

/** A value of a configuration: data that every form can write. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value | undefined };

/** One key of a configuration with what people should know of it. */
export interface Section {
  readonly key: string;
  /** Sentences above it. */
  readonly comment: readonly string[];
  readonly value: Value;
  /** Whether it is only shown, as a comment: nobody but the reader can know it. */
  readonly isExample?: boolean;
}

/** The entries of an object that are there. */
export const entriesOf = (value: {
  readonly [key: string]: Value | undefined;
}): readonly (readonly [string, Value])[] =>
  Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, one] as const]));

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** How long a line may become. */
export const lineWidth = 100;

/** Words as lines that are no longer than they may be, each behind a mark. */
export const marked = (text: string, mark: string): readonly string[] =>
  wrap(text, lineWidth - mark.length - 1).map((line) => `${mark} ${line}`);

/** Things with commas between them, as many on a line as there is room for. */
export function filled(things: readonly string[], lead: string): readonly string[] {
  const lines: string[] = [];
  let line = lead;
  for (const thing of things) {
    if (line !== lead && line.length + thing.length + 2 > lineWidth) {
      lines.push(line.trimEnd());
      line = lead;
    }
    line += `${thing}, `;
  }
  return [...lines, line.trimEnd()];
}
