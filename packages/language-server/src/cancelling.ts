import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/**
 * An answer, unless the one who asked does not want it any more: then that is said at once, and whatever is worked on for others
 * goes on.
 */
export async function unlessCancelled<T>(token: CancellationToken, answer: () => Promise<T>): Promise<T> {
  let stop = (): void => {};
  const cancelled = new Promise<'cancelled'>((resolve) => {
    const { dispose } = token.onCancellationRequested(() => resolve('cancelled'));
    stop = dispose;
  });
  try {
    const first = token.isCancellationRequested ? 'cancelled' : await Promise.race([answer(), cancelled]);
    if (first === 'cancelled') throw new ResponseError(LSPErrorCodes.RequestCancelled, 'nobody wants it any more');
    return first;
  } finally {
    stop();
  }
}
