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
 * A file with something that can be found out again: a line that tells whether the rest is as it was written, and the rest as JSON.
 * Whatever goes wrong here is no news. Who reads finds nothing then, and who writes leaves everything as it was.
 */
const title = 'refint-kept-2';
const headLength = 32;

/** Nobody has that much to keep; what is longer is not ours. */
const longest = 64 * 1024 * 1024;

/** So many answers are kept in one folder, and then the oldest half goes. */
const most = 64;

/** What a file holds; nothing where it is not whole, or was written by somebody else. */
export function readKept(path: string): unknown {
  try {
    const bytes = ownBytes(path);
    if (!bytes || bytes.toString('latin1', 0, headLength) !== head(bytes.subarray(headLength))) return undefined;
    return JSON.parse(bytes.toString('utf8', headLength));
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
export function writeKept(path: string, make: (now: number) => object): void {
  let temporary: string | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const beside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
    const file = openSync(beside, 'wx', 0o600);
    temporary = beside;
    try {
      writeFileSync(file, inBytes(make(fstatSync(file).mtimeMs)));
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
export const nameOfKept = (name: string): string => `${inHex(sumOf(inWords(name, 0)))}.json`;

function inBytes(value: object): Buffer {
  const bytes = inWords(JSON.stringify(value), headLength);
  bytes.write(head(bytes.subarray(headLength)), 0, 'latin1');
  return bytes;
}

/** A text after so many empty bytes, with blanks at its end, because it is summed up four bytes at a time. */
function inWords(text: string, before: number): Buffer {
  const length = before + Buffer.byteLength(text);
  const bytes = Buffer.alloc(length + ((4 - (length % 4)) % 4), ' ');
  bytes.write(text, before);
  return bytes;
}

const inHex = (sum: number): string => sum.toString(16).padStart(8, '0');

function head(bytes: Buffer): string {
  return `${title} ${inHex(sumOf(bytes))}`.padEnd(headLength - 1).concat('\n');
}

/** Each step can be undone, so that no single change is lost in what follows, and two words that change places are noticed. */
function sumOf({ buffer, byteOffset, length }: Buffer): number {
  if (length % 4 > 0) return -1;
  const words = new Int32Array(buffer, byteOffset, length / 4);
  let sum = length;
  for (let at = 0; at < words.length; at++) sum = (Math.imul(sum, 0x9e3779b1) + words[at]!) | 0;
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
