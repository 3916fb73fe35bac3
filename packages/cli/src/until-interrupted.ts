/** Who interrupts waits until what must not be left half done is over; who does so twice does not. */
export function untilInterrupted(): {
  readonly signal: AbortSignal;
  /** Whether somebody has by now; signals arrive between turns only. */
  readonly isAborted: () => Promise<boolean>;
  readonly end: () => void;
} {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  const { signal } = controller;
  const isAborted = async (): Promise<boolean> => {
    await new Promise((resolve) => setImmediate(resolve));
    return signal.aborted;
  };
  return { signal, isAborted, end: () => void process.off('SIGINT', stop) };
}
