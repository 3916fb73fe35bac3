import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one test, with files by their paths. It is gone when the test is over. */
export function temporaryFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  onTestFinished: (clean: () => void) => void,
): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Does something in a folder as somebody who may not read everything: root becomes nobody for that time. */
export async function asOrdinary<T>(folder: string, act: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0 || !process.seteuid) return act();
  chmodSync(folder, 0o755);
  process.seteuid(65534);
  try {
    return await act();
  } finally {
    process.seteuid(0);
  }
}
