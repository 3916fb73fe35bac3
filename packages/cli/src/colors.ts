import { type Colors, plainColors } from '@refint/reporters';
import pc from 'picocolors';
import type { Io, Output } from './io.ts';

/** Colours where they are wanted: NO_COLOR and FORCE_COLOR are obeyed, else a terminal gets them and nothing else does. */
export function colorsFor({ env }: Io, output: Output): Colors {
  return wantsColor(env, output) ? pc.createColors(true) : plainColors;
}

function wantsColor(env: Io['env'], output: Output): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTerminal && env['TERM'] !== 'dumb';
}
