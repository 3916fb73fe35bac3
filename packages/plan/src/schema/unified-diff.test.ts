import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { edited, sourceOf } from '@refint/model';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'refint-diff-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const line = fc.constantFrom('', 'a', 'b', '  c', '-d', '+e', '@@ f', '\\ g');

test('git makes of a text what the edits make of it', () => {
  const given = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 24 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, ending, isEnded]) => lines.join(ending) + (isEnded ? ending : ''))
    .filter((text) => text !== '');
  fc.assert(
    fc.property(
      given,
      fc.array(fc.tuple(fc.nat(200), fc.nat(12), line), { minLength: 1, maxLength: 4 }),
      (text, cuts) => {
        const source = sourceOf('a.prisma', text);
        const edits: { source: typeof source; span: { start: number; end: number }; text: string }[] = [];
        let from = 0;
        for (const [start, length, put] of [...cuts].sort(([a], [b]) => a - b)) {
          if (start < from || start > text.length) continue;
          const end = Math.min(text.length, start + length);
          edits.push({ source, span: { start, end }, text: put });
          from = end + 1;
        }
        const now = edited(source, edits);
        const diff = unifiedDiff(source, edits);
        expect(diff === '').toBe(now === text);
        if (diff === '') return;
        writeFileSync(join(folder, 'a.prisma'), text);
        writeFileSync(join(folder, 'a.diff'), diff);
        // Where all is taken out, git takes the file away.
        fc.pre(now !== '');
        execFileSync('git', ['apply', '--whitespace=nowarn', 'a.diff'], { cwd: folder, stdio: 'pipe' });
        expect(readFileSync(join(folder, 'a.prisma'), 'utf8')).toBe(now);
      },
    ),
    { numRuns: 60 },
  );
});
