import type { Span } from '@refint/model';
import type { Reading } from './cursor.ts';

/** Keeps a name that is shorter than it is written because it was cut, and not because of what its quotes hold. */
export function noteCut(reading: Reading, name: string, raw: string, span: Span): void {
  const inside = raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw.toLowerCase();
  if (!inside.startsWith(name) || inside === name) return;
  reading.cutNames ??= [];
  reading.cutNames.push({ name, written: inside, span, isLiteral: reading.place === undefined });
}
