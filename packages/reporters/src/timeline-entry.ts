import type { Chapter, Entry } from '@refint/core';
import type { Place } from '@refint/model';
import type { Colors, Paint } from './colors.ts';
import { locationOf, shownPlace } from './place.ts';
import { onOneLine } from './safe-text.ts';

const signs: Readonly<Record<Entry['kind'], string>> = {
  add: '+',
  drop: '-',
  alter: '~',
  rename: '~',
  opaque: '?',
  run: '!',
};

/** A line for each thing that a migration did: its place, a sign or what became of it, and why. */
export function entryLines({ path, entries }: Chapter, colors: Colors): readonly string[] {
  const places = entries.map(({ at }) => shownIn(at, path));
  const width = places.reduce((widest, place) => Math.max(widest, place.length), 0);
  return entries.map((entry, at) => {
    const isRepeated = entry.consequence && places[at] === places[at - 1];
    const place = (isRepeated ? '' : (places[at] ?? '')).padStart(width);
    const indent = entry.consequence ? '    ' : '  ';
    return `  ${colors.dim(place)}${indent}${lineOf(entry, path, colors)}`;
  });
}

/** "12:3" in the file that is told of, the whole place elsewhere. */
function shownIn(place: Place, path: string): string {
  const { line, column } = locationOf(place);
  return place.source.path === path ? `${line}:${column}` : shownPlace(place);
}

function lineOf(entry: Entry, path: string, colors: Colors): string {
  const { kind, outcome } = entry;
  const what = `${signs[kind]} ${onOneLine(entry.text)}`;
  if (outcome === 'done') return signColor(kind, colors)(what);
  if (kind === 'opaque') return `${colors.yellow('not understood')} ${onOneLine(`${entry.text}: ${why(entry, path)}`)}`;
  return `${wordColor(outcome, colors)(outcome)} ${what}: ${onOneLine(why(entry, path))}`;
}

function why({ because }: Entry, path: string): string {
  if (!because) return '';
  const code = because.code === undefined ? '' : `${because.code} `;
  const decided = because.at ? ` (at ${shownIn(because.at, path)})` : '';
  return `${code}${because.text}${decided}`;
}

function signColor(kind: Entry['kind'], { green, red, cyan }: Colors): Paint {
  if (kind === 'add') return green;
  return kind === 'drop' ? red : cyan;
}

function wordColor(outcome: Entry['outcome'], { dim, red, yellow }: Colors): Paint {
  if (outcome === 'unchanged') return dim;
  return outcome === 'doubtful' ? yellow : red;
}
