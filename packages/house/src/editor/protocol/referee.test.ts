import { describe, expect, test } from 'vitest';
import type { Message } from 'vscode-languageserver-protocol/node';
import { protocol } from './declarations.ts';
import { Referee } from './referee.ts';

const uri = 'untitled:a.prisma';
const range = (line: number, character: number, to = character) => ({
  start: { line, character },
  end: { line, character: to },
});

/** What is noted of a conversation that begins as it should, with one open text of two lines. */
function noted(...said: readonly (readonly ['client' | 'server', object])[]): readonly string[] {
  const referee = new Referee();
  const capabilities = {
    textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
    workspace: { workspaceEdit: { documentChanges: true } },
  };
  const begin = { processId: null, rootUri: null, capabilities };
  const hear = (by: 'client' | 'server', message: object) =>
    referee.hear(by, { jsonrpc: '2.0', ...message } as Message);
  hear('client', { id: 'first', method: 'initialize', params: begin });
  hear('server', { id: 'first', result: { capabilities: { hoverProvider: true } } });
  hear('client', {
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId: 'prisma', version: 1, text: 'model 👋 {\r\n}' } },
  });
  expect(referee.breaches).toEqual([]);
  for (const [by, message] of said) hear(by, message);
  referee.end();
  return referee.breaches;
}

const published = (diagnostic: object, more: object = {}) =>
  noted([
    'server',
    {
      method: 'textDocument/publishDiagnostics',
      params: { uri, diagnostics: [{ range: range(0, 0), message: 'it is wrong', ...diagnostic }], ...more },
    },
  ]);

const answered = (method: string, params: object, result: unknown) =>
  noted(['client', { id: 1, method, params: { textDocument: { uri }, ...params } }], ['server', { id: 1, result }]);

test('knows the methods of the protocol, with who may use them', () => {
  expect(protocol().methods.size).toBeGreaterThan(90);
  expect(protocol().methods.get('textDocument/hover')).toMatchObject({ isRequest: true, from: 'clientToServer' });
  expect(protocol().methods.get('textDocument/publishDiagnostics')).toMatchObject({ from: 'serverToClient' });
});

describe('values', () => {
  test.each([
    [{}, []],
    [{ severity: 1, code: 'a/b', codeDescription: { href: 'https://a.example' }, tags: [1], data: { any: [1] } }, []],
    [{ severity: 5 }, ['params.diagnostics[0].severity is 5 and not 1']],
    [{ severity: null }, ['params.diagnostics[0].severity is null and not 1']],
    [
      { message: undefined, text: 'x' },
      [expect.stringContaining('.message'), expect.stringContaining('.text is nothing that Diagnostic has')],
    ],
    [{ codeDescription: { href: 'no page' } }, ['params.diagnostics[0].codeDescription.href is "no page" and no URI']],
    [{ tags: [1, 7] }, ['params.diagnostics[0].tags[1] is 7 and not 1']],
    [
      { range: { start: { line: 0, character: -1 }, end: { line: 0, character: 0.5 } } },
      [
        'params.diagnostics[0].range.start.character is -1 and no uinteger',
        'params.diagnostics[0].range.end.character is 0.5 and no uinteger',
      ],
    ],
    [
      { relatedInformation: [{ location: { uri }, message: 1 }] },
      [
        'params.diagnostics[0].relatedInformation[0].location has no range, which Location has',
        'params.diagnostics[0].relatedInformation[0].message is 1 and not string',
      ],
    ],
  ])('of a diagnostic: %j', (diagnostic, expected) => {
    expect(published(diagnostic)).toEqual(
      expected.map((one) => (typeof one === 'string' ? `textDocument/publishDiagnostics: ${one}` : one)),
    );
  });

  test.each([
    ['textDocument/hover', { position: { line: 0, character: 0 } }, null, []],
    [
      'textDocument/hover',
      { position: { line: 0, character: 0 } },
      { contents: { kind: 'html', value: '' } },
      [/contents/],
    ],
    ['textDocument/diagnostic', {}, { kind: 'full', items: [] }, []],
    ['textDocument/diagnostic', {}, { kind: 'ful', items: [] }, [/kind is "ful" and not "full"/]],
    [
      'textDocument/codeLens',
      {},
      [{ range: range(0, 0), command: { title: 'x' } }],
      [/command has no command, which Command has/],
    ],
    [
      'textDocument/inlayHint',
      { range: range(0, 0) },
      [{ position: { line: 0, character: 0 }, label: [{}] }],
      [/label is \[\{\}\] and not string/],
    ],
    ['shutdown', {}, {}, [/has no params/, /result is \{\} and not void/]],
  ] as const)('of an answer to %s %j: %j', (method, params, result, expected) => {
    expect(answered(method, params, result)).toEqual(expected.map((one) => expect.stringMatching(one)));
  });
});

