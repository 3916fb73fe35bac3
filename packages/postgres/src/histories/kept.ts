import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { versionOf } from '../prepared.ts';

const own = fileURLToPath(new URL('..', import.meta.url));

/**
 * What PostgreSQL answered, kept below a folder, so that a replay that was mended is tried again on all of it within
 * minutes. Answers to another generator, another question or another PGlite are never taken for these.
 *
 * @param questions the files, beside this package, that decide what is asked.
 */
export function answersIn(folder: string, questions: readonly string[]) {
  const hash = createHash('sha256').update(versionOf());
  for (const file of [...filesBelow(own), ...questions]) hash.update(readFileSync(file));
  const below = join(folder, hash.digest('hex').slice(0, 12));
  mkdirSync(below, { recursive: true });
  return async <Answer>(name: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const file = join(below, `${name}.json.gz`);
    if (existsSync(file)) return JSON.parse(gunzipSync(readFileSync(file)).toString()) as Answer;
    const answer = await ask();
    writeFileSync(`${file}.new`, gzipSync(JSON.stringify(answer)));
    renameSync(`${file}.new`, file);
    return answer;
  };
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
