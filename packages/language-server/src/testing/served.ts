import { PassThrough } from 'node:stream';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { type Hosting, serve } from '../serve.ts';

/** A server in this process, with the connection of an editor that listens once `listen` is called. */
export function served({ rest }: Pick<Hosting, 'rest'> = {}) {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const code = serve({
    input: there,
    output: back,
    version: '0.0.0',
    plugins: [],
    pageUri: () => undefined,
    isSaidByPrisma: () => false,
    now: () => performance.now(),
    rest,
  });
  const editor = createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  return { there, editor, code };
}