describe('places', () => {
  test.each([
    [range(0, 10), {}, undefined],
    [range(0, 11), {}, '0:11: the line has 10 units'],
    [range(2, 0), {}, '2:0: there are 2 lines'],
    [range(0, 7, 8), {}, '0:7 is in the middle of a letter'],
    [range(0, 9, 8), {}, '0:9 is behind 0:8'],
    [range(0, 0), { version: 2 }, 'which is not there as 2'],
    [range(0, 0), { uri: 'untitled:b' }, 'untitled:b, which is not there'],
  ])('%j %j', (where, more, expected) => {
    const all = published({ range: where }, more);
    if (expected === undefined) expect(all).toEqual([]);
    else expect(all.join('\n')).toContain(expected);
  });

  test('are looked for in the text as it is by then', () => {
    const change = { range: { start: { line: 0, character: 9 }, end: { line: 1, character: 1 } }, text: '{}}' };
    const params = { textDocument: { uri, version: 2 }, contentChanges: [change] };
    const hover = { textDocument: { uri }, position: { line: 0, character: 0 } };
    const found = (line: number, character: number) =>
      noted(
        ['client', { method: 'textDocument/didChange', params }],
        ['client', { id: 1, method: 'textDocument/hover', params: hover }],
        [
          'server',
          { id: 1, result: { contents: '', range: { start: { line: 0, character: 0 }, end: { line, character } } } },
        ],
      );
    expect(found(0, 12)).toEqual([]);
    expect(found(1, 0)).toEqual([expect.stringContaining('1:0: there are 1 lines')]);
  });
});

describe('what is said when', () => {
  const position = { line: 0, character: 0 };
  const hover = { id: 1, method: 'textDocument/hover', params: { textDocument: { uri }, position } };
  test.each([
    ['an answer to nothing', [['server', { id: 9, result: null }]], /to 9, which nobody asked/],
    ['no answer', [['client', hover]], /hover: was never answered/],
    [
      'two answers',
      [
        ['client', hover],
        ['server', { id: 1, result: null }],
        ['server', { id: 1, result: null }],
      ],
      /nobody asked/,
    ],
    [
      'an unknown error',
      [
        ['client', hover],
        ['server', { id: 1, error: { code: -32050, message: '' } }],
      ],
      /the error -32050/,
    ],
    ['an unknown method', [['server', { method: 'refint/graph', params: {} }]], /refint\/graph: is unknown/],
    [
      'what only a client says',
      [
        ['server', hover],
        ['client', { id: 1, result: null }],
      ],
      /is nothing that a server says/,
    ],
    ['a request that is none', [['client', { method: hover.method, params: hover.params }]], /hover: is a request/],
  ] as const)('%s', (_, said, expected) => {
    expect(noted(...(said as readonly (readonly ['client' | 'server', object])[])).join('\n')).toMatch(expected);
  });
});

test.each([
  [
    'textDocument/hover',
    { position: { line: 1, character: 0 } },
    { contents: '', range: range(0, 0) },
    'the range is not around the position',
  ],
  [
    'textDocument/completion',
    { position: { line: 0, character: 1 } },
    [{ label: 'a', textEdit: { range: range(0, 2), newText: '' } }],
    'the edit of a is not on one line, around the position',
  ],
  [
    'textDocument/documentSymbol',
    {},
    [{ name: 'a', kind: 5, range: range(0, 0), selectionRange: range(1, 0) }],
    'the selection of a is outside of its range',
  ],
  [
    'textDocument/codeAction',
    { range: range(0, 0), context: { diagnostics: [] } },
    [
      {
        title: 'a',
        edit: {
          documentChanges: [
            {
              textDocument: { uri, version: null },
              edits: [
                { range: range(0, 0, 3), newText: '' },
                { range: range(0, 1), newText: '' },
              ],
            },
          ],
        },
      },
    ],
    `"a" is for version null of ${uri}\ntextDocument/codeAction: "a" edits a place twice`,
  ],
])('what the protocol says in words: %s %j', (method, params, result, expected) => {
  expect(answered(method, params, result).join('\n')).toBe(`${method}: ${expected}`);
});
