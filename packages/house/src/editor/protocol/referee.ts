import type {
  ClientCapabilities,
  Message,
  NotificationMessage,
  RequestMessage,
  ResponseMessage,
} from 'vscode-languageserver-protocol/node';
import { clausesOf } from './clauses.ts';
import { type Method, protocol } from './declarations.ts';
import { Mismatches } from './mismatches.ts';
import { misplaced } from './misplaced.ts';
import { Texts } from './texts.ts';

type Side = 'client' | 'server';

interface Asked {
  readonly method: Method | undefined;
  readonly params: unknown;
  readonly since: number;
}

/** What a server may say before it has said what it can do. */
const always = /^(?:window\/(?:showMessage|logMessage|showMessageRequest)|telemetry\/event|\$\/.*)$/;

/** The codes that are given; others are between -32768 and -32000, or of the server's own making outside of that. */
const codes = new Set([-32700, -32600, -32601, -32602, -32603, -32002, -32001, -32803, -32802, -32801, -32800]);

/**
 * Hears everything that a client and a server say to each other, and notes what the protocol does not allow: properties, kinds
 * and numbers that its types do not have, places that no text has, answers that nobody asked for, and questions without one.
 */
export class Referee {
  readonly breaches: string[] = [];
  /** How many messages were looked at. */
  heard = 0;
  readonly #mismatches = new Mismatches(protocol());
  readonly #texts = new Texts();
  readonly #asked = { client: new Map<unknown, Asked>(), server: new Map<unknown, Asked>() };
  #client: ClientCapabilities = {};
  #isBegun = false;
  #isOver = false;

  hear(by: Side, message: Message): void {
    this.heard++;
    if (message.jsonrpc !== '2.0') this.#note('a message', `${message.jsonrpc} is not the version of JSON-RPC`);
    if ('method' in message) this.#statement(by, message as RequestMessage | NotificationMessage);
    else this.#answer(by, message as ResponseMessage);
  }

  /** To be said at the end: whatever was asked has to be answered by then. */
  end(): void {
    for (const { method } of [...this.#asked.client.values(), ...this.#asked.server.values()])
      this.#note(method?.name ?? 'a request', 'was never answered');
  }

  #statement(by: Side, message: RequestMessage | NotificationMessage): void {
    const { method: name, params } = message;
    const isRequest = 'id' in message;
    const method = protocol().methods.get(name);
    if (!method && !name.startsWith('$/')) this.#note(name, 'is unknown');
    if (method && method.isRequest !== isRequest) this.#note(name, isRequest ? 'is no request' : 'is a request');
    if (method && method.from !== 'both' && method.from !== `${by}To${by === 'client' ? 'Server' : 'Client'}`)
      this.#note(name, `is nothing that a ${by} says`);
    if (by === 'server' && !this.#isBegun && !always.test(name)) this.#note(name, 'comes before the server has begun');
    if (by === 'server' && this.#isOver) this.#note(name, 'comes after the end');
    if (isRequest) {
      if (this.#asked[by].has(message.id)) this.#note(name, `has the number ${message.id}, as another one has`);
      this.#asked[by].set(message.id, { method, params, since: this.heard });
    }
    if (method?.params) this.#compare(name, params ?? null, method.params, 'params');
    else if (method && params !== undefined && params !== null) this.#note(name, 'has no params');
    if (by === 'client') this.#follow(name, params);
    else this.#places(name, params, { since: 0 });
  }

  #answer(by: Side, message: ResponseMessage): void {
    const asked = this.#asked[by === 'client' ? 'server' : 'client'];
    const question = asked.get(message.id);
    if (!question) return void this.#note('an answer', `to ${message.id}, which nobody asked or was answered`);
    asked.delete(message.id);
    const { method, params, since } = question;
    const name = method?.name ?? 'a request';
    if (name === 'initialize') this.#isBegun = true;
    if (name === 'shutdown') this.#isOver = true;
    if (message.error) {
      const { code } = message.error;
      if (!codes.has(code) && code >= -32768 && code <= -32000) this.#note(name, `is answered by the error ${code}`);
      if ('result' in message) this.#note(name, 'is answered by a result and an error');
      return;
    }
    if (!method?.result) return;
    this.#compare(name, message.result ?? null, method.result, 'result');
    if (by === 'client') return;
    this.#places(name, message.result, { since, params });
    const versionNow = (uri: string): number | null => this.#texts.versionOf(uri) ?? null;
    for (const sentence of clausesOf(name, params, message.result, versionNow, this.#client))
      this.#note(name, sentence);
  }

  #follow(name: string, params: unknown): void {
    const { textDocument, contentChanges, changes } = (params ?? {}) as {
      textDocument: { uri: string; version: number; text: string };
      contentChanges: Parameters<Texts['changed']>[2];
      changes: readonly { readonly uri: string }[];
    };
    if (name === 'initialize') this.#client = (params as { capabilities: ClientCapabilities }).capabilities;
    if (name === 'textDocument/didOpen')
      this.#texts.opened(textDocument.uri, textDocument.version, textDocument.text, this.heard);
    if (name === 'textDocument/didChange') {
      const wrong = this.#texts.changed(textDocument.uri, textDocument.version, contentChanges, this.heard);
      for (const sentence of wrong) this.#note(name, sentence);
    }
    if (name === 'workspace/didChangeWatchedFiles') for (const { uri } of changes) this.#texts.look(uri);
    if (name === 'textDocument/didClose') this.#texts.closed(textDocument.uri);
  }

  #compare(name: string, value: unknown, type: Parameters<Mismatches['between']>[1], way: string): void {
    for (const sentence of this.#mismatches.between(value, type, way)) this.#note(name, sentence);
  }

  #places(name: string, value: unknown, when: { readonly since: number; readonly params?: unknown }): void {
    for (const sentence of misplaced(value, this.#texts, when)) this.#note(name, sentence);
  }

  #note(about: string, sentence: string): void {
    this.breaches.push(`${about}: ${sentence}`);
  }
}
