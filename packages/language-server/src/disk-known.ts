import { AskedOnce } from '@refint/workspace';

/** After so many milliseconds in which nothing is typed the disk is asked anew, whatever an editor forgot to tell. */
const pause = 1000;

/**
 * What is known of the disk between edits. An editor that watches files tells when it is out of date, and where somebody
 * pauses it is in any case; of one that does not watch, nothing is believed for longer than one analysis.
 */
export class DiskKnown {
  readonly #askAgain: () => void;
  #known: AskedOnce | undefined;
  #timer: NodeJS.Timeout | undefined;
  isWatched = false;

  /** @param askAgain is called when a pause is over */
  constructor(askAgain: () => void) {
    this.#askAgain = askAgain;
  }

  /** What the next analysis goes by; nothing where it has to ask the disk. */
  take(): AskedOnce | undefined {
    if (!this.isWatched) return undefined;
    clearTimeout(this.#timer);
    if (this.#known) {
      this.#timer = setTimeout(() => {
        this.forget();
        this.#askAgain();
      }, pause);
    }
    return (this.#known ??= new AskedOnce());
  }

  /** Something on the disk may be another thing now. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#known = undefined;
  }
}
