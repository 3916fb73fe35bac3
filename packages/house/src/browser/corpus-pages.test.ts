import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { relativeLinks } from '@refint/picture';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entriesWith } from '../truth/entries.ts';
import { chromiumHere, startChromium } from './chromium.ts';
import { noteNoises } from './noises.ts';
import { pageAndStory } from './page-of.ts';

const bin = chromiumHere();
if (bin === undefined) console.log('skipped: reports of real projects in a browser, because no Chromium is there');
const entries = entriesWith('catalog.pg.json', 'migrations').map((entry) => [entry.name, entry] as const);
const skipped = '23 projects whose reports are not opened: the corpus is not there (REFINT_CORPUS)';
if (entries.length === 0) console.log(`skipped: ${skipped}`);

const folder = mkdtempSync(join(tmpdir(), 'refint-pages-'));
let browser: Browser | undefined;
beforeAll(async () => {
  if (bin !== undefined) browser = await startChromium(bin);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** What a page weighs in bytes: its style and script, and so much for each thing that it tells of. */
const own = 40_000;
const each = 2_000;
const most = 2_000_000;

describe('the page of a real project is small enough to be mailed, and opens without a sound', () => {
  if (entries.length === 0) test.skip(skipped, () => {});
  test.each(entries)('%s', async (name, entry) => {
    const { html, story } = await pageAndStory('.', entry.folder, relativeLinks(''));
    const path = join(folder, `${name}.html`);
    writeFileSync(path, html);
    const { tables, references, migrations, tasks } = story;
    const findings = tasks.reduce((sum, { items }) => sum + items.length, 0);
    const things = tables.length + references.length + migrations.length + findings;
    expect(statSync(path).size).toBeLessThan(Math.min(most, own + each * things));
    if (!browser) return;
    const noises: string[] = [];
    const page = await browser.newPage();
    noteNoises(page, path, noises);
    await page.goto(pathToFileURL(path).href);
    expect(await page.locator('[data-t] .name').count()).toBe(tables.length);
    expect(await page.locator('#inventory tbody tr').count()).toBe(references.length);
    expect(await page.locator('#stage.live').count()).toBe(1);
    expect(noises).toEqual([]);
    await page.close();
  });
});
