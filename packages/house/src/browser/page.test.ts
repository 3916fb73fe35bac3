import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultSettings } from '@refint/core';
import { sourceOf } from '@refint/model';
import { relativeLinks } from '@refint/picture';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { corpus } from '../corpus.ts';
import { root } from '../root.ts';
import { chromiumHere, startChromium } from './chromium.ts';
import { noteNoises } from './noises.ts';
import { pageOf, pageOfFolder } from './page-of.ts';

const bin = chromiumHere();
if (bin === undefined)
  console.log('skipped: the HTML report in a browser, because no Chromium is there or can be installed');

const folder = mkdtempSync(join(tmpdir(), 'refint-page-'));
const file = join(folder, 'apms.html');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let html = '';
beforeAll(async () => {
  html = await pageOfFolder('fixtures/apms', root, relativeLinks(`${relative(folder, root)}/`));
  writeFileSync(file, html);
  if (bin !== undefined) browser = await startChromium(bin);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

let noises: string[] = [];
let pages: Page[] = [];
afterEach(async () => {
  for (const page of pages) await page.context().close();
  pages = [];
  expect(noises).toEqual([]);
  noises = [];
});

/** Opens a file; whatever it writes to the console, asks for, or pops up is a failure of the test. */
async function open(
  path = file,
  how: Parameters<Browser['newContext']>[0] = {},
  size = { width: 1440, height: 1000 },
): Promise<Page> {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', ...how });
  const page = await context.newPage();
  pages.push(page);
  noteNoises(page, path, noises);
  await page.goto(pathToFileURL(path).href);
  return page;
}

/** What the focus is on, as people would call it. */
const focused = (page: Page) =>
  page.evaluate<string>(`(() => {
    const one = document.activeElement;
    const table = one.querySelector(':scope > .name');
    if (table) return table.textContent + ', ' + one.getAttribute('aria-description');
    return one.getAttribute('aria-label') ?? (one.id || one.tagName);
  })()`);
const seen = (page: Page) => page.locator('#stage svg').getAttribute('viewBox');
const table = (page: Page, name: string) =>
  page.locator('[data-t]', { has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });
const namesIn = (page: Page, id: string) => page.locator(`#${id} tbody tr:visible .name`).allTextContents();

describe('the file', () => {
  test('is the same each time', async () => {
    expect(await pageOfFolder('fixtures/apms', root, relativeLinks(`${relative(folder, root)}/`))).toBe(html);
  });

  test('has links that lead to files, with path and line to be read', () => {
    const links = [...html.matchAll(/<a class="at" href="([^"]+)#L(\d+)">([^<]+)<\/a>/g)];
    expect(links.length).toBeGreaterThan(100);
    for (const [, path = '', line, text] of links) {
      expect(existsSync(join(folder, decodeURIComponent(path))), path).toBe(true);
      expect(text).toMatch(new RegExp(`(?:\\.(?:prisma|sql):|^line )${line}$`));
    }
  });

  test('holds no handler, no style and no script beside the two whose hashes it names', () => {
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html).not.toMatch(/ (?:on\w+|style)="/);
    expect(html).toMatch(
      /content="default-src &#39;none&#39;; script-src &#39;sha256-[^;]+&#39;; style-src &#39;sha256-/,
    );
  });
});

describe.skipIf(bin === undefined)('in a browser', () => {
  test('opens, and the picture is whole', async () => {
    const page = await open();
    expect(await page.title()).toBe('Referential integrity of fixtures/apms: No-go');
    expect(await page.locator('[data-t]').count()).toBe(21);
    expect(await page.locator('[data-r]').count()).toBe(42);
    const frame = await page.locator('#stage').boundingBox();
    for (const box of await page.locator('[data-t]').all()) {
      const own = await box.boundingBox();
      expect(own!.x).toBeGreaterThan(frame!.x);
      expect(own!.x + own!.width).toBeLessThan(frame!.x + frame!.width);
      expect(own!.y + own!.height).toBeLessThan(frame!.y + frame!.height);
    }
  });

  test.each(['light', 'dark'] as const)('%s: axe finds nothing serious, whatever is open', async (colorScheme) => {
    const page = await open(file, { colorScheme });
    await page.evaluate(axe);
    const wrong = () =>
      page.evaluate<string[]>(
        `axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => impact + ' ' + id + ' ' + nodes[0].html.slice(0, 200)))`,
      );
    expect(await wrong()).toEqual([]);
    await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
    await page.locator('#search').fill('atp');
    await table(page, 'workflow_instances').focus();
    await page.keyboard.press('Enter');
    // What is chosen is in front, and the rest is dimmed on purpose.
    expect((await wrong()).filter((one) => !one.includes('color-contrast <text'))).toEqual([]);
  });

  test('what is not enforced differs by color, by dashes and by words', async () => {
    const page = await open();
    const look = (standing: string) =>
      page.evaluate<string[]>(`(() => {
        const way = document.querySelector('[data-r].${standing} .way');
        return [getComputedStyle(way).stroke, way.getAttribute('stroke-dasharray'), way.parentElement.textContent];
      })()`);
    const [quiet, missing] = [await look('quiet'), await look('missing')];
    expect(quiet[0]).not.toBe(missing[0]);
    expect([quiet[1], missing[1]]).toEqual([null, expect.stringMatching(/^\d/)]);
    expect(missing[2]).toMatch(/only declared|skipped/);
  });

  test('a table is searched, found and shown with its references', async () => {
    const page = await open();
    await page.locator('#search').fill('SUB');
    expect(await page.locator('#found li').allTextContents()).toEqual(['atp_submissions', 'atp_submission_documents']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('atp_submission_documents, 2 references, 1 not enforced');
    expect(await seen(page)).not.toMatch(/^-16 /);
    const details = page.locator('#details');
    expect(await details.locator('h3').textContent()).toMatch(/^atp_submission_documents /);
    expect(await details.locator('li').allTextContents()).toEqual([
      expect.stringMatching(
        /^atp_submission_documents\.submission_id → atp_submissions\.id enforced ON DELETE CASCADE/,
      ),
      expect.stringMatching(/^atp_submission_documents\.uploaded_by_id → users\.id only declared ON DELETE \w+/),
    ]);
    expect(await details.locator('li').first().locator('a').count()).toBe(2);
  });

  test('a pointer on a table or a line tells its columns and what a delete does', async () => {
    const page = await open();
    await table(page, 'punchlist_items').hover();
    expect(await page.locator('#details').textContent()).toContain(
      'punchlist_items.punchlist_id → punchlists.id enforced ON DELETE CASCADE',
    );
    await page.locator('[data-r].missing .label').first().hover();
    expect(await page.locator('#details li').count()).toBe(1);
    expect(await page.locator('#details').textContent()).toMatch(/only declared|skipped/);
  });

  test('a click on a name at the end of a line goes to that table', async () => {
    const page = await open();
    await page.locator('.mention', { hasText: 'users' }).first().click();
    expect(await focused(page)).toMatch(/^users, /);
    expect(await page.locator('#details').textContent()).toContain('Referenced by (12)');
  });

  test('dragging moves and the wheel zooms where Ctrl is held, and neither chooses anything', async () => {
    const page = await open();
    await page.locator('#stage').scrollIntoViewIfNeeded();
    const before = await seen(page);
    const frame = (await page.locator('#stage').boundingBox())!;
    await page.mouse.move(frame.x + 300, frame.y + 300);
    await page.mouse.down();
    await page.mouse.move(frame.x + 200, frame.y + 250, { steps: 3 });
    await page.mouse.up();
    const moved = await seen(page);
    expect(moved).not.toBe(before);
    await page.mouse.wheel(0, -100);
    expect(await seen(page)).toBe(moved);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await expect.poll(() => seen(page)).not.toBe(moved);
    expect(await page.locator('.chosen').count()).toBe(0);
    await page.getByRole('button', { name: 'Whole picture' }).click();
    expect(await seen(page)).toBe(before);
  });

  test('everything goes by keyboard alone', async () => {
    const page = await open();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press('Tab');
    expect(await page.evaluate(`document.activeElement.textContent`)).toBe('Skip to the report');
    await press('Enter');
    expect(await focused(page)).toBe('main');
    await press('/');
    expect(await focused(page)).toBe('search');
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab');
    expect(await focused(page)).toBe('Picture of the relation graph');

    const whole = await seen(page);
    await press('+');
    const near = await seen(page);
    await press('ArrowRight');
    expect(new Set([whole, near, await seen(page)]).size).toBe(3);
    await press('0');
    expect(await seen(page)).toBe(whole);

    await press('Enter');
    const first = await focused(page);
    expect(first).toMatch(/^\w+, \d+ references/);
    await press('ArrowLeft');
    expect(await focused(page)).not.toBe(first);
    await press('Enter');
    expect(await page.locator('.table.chosen').count()).toBe(1);
    await press('Escape');
    expect(await page.locator('.table.chosen').count()).toBe(0);
    await press('Escape');
    expect(await focused(page)).toBe('Picture of the relation graph');
  });

  test('the focus is seen wherever it goes', async () => {
    const page = await open();
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate<string>(`getComputedStyle(document.activeElement).outlineStyle`);
      expect(outline, await focused(page)).toBe('solid');
    }
  });

  test('the inventory is sorted, by pointer and by keys, both ways', async () => {
    const page = await open();
    const states = () => page.locator('#inventory .state').allTextContents();
    const button = page.locator('#inventory th button', { hasText: 'state' });
    await button.click();
    const upwards = await states();
    expect(upwards).toEqual([...upwards].sort());
    expect(new Set(upwards)).toEqual(new Set(['enforced', 'only declared', 'skipped']));
    await page.keyboard.press('Enter');
    expect(await states()).toEqual([...upwards].sort().reverse());
    expect(await page.locator('#inventory th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
  });

  test('numbers are sorted by their size', async () => {
    const page = await open();
    await page.locator('#all-tables th button', { hasText: 'referenced by' }).click();
    const counts = (await page.locator('#all-tables td:nth-child(7)').allTextContents()).map(Number);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.at(-1)).toBe(12);
  });

  test('the inventory is filtered by words and by state, which says how much is left', async () => {
    const page = await open();
    const shown = () => page.locator('#shown').textContent();
    expect(await shown()).toBe('42 of 42');
    await page.locator('#state').selectOption('not-enforced');
    expect(await shown()).toBe('20 of 42');
    await page.locator('#filter').fill('users overrides');
    expect(await shown()).toBe('2 of 42');
    expect(await namesIn(page, 'inventory')).toEqual([
      'approver_overrides.acting_approver_id → users.id',
      'approver_overrides.replaced_approver_id → users.id',
    ]);
    await page.locator('#state').selectOption('enforced');
    expect(await shown()).toBe('0 of 42');
  });

  test('the theme is the system’s until somebody chooses', async () => {
    const page = await open(file, { colorScheme: 'dark' });
    const paper = () => page.evaluate<string>(`getComputedStyle(document.body).backgroundColor`);
    const dark = await paper();
    await page.locator('#theme').click();
    expect(await paper()).toBe('rgb(255, 255, 255)');
    await page.locator('#theme').click();
    expect(await paper()).toBe(dark);
    await page.reload();
    expect(await page.locator('#theme').textContent()).toBe('Theme: dark');
  });

  test('on paper it is light, whole, and nothing is folded', async () => {
    const page = await open(file, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.evaluate(`getComputedStyle(document.body).backgroundColor`)).toBe('rgb(255, 255, 255)');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(
      await page.locator('nav, .tools, .keys').evaluateAll((all) => all.every((one) => !one.checkVisibility())),
    ).toBe(true);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await page.locator('details:not([open])').count()).toBeGreaterThan(0);
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test.each([360, 768, 1100, 1920])('nothing is wider than a window of %i', async (width) => {
    const page = await open(file, {}, { width, height: 800 });
    expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBe(width);
  });

  test('without a script it is the same report', async () => {
    const page = await open(file, { javaScriptEnabled: false });
    expect(await page.locator('[data-t] .name').count()).toBe(21);
    expect(await page.locator('#inventory tbody tr').count()).toBe(42);
    expect(await page.locator('.tools').first().isVisible()).toBe(false);
    expect(await page.locator('#stage svg').isVisible()).toBe(true);
  });
});

test.skipIf(bin === undefined)('names are text, whatever they hold', async () => {
  const name = `</script><script>alert(1)</script><img src=x onerror=alert(2)>`;
  const sql = `
    CREATE TABLE "${name}" (id int PRIMARY KEY);
    CREATE TABLE "'; "" & -->" ("</style>" int REFERENCES "${name}", "</title>" int REFERENCES "${name}");
    CREATE INDEX "<b>" ON "${name}" (id) WHERE id > 1;
    ALTER TABLE "'; "" & -->" ADD CHECK ("</style>" > 0);`;
  const path = 'migrations/</script>&"/1.sql';
  const input = {
    name: '<img src=x onerror=alert(3)>',
    schema: [],
    migrations: [{ name: '</code><script>alert(4)</script>', source: sourceOf(path, sql) }],
    runner: 'psql',
    neverRun: ['<u>.sql'],
    problems: [],
  } as const;
  const hostile = join(folder, 'hostile.html');
  writeFileSync(hostile, await pageOf(input, defaultSettings, relativeLinks('')));
  const page = await open(hostile);
  expect(await page.title()).toBe('Referential integrity of <img src=x onerror=alert(3)>: Go');
  expect(await page.locator('script').count()).toBe(1);
  expect(await page.locator('main img, main u, main b b').count()).toBe(0);
  await page.locator('#search').fill('alert');
  expect(await page.locator('#found li').allTextContents()).toEqual([name]);
  await page.keyboard.press('Enter');
  expect(await page.locator('#details h3').textContent()).toContain(name);
  expect(await page.locator('#details .at').first().getAttribute('href')).toMatch(
    /^migrations\/%3C\/script%3E%26%22\/1\.sql#L2$/,
  );
});

const entries = corpus();
describe.skipIf(bin === undefined || entries === undefined)('with 300 tables', () => {
  const large = join(folder, 'civitai.html');
  beforeAll(async () => {
    const entry = join(entries!, 'civitai__civitai');
    writeFileSync(large, await pageOfFolder('.', entry, relativeLinks('')));
  });

  test('it is searched, narrowed and filtered', async () => {
    const page = await open(large);
    expect(await page.locator('[data-t]').count()).toBeGreaterThan(300);
    expect(await page.locator('.group .count').count()).toBeGreaterThan(5);
    await page.locator('#search').fill('imageres');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toMatch(/^ImageResource, 2 references/);
    expect(await page.locator('#stage').getAttribute('class')).toContain('close');
    await page.locator('#only').check();
    expect(await page.locator('#stage').getAttribute('class')).toContain('only');
    await page.locator('#state').selectOption('dropped');
    expect(await page.locator('#shown').textContent()).toBe('7 of 493');
  });
});

test('links lead where somebody says', async () => {
  const given = await pageOfFolder('fixtures/apms', root, 'https://example.org/{path}?at={line}');
  expect(given).toContain('href="https://example.org/fixtures/apms/prisma/schema.prisma?at=179"');
  expect(given).not.toMatch(/class="at" href="(?!https:\/\/example\.org\/)/);
});
