import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fromDebian, starts } from '../from-debian.ts';
import { root } from '../root.ts';
import { files, init, schema, writeInto } from './project.ts';
import { editorsPage, neovimSetup, pageWith, seenInNeovim, whyNotSeen } from './seen-in-neovim.ts';

const isThere = fromDebian('neovim', () => starts('nvim'));
if (!isThere) console.log('not tested with Neovim: it is not there and cannot be installed');

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-neovim-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What somebody does who sits before it, and what is seen then. */
const script = `
local seen = {}
local function diagnostics()
  return vim.tbl_map(function(one)
    return string.format('%d:%d %s %s', one.lnum + 1, one.col + 1, one.code or '', vim.split(one.message, '\\n')[1])
  end, vim.diagnostic.get(0))
end
local function settled(wanted)
  vim.wait(20000, function() return #vim.diagnostic.get(0) == wanted end, 50)
  return diagnostics()
end
vim.fn.setline(vim.fn.search('@@index'), '')
seen.typed = settled(1)
vim.fn.cursor(vim.diagnostic.get(0)[1].lnum + 1, vim.diagnostic.get(0)[1].col + 1)
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
for _, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 20000)) do
  local action = answer.result[1]
  seen.title = action.title
  vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
end
seen.mended = settled(0)
seen.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')
vim.fn.cursor(vim.fn.search('author '), 3)
local there = vim.lsp.buf_request_sync(0, 'textDocument/definition', vim.lsp.util.make_position_params(), 20000)
for _, answer in pairs(there) do vim.lsp.util.jump_to_location(answer.result[1], 'utf-16') end
seen.jumped = { vim.fn.expand('%:.'), vim.fn.getline('.') }
local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(), 20000)
for _, answer in pairs(hover) do seen.hover = vim.split(answer.result.contents.value, '\\n')[1] end
local file = io.open('seen.json', 'w')
file:write(vim.json.encode(seen))
file:close()
vim.cmd('qa!')
`;

test.runIf(isThere)('Neovim, set up as docs/editors.md says, shows what is typed and mends it', () => {
  writeInto(folder, files);
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(join(root, 'packages/cli/bin/refint.js'), join(folder, 'node_modules/.bin/refint'));
  writeFileSync(join(folder, 'setup.lua'), neovimSetup());
  writeFileSync(join(folder, 'drive.lua'), script);
  const { status, stderr } = spawnSync(
    'nvim',
    ['--headless', '-u', 'setup.lua', 'prisma/schema.prisma', '-c', 'luafile drive.lua'],
    { cwd: folder, encoding: 'utf8', timeout: 90_000 },
  );
  expect([status, stderr]).toEqual([0, '']);
  expect(JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8'))).toEqual({
    typed: [
      '11:7 drift/missing-in-schema the next prisma migrate dev drops the index Post_authorId_idx (authorId) of Post: the schema does not declare it',
    ],
    title: 'declare @@index([authorId])',
    mended: [],
    jumped: [init, files[init].split('\n')[3]],
    hover: '**Post.authorId → User.id**',
    text: files[schema].replace('  @@index([authorId])\n}\n', '  @@index([authorId])\n\n\n}'),
  });
});

const why = whyNotSeen();
if (why !== undefined) console.log(`what ${editorsPage} shows is not looked at: ${why}`);

test.runIf(why === undefined)('what the page shows is what is seen in a terminal', { timeout: 60_000 }, async () => {
  const page = readFileSync(join(root, editorsPage), 'utf8');
  expect(page.match(/<!-- seen in Neovim/g)).toHaveLength(4);
  expect(pageWith(await seenInNeovim())).toBe(page);
});
