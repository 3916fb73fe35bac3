import type { Writable } from 'node:stream';
import {
  AbstractMessageWriter,
  type Diagnostic,
  type Message,
  type MessageWriter,
  type Position,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { Letters } from './letters.ts';
import { keepWords, wordsOf } from './moved.ts';

/**
 * Writes each message at once and together with its header, which an editor would wake up for twice otherwise. Most diagnostics are told
 * again at each letter because one of their file is another: what was written of them is kept.
 */
export class Writer extends AbstractMessageWriter implements MessageWriter {
  readonly #output: Writable;
  readonly #letters = new Letters();

  constructor(output: Writable) {
    super();
    this.#output = output;
    output.on('error', (error) => this.fireError(error));
    output.on('close', () => this.fireClose());
  }

  /** Resolves when the message is on its way. That it cannot be is told as an error of the stream. */
  write(message: Message): Promise<void> {
    this.#letters.begin();
    if (isPublished(message)) publish(message, this.#letters);
    else this.#letters.put(plain(JSON.stringify(message)));
    const bytes = this.#letters.take((length) => `Content-Length: ${length}\r\n\r\n`);
    return new Promise((resolve) => this.#output.write(bytes, () => resolve()));
  }

  end(): void {
    this.#output.end();
  }
}

interface PublishedMessage extends Message {
  readonly method: string;
  readonly params: PublishDiagnosticsParams;
}

const isPublished = (message: Message): message is PublishedMessage =>
  'method' in message && message.method === 'textDocument/publishDiagnostics';

/** What JSON makes of it, but for the order of its members. */
function publish({ params: { diagnostics, ...params }, ...message }: PublishedMessage, to: Letters): void {
  const [start, end] = [message, params].map((one) => plain(JSON.stringify(one).slice(0, -1)));
  to.put(`${start},"params":${end},"diagnostics":[`);
  for (const [at, diagnostic] of diagnostics.entries()) {
    if (at > 0) to.put(',');
    to.put(placed(diagnostic));
    to.put(said(diagnostic));
  }
  to.put(']}}');
}

/** JSON of letters that take one byte each. */
const plain = (json: string): string =>
  json.replace(notPlain, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

const notPlain = /[^\0-\x7f]/g;

/** All but where it is, which is the same after a line more or less. */
function said(diagnostic: Diagnostic): string {
  const known = wordsOf(diagnostic);
  if (known !== undefined) return known;
  const { range: _, ...says } = diagnostic;
  const json = plain(JSON.stringify(says).slice(1));
  keepWords(diagnostic, json);
  return json;
}

const placed = ({ range: { start, end } }: Diagnostic): string =>
  `{"range":{"start":${position(start)},"end":${position(end)}},`;

const position = ({ line, character }: Position): string => `{"line":${line},"character":${character}}`;
