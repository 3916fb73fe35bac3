/** So many are let in before it is looked which of them are gone. */
const few = 1000;

/**
 * Things by a name, as long as somebody else has them: files, and parts of them, come and go as long as an editor is open, and what
 * nobody has any more takes no room here either.
 */
export class HeldElsewhere<Thing extends object> {
  readonly #things = new Map<string, WeakRef<Thing>>();
  #most = few;

  get(name: string): Thing | undefined {
    return this.#things.get(name)?.deref();
  }

  set(name: string, thing: Thing): void {
    if (this.#things.size >= this.#most) {
      for (const [other, held] of this.#things) if (!held.deref()) this.#things.delete(other);
      this.#most = Math.max(few, this.#things.size * 2);
    }
    this.#things.set(name, new WeakRef(thing));
  }
}
