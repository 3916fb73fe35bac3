import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromDebian, starts } from '../from-debian.ts';
import { root } from '../root.ts';
import { Terminal } from './terminal.ts';

/** The page that shows what is seen. */
export const editorsPage = 'docs/editors.md';

/** The release of Neovim that is looked at, which Debian has: others draw some things otherwise. */
const release = /^NVIM v0\.7\./;

/** Whether Neovim and a terminal for it are there or could be installed; a reason where they are not. */
export function whyNotSeen(): string | undefined {
  if (!fromDebian('neovim', () => starts('nvim'))) return 'Neovim is not there and cannot be installed';
  if (!fromDebian('tmux', () => spawnSync('tmux', ['-V']).status === 0)) return 'tmux is not there';
  const { stdout } = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
  return release.test(stdout) ? undefined : `this is ${stdout.split('\n')[0]}`;
}

/** How the page tells to set Neovim up. */
export function neovimSetup(): string {
  const [, setup = ''] = /```lua\n([\s\S]*?)```/.exec(readFileSync(join(root, editorsPage), 'utf8')) ?? [];
  return setup;
}

/** What somebody sees who works on fixtures/apms, by the names that the page has for it. */
export async function seenInNeovim(): Promise<ReadonlyMap<string, string>> {
  const cwd = mkdtempSync(join(tmpdir(), 'refint-seen-'));
  cpSync(join(root, 'fixtures/apms'), cwd, { recursive: true });
  mkdirSync(join(cwd, 'node_modules/.bin'), { recursive: true });
  symlinkSync(join(root, 'packages/cli/bin/refint.js'), join(cwd, 'node_modules/.bin/refint'));
  writeFileSync(join(cwd, 'setup.lua'), neovimSetup());
  const terminal = new Terminal(['nvim', '-u', 'setup.lua', 'prisma/schema.prisma'], { cwd, columns: 110, rows: 22 });
  const seen = new Map<string, string>();
  const enter = (command: string): void => terminal.type(command, 'Enter');
  try {
    await terminal.seen('datasource db');
    enter(':lua vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end)');
    enter(':call search("^model AuditLog") | normal! zt');
    await terminal.seen('■');
    enter(':lua vim.diagnostic.goto_next()');
    seen.set('a finding', await terminal.seen('Diagnostics:'));
    terminal.type('h', 'l');
    enter(':lua vim.lsp.buf.code_action()');
    seen.set('what can be done', await terminal.seen('Type number'));
    terminal.type('1', 'Enter');
    seen.set('after the first', await terminal.seen('■ no migration'));
    enter(':lua vim.lsp.buf.hover()');
    seen.set('what is known of it', await terminal.seen('enforced by'));
    return seen;
  } finally {
    terminal.close();
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** The page, with what is seen in place of what was. A block that nobody looks at any more is an error. */
export function pageWith(seen: ReadonlyMap<string, string>): string {
  const page = readFileSync(join(root, editorsPage), 'utf8');
  return page.replaceAll(/(<!-- seen in Neovim: ([^,]+),[^\n]*-->\n\n```text\n)[\s\S]*?```/g, (_, head, name) => {
    const now = seen.get(name);
    if (now === undefined) throw new Error(`${editorsPage} shows "${name}", which nobody looks at`);
    return `${head}${now}\n\`\`\``;
  });
}
