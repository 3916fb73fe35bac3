const enoughForMost = 1 << 18;

/** Puts a message together out of letters that take one byte each, in the same memory each time. */
export class Letters {
  #room = Buffer.allocUnsafe(enoughForMost);
  #length = 0;

  /** Whatever was put there for a message that came to nothing is gone. */
  begin(): void {
    this.#length = 0;
  }

  put(text: string): void {
    const end = this.#length + text.length;
    if (end > this.#room.length) {
      const more = Buffer.allocUnsafe(end * 2);
      this.#room.copy(more, 0, 0, this.#length);
      this.#room = more;
    }
    this.#room.write(text, this.#length, 'latin1');
    this.#length = end;
  }

  /** All that was put there, behind a header that says how many bytes it is. */
  take(headerOf: (length: number) => string): Buffer {
    const header = headerOf(this.#length);
    const taken = Buffer.allocUnsafe(header.length + this.#length);
    taken.write(header, 'latin1');
    this.#room.copy(taken, header.length, 0, this.#length);
    if (this.#room.length > enoughForMost) this.#room = Buffer.allocUnsafe(enoughForMost);
    return taken;
  }
}
