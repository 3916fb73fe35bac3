import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const known = [
  process.env['REFINT_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const here = (): string | undefined => known.find((path) => path !== '' && existsSync(path));

/** The browser that is there; Debian's is installed where it is not. Nothing where none can be had. */
export function chromiumHere(): string | undefined {
  const there = here();
  if (there !== undefined || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return there;
  const how = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'ignore' } as const;
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], how).status === 0;
  if (!install()) {
    spawnSync('apt-get', ['update'], how);
    install();
  }
  return here();
}

/** Starts it without a window. Its sandbox does not work for root. */
export const startChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
