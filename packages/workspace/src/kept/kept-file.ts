import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A file with something that can be found out again. Whatever goes wrong here is no news: who reads finds nothing then, and who writes
 * leaves everything as it was.
 *
 * It has a line with two lengths, what is kept, the same once more, and what is loose. To compare both takes a tenth of the time of the
 * quickest sum over them, and finds as much: no part of a file is read that is not what was written.
 */
export interface Kept {
  readonly value: unknown;
  /** Bytes that are as they were written. */
  readonly bytes: Buffer;
  /** Bytes that may be others, for who compares them anyway. */
  readonly loose: Buffer;
}

const title = 'refint-kept-3';
const headLength = 32;

/** Nobody has that much to keep; what is longer is not ours. */
const longest = 64 * 1024 * 1024;

/** So many answers are kept in one folder, and then the oldest half goes. */
const most = 64;

/** What a file holds; nothing where it is not whole, or was written by somebody else. */
export function readKept(path: string): Kept | undefined {
  try {
    const file = ownBytes(path);
    if (!file) return undefined;
    const length = Number.parseInt(file.toString('latin1', title.length + 1, title.length + 9), 16);
    const [once, twice] = [headLength + length, headLength + 2 * length];
    if (file.toString('latin1', 0, headLength) !== head(length, file.length) || twice > file.length) return undefined;
    if (file.compare(file, headLength, once, once, twice) !== 0) return undefined;
    const end = file.indexOf('\n', headLength);
    const value = JSON.parse(file.toString('utf8', headLength, end));
    return { value, bytes: file.subarray(end + 1, once), loose: file.subarray(twice) };
  } catch {
    return undefined;
  }
}

/** Only what this very user wrote is believed: a folder above the project may belong to others. */
function ownBytes(path: string): Buffer | undefined {
  const file = openSync(path, 'r');
  try {
    const stats = fstatSync(file);
    const isOwn = process.getuid === undefined || stats.uid === process.getuid();
    return isOwn && stats.isFile() && stats.size <= longest ? readFileSync(file) : undefined;
  } finally {
    closeSync(file);
  }
}

/**
 * Writes what `make` says to keep, in one move, so that nobody ever reads half of it. It is told what the time is for the disk,
 * because the clocks of a disk that is shared may differ from ours.
 */
export function writeKept(path: string, make: (now: number) => Kept): void {
  let temporary: string | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const beside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
    const file = openSync(beside, 'wx', 0o600);
    temporary = beside;
    try {
      const bytes = inBytes(make(fstatSync(file).mtimeMs));
      if (bytes.length > longest) throw new Error('nobody would read it');
      writeFileSync(file, bytes);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    temporary = undefined;
    makeRoom(dirname(path));
  } catch {
    // A folder that is read-only, a disk that is full: the answer is found anew each time.
  }
  if (temporary !== undefined) remove(temporary);
}

/** The name of the file for what is kept under a name of any length. Who shares it with another finds that other's. */
export const nameOfKept = (name: string): string => `${inHex(sumOf(Buffer.from(name)))}.json`;

function inBytes({ value, bytes, loose }: Kept): Buffer {
  const once = Buffer.concat([Buffer.from(`${JSON.stringify(value)}\n`), bytes]);
  const length = headLength + 2 * once.length + loose.length;
  return Buffer.concat([Buffer.from(head(once.length, length)), once, once, loose]);
}

const inHex = (number: number): string => number.toString(16).padStart(8, '0');

const head = (once: number, all: number): string => `${title} ${inHex(once)} ${inHex(all)}\n`;

function sumOf(bytes: Buffer): number {
  let sum = bytes.length;
  for (const byte of bytes) sum = (Math.imul(sum, 0x9e3779b1) + byte) | 0;
  return sum >>> 0;
}

function makeRoom(folder: string): void {
  const names = readdirSync(folder);
  if (names.length <= most) return;
  const aged = names
    .map((name) => ({
      path: join(folder, name),
      age: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs,
    }))
    .sort((one, other) => (one.age ?? 0) - (other.age ?? 0));
  for (const { path } of aged.slice(0, names.length - most / 2)) remove(path);
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is in nobody's way.
  }
}
