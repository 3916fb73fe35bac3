import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { fromDebian } from '../from-debian.ts';

const known = [
  process.env['REFINT_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const here = (): string | undefined => known.find((path) => path !== '' && existsSync(path));

/** The browser that is there; Debian's is installed where it is not. Nothing where none can be had. */
export const chromiumHere = (): string | undefined =>
  fromDebian('chromium', () => here() !== undefined) ? here() : undefined;

/** Starts it without a window. Its sandbox does not work for root. */
export const startChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
