import { basename, extname } from 'node:path';
import { readSource } from '../read-source.ts';
import { Refusal } from '../refusal.ts';
import type { ReadConfig } from './check-config.ts';
import { lineAt } from './line-of.ts';
import { plainModule } from './plain-module.ts';

/** Reads a configuration. One that is a program is run, unless it is nothing but data; the others are data. */
export async function loadConfig(path: string, shown: string): Promise<ReadConfig | Refusal> {
  const reading = readSource(path, shown);
  const at = { path: shown, line: undefined };
  if (reading.kind === 'absent') return new Refusal(`${shown} does not exist`);
  if (reading.kind === 'unusable') return new Refusal(reading.problem.text, at);
  const { text } = reading.source;
  try {
    return { value: await parsed(path, text), shown, text };
  } catch (error) {
    const line = lineOfError(error, path, text);
    const where = line === undefined ? shown : `${shown}:${line}`;
    return new Refusal(`${where} cannot be read: ${oneLine(error)}`, { path: shown, line });
  }
}

async function parsed(path: string, text: string): Promise<unknown> {
  if (/\.[cm]?[jt]s$/.test(path)) {
    // Most of them are data in the clothes of a program, and need no compiler.
    const plain = plainModule(text, path.endsWith('ts'));
    return plain ? plain.value : (await import('./run-module.ts')).runModule(path);
  }
  // Its loaders only: its search would run a `.config/config.js` of the project to learn about itself.
  const { defaultLoaders } = await import('cosmiconfig');
  const load = defaultLoaders[extname(path) === '.json' ? '.json' : '.yaml'];
  const value: unknown = await load(path, text);
  return basename(path) === 'package.json' ? (value as { refint?: unknown }).refint : value;
}

/** Where a text cannot be read, as those who read JSON, YAML and TypeScript say it, each in its own way. */
function lineOfError(error: unknown, path: string, text: string): number | undefined {
  const { message = '', mark } = (error ?? {}) as {
    readonly message?: string;
    readonly mark?: { readonly line: number };
  };
  if (mark) return mark.line + 1;
  const position = /in JSON at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return lineAt(text, Number(position));
  if (message.includes('end of JSON input')) return lineAt(text, text.trimEnd().length);
  // It may be about another file, which this one imports.
  const [, after] = message.split(`${path}:`);
  const line = /^\d+(?=:\d+)/.exec(after ?? '')?.[0];
  return line === undefined ? undefined : Number(line);
}

const colors = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

/** The message of an error without the path, the colours and the piece of code around it. */
function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.replace(colors, '').split('\n');
  const said = lines.filter((line) => line.trim() !== '' && !/^(?:JSON|YAML) Error in|^>?\s*\d*\s*\||^-+\^/.test(line));
  return (said[0] ?? message)
    .trim()
    .replace(/ while parsing (?:empty string|near .*|['"{[].*)$/, '')
    .replace(/\.$/, '');
}
