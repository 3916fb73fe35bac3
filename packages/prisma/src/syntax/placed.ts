import type { Origin, Place, Source, Span } from '@refint/model';
import type { BlockTree, Fault } from './tree.ts';

/**
 * A block where it stands. While somebody edits the text around it, it stays the same object and moves along, and so does all that
 * was worked out of it: its places are told for the text in which it stands by then.
 */
export class PlacedBlock {
  readonly tree: BlockTree;
  #source: Source;
  #start: number;
  #fault: Fault | undefined;

  constructor(source: Source, start: number, tree: BlockTree, fault: Fault | undefined) {
    this.tree = tree;
    this.#source = source;
    this.#start = start;
    this.#fault = fault;
  }

  get source(): Source {
    return this.#source;
  }

  /** What is added to every offset of its tree. */
  get start(): number {
    return this.#start;
  }

  /** Why its end is not where it should be. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** The place of a stretch of it. */
  at({ start, end }: Span): Origin & Place {
    return new Within(this, start, end);
  }

  /** Puts it where it stands in another text, which has it too. */
  move(source: Source, start: number, fault: Fault | undefined): void {
    this.#source = source;
    this.#start = start;
    this.#fault = fault;
  }
}

/** What is written at a place in a block. */
class Within {
  readonly #block: PlacedBlock;
  readonly #start: number;
  readonly #end: number;

  constructor(block: PlacedBlock, start: number, end: number) {
    this.#block = block;
    this.#start = start;
    this.#end = end;
  }

  get kind(): 'written' {
    return 'written';
  }

  get source(): Source {
    return this.#block.source;
  }

  get span(): Span {
    const { start } = this.#block;
    return { start: start + this.#start, end: start + this.#end };
  }
}
