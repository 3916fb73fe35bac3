import type { Severity } from '@refint/rule';

/** Paints a text; whoever fills it decides whether that does anything. */
export type Paint = (text: string) => string;

export interface Colors {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly underline: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
}

const same: Paint = (text) => text;

/** No colour at all. */
export const plain: Colors = {
  bold: same,
  dim: same,
  underline: same,
  red: same,
  yellow: same,
  blue: same,
  green: same,
  cyan: same,
};

/** The colour of a severity. */
export function paintOf(severity: Severity, colors: Colors): Paint {
  if (severity === 'error') return colors.red;
  return severity === 'warning' ? colors.yellow : colors.blue;
}
