import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
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
