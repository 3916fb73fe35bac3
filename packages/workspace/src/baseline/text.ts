import type { KnownFinding, KnownFindings } from '@refint/core';
import { lineAt } from '../config/line-of.ts';
import { Refusal } from '../refusal.ts';

const version = 1;

/**
 * Known findings as text: a line for each, always in the same order, so that two branches that add to the list seldom meet in one
 * place and equal lists are equal bytes.
 */
export function baselineText(known: KnownFindings): string {
  const lists = [...known].filter(([, entries]) => entries.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  const projects = lists.map(([name, entries]) => {
    const lines = entries.map((entry) => `      ${lineFor(entry)}`);
    return `    ${JSON.stringify(name)}: [\n${lines.join(',\n')}\n    ]`;
  });
  const all = projects.length === 0 ? '{}' : `{\n${projects.join(',\n')}\n  }`;
  return `{\n  "version": ${version},\n  "projects": ${all}\n}\n`;
}

function lineFor({ rule, entity, count, reason, text, fingerprint }: KnownFinding): string {
  const parts = Object.entries({ rule, entity, count, reason, text, fingerprint });
  return `{ ${parts.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ')} }`;
}

/** Reads such a text; the first thing that is wrong with it is a refusal with its line. */
export function parseBaseline(text: string, shown: string): KnownFindings | Refusal {
  const conflict = /^(?:<{7}|={7}|>{7})/m.exec(text);
  if (conflict) return broken(shown, text, conflict.index, 'here a merge is not finished');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return broken(shown, text, offsetOf(error, text), 'this is no JSON');
  }
  const { version: written, projects } = (isObject(value) ? value : {}) as Record<string, unknown>;
  if (typeof written === 'number' && written > version) {
    return new Refusal(
      `${shown} was written by a newer refint (version ${written}); this one knows version ${version}`,
      { path: shown, line: undefined },
    );
  }
  if (written !== version || !isObject(projects)) return notOne(shown, text, undefined);
  const known = new Map<string, readonly KnownFinding[]>();
  for (const [name, entries] of Object.entries(projects)) {
    if (!Array.isArray(entries)) return notOne(shown, text, name);
    const wrong = entries.find((entry) => !isKnown(entry));
    if (wrong !== undefined) return wrongEntry(shown, text, wrong);
    known.set(name, entries as KnownFinding[]);
  }
  return known;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kinds = {
  rule: 'string',
  entity: 'string',
  count: 'number',
  reason: 'string',
  text: 'string',
  fingerprint: 'string',
};

const wrongIn = (entry: Readonly<Record<string, unknown>>): string | undefined =>
  Object.entries(kinds).find(([key, kind]) => typeof entry[key] !== kind)?.[0] ??
  (Number.isInteger(entry['count']) && (entry['count'] as number) > 0 ? undefined : 'count');

const isKnown = (entry: unknown): boolean =>
  isObject(entry) && wrongIn(entry as Readonly<Record<string, unknown>>) === undefined;

function wrongEntry(shown: string, text: string, entry: unknown): Refusal {
  if (!isObject(entry)) return notOne(shown, text, undefined);
  const one = entry as Readonly<Record<string, unknown>>;
  const key = wrongIn(one) ?? '';
  const offset = text.indexOf(JSON.stringify(one['fingerprint'] ?? one['entity'] ?? key));
  const what = Object.hasOwn(one, key) ? `"${key}" cannot be ${JSON.stringify(one[key])}` : `an entry has no "${key}"`;
  return broken(shown, text, offset < 0 ? undefined : offset, what);
}

function notOne(shown: string, text: string, key: string | undefined): Refusal {
  const at = key === undefined ? undefined : text.indexOf(JSON.stringify(key));
  return broken(shown, text, at === -1 ? undefined : at, 'this is no list of known findings');
}

function broken(shown: string, text: string, offset: number | undefined, why: string): Refusal {
  const line = offset === undefined ? undefined : lineAt(text, offset);
  const where = line === undefined ? shown : `${shown}:${line}`;
  return new Refusal(`${where}: ${why}; refint baseline writes it anew once it is out of the way`, {
    path: shown,
    line,
  });
}

/** Where JSON stops being JSON: as the parser says it, or the first line that is none of ours, or the end. */
function offsetOf(error: unknown, text: string): number {
  const said = /at position (\d+)/.exec(String(error))?.[1];
  if (said !== undefined) return Number(said);
  let offset = 0;
  for (const line of text.split('\n')) {
    if (!isOurs(line.trim())) return offset;
    offset += line.length + 1;
  }
  return text.length;
}

function isOurs(line: string): boolean {
  if (/^(?:[{}\]]|[}\]],|"version": \d+,|"projects": \{\}?|"(?:[^"\\]|\\.)*": \[|)$/.test(line)) return true;
  try {
    return isObject(JSON.parse(line.replace(/,$/, '')));
  } catch {
    return false;
  }
}
