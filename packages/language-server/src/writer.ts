import type { Writable } from 'node:stream';
import {
  AbstractMessageWriter,
  type Diagnostic,
  type Message,
  type MessageWriter,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { firstOf } from './moved.ts';

/**
 * Writes each message at once and together with its header, which an editor would wake up for twice otherwise. Most diagnostics are told
 * again at each letter because one of their file is another: what was written of them is kept.
 */
export class Writer extends AbstractMessageWriter implements MessageWriter {
  readonly #output: Writable;

  constructor(output: Writable) {
    super();
    this.#output = output;
    output.on('error', (error) => this.fireError(error));
    output.on('close', () => this.fireClose());
  }

  /** Resolves when the message is on its way. That it cannot be is told as an error of the stream. */
  write(message: Message): Promise<void> {
    const parts = isPublished(message) ? published(message) : [Buffer.from(JSON.stringify(message))];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const header = Buffer.from(`Content-Length: ${length}\r\n\r\n`);
    const bytes = Buffer.concat([header, ...parts]);
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

/** The same bytes as JSON has, but for the order of its members. */
function published({ params: { diagnostics, ...params }, ...message }: PublishedMessage): Buffer[] {
  const [start, end] = [JSON.stringify(message).slice(0, -1), JSON.stringify(params).slice(0, -1)];
  const parts: Buffer[] = [Buffer.from(`${start},"params":${end},"diagnostics":[`)];
  for (const [at, diagnostic] of diagnostics.entries()) {
    if (at > 0) parts.push(comma);
    add(parts, diagnostic);
  }
  parts.push(Buffer.from(']}}'));
  return parts;
}

const comma = Buffer.from(',');

const placed = new WeakMap<Diagnostic, Buffer>();
const said = new WeakMap<Diagnostic, Buffer>();

/** Where it is, and all else, which is the same after a line more or less. */
function add(parts: Buffer[], diagnostic: Diagnostic): void {
  const first = firstOf(diagnostic);
  let rest = said.get(first);
  if (!rest) {
    const { range: _, ...says } = first;
    said.set(first, (rest = Buffer.from(JSON.stringify(says).slice(1))));
  }
  let place = placed.get(diagnostic);
  if (!place) placed.set(diagnostic, (place = Buffer.from(`{"range":${JSON.stringify(diagnostic.range)},`)));
  parts.push(place, rest);
}
