import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';

/** Hears whatever a page writes to the console, asks for beside its own file, or pops up, and notes it down. */
export function noteNoises(page: Page, path: string, noises: string[]): void {
  page.on('console', (message) => noises.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => noises.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => noises.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(path).href) noises.push(`request: ${request.url()}`);
  });
}
