/** Letters that are typed come faster than this many milliseconds only when a program types them. */
const burst = 25;

/**
 * Runs something when it is due, never twice at a time. What is asked for alone is done at once; of many wishes that come close
 * together the first is done at once and all others with one run, once there is a pause.
 */
export class Turns {
  readonly #run: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #asked = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;
  #isDue = false;
  #waiting: (() => void)[] = [];

  constructor(run: () => Promise<void>) {
    this.#run = run;
  }

  /** @param now milliseconds on a clock that only goes forward */
  ask(now: number): void {
    const isAlone = now - this.#asked > burst;
    this.#asked = now;
    this.#isDue = true;
    clearTimeout(this.#timer);
    if (isAlone && !this.#running) this.#start();
    else this.#timer = setTimeout(() => this.#start(), burst);
  }

  /** Resolves when nothing is due any more. Whoever waits changes nothing of when it is done, and so of how often. */
  async settled(): Promise<void> {
    while (this.#isDue || this.#running) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#isDue = false;
    this.#wake();
  }

  #start(): void {
    if (this.#running || !this.#isDue) return;
    clearTimeout(this.#timer);
    this.#isDue = false;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      clearTimeout(this.#timer);
      // What was asked for meanwhile waits for its pause, which may be over.
      if (this.#isDue) this.#timer = setTimeout(() => this.#start(), burst);
      this.#wake();
    });
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
