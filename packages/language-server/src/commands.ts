import type { Page } from '@refint/core';
import type { Finding } from '@refint/rule';
import { Refusal } from '@refint/workspace';
import {
  type Command,
  CreateFile,
  type ExecuteCommandParams,
  LSPErrorCodes,
  type Position,
  ResponseError,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { type Client, editorCommands } from './client.ts';
import type { KnownList, ToKnow } from './known.ts';
import { pathOf, rangeOf, uriIn } from './places.ts';

/** What an editor may ask the server to do. */
export const serverCommands = { impact: 'refint.server.impact', known: 'refint.server.baselineEntry' } as const;

/** What a command works with. */
export interface Doing {
  /** What a delete at a place does, as a page; nothing where no table is. */
  impact(uri: string, position: Position): Promise<Page | undefined>;
  /** The list of known findings with one more, and the folder that it is seen from. */
  list(one: ToKnow): Promise<{ readonly folder: string; readonly list: KnownList | Refusal } | undefined>;
  versionOf(uri: string): number | undefined;
  apply(edit: WorkspaceEdit, label: string): Promise<boolean>;
}

/**
 * Does what an editor asks for. `refint.server.impact` takes `{ uri, position }` and answers a page, or nothing; `refint.server.baselineEntry`
 * takes `{ uri, fingerprint, reason? }`, lets the editor change the list, and answers its URI. What cannot be done is an error that says why.
 */
export async function execute({ command, arguments: given }: ExecuteCommandParams, doing: Doing): Promise<unknown> {
  const about = (given?.[0] ?? {}) as Readonly<Record<string, unknown>>;
  const { uri } = about;
  if (typeof uri !== 'string') throw failed(`${command} needs the uri of a file`);
  if (command === serverCommands.impact) {
    const { position } = about as { readonly position?: Position };
    if (!position) throw failed(`${command} needs a position`);
    return (await doing.impact(uri, position)) ?? null;
  }
  if (command === serverCommands.known) return know(uri, about, doing);
  throw failed(`there is no command ${command}`);
}

async function know(uri: string, about: Readonly<Record<string, unknown>>, doing: Doing): Promise<{ uri: string }> {
  const { fingerprint, reason = '' } = about;
  const path = pathOf(uri);
  if (path === undefined || typeof fingerprint !== 'string' || typeof reason !== 'string')
    throw failed(`${serverCommands.known} needs a file, a fingerprint, and a reason that is a text`);
  const answer = await doing.list({ path, fingerprint, reason: reason.trim() });
  if (!answer) throw failed('no folder that is open has this file');
  const { folder, list } = answer;
  if (list instanceof Refusal) throw failed(list.sentence);
  const at = uriIn(folder, list.source.path);
  const version = doing.versionOf(at) ?? null;
  const range = rangeOf(list.source, { start: 0, end: list.source.text.length });
  const edit: WorkspaceEdit = {
    documentChanges: [
      ...(list.isThere ? [] : [CreateFile.create(at, { ignoreIfExists: true })]),
      TextDocumentEdit.create({ uri: at, version }, [{ range, newText: list.text }]),
    ],
  };
  if (!(await doing.apply(edit, list.source.path))) throw failed(`the editor did not change ${list.source.path}`);
  return { uri: at };
}

const failed = (sentence: string): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, sentence);

/** The command behind a lens: what the editor has for it, or nothing that can be run. */
export const impactCommand = (title: string, uri: string, position: Position, { commands }: Client): Command =>
  commands.has(editorCommands.impact)
    ? { title, command: editorCommands.impact, arguments: [{ uri, position }] }
    : { title, command: '' };

/** What writes a finding down: the editor's own way, which asks for the reason, or the server's; nothing for who can do neither. */
export function knownCommand(
  title: string,
  uri: string,
  { fingerprint }: Finding,
  { commands, appliesEdits }: Client,
): Command | undefined {
  if (!appliesEdits) return undefined;
  const command = commands.has(editorCommands.known) ? editorCommands.known : serverCommands.known;
  return { title, command, arguments: [{ uri, fingerprint }] };
}
