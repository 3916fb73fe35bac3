import type { Origin, Place, Source, Span } from '@refint/model';
import type { AttributeTree, BlockTree, Fault } from './tree.ts';

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

  /** What is written in a stretch of it. */
  textOf({ start, end }: Span): string {
    return this.#source.text.slice(this.#start + start, this.#start + end);
  }

  /** Puts it where it stands in another text, which has it too. */
  move(source: Source, start: number, fault: Fault | undefined): void {
    this.#source = source;
    this.#start = start;
    this.#fault = fault;
  }
}

/**
 * What was read before, if it says the same as what was read now and only its places are others: it takes those. So whatever was worked
 * out of it holds. Else what was read now.
 */
export function again<T extends object>(was: T | undefined, now: T): T {
  const moves = new Map<Within, Within>();
  if (!was || !isAgain(was, now, moves)) return now;
  for (const [old, place] of moves) old.become(place);
  return was;
}

function isAgain(was: unknown, now: unknown, moves: Map<Within, Within>): boolean {
  if (was === now) return true;
  if (typeof was !== 'object' || typeof now !== 'object' || was === null || now === null) return false;
  if (was instanceof Within) return now instanceof Within && isMove(was, now, moves);
  if (Object.getPrototypeOf(was) !== Object.getPrototypeOf(now) || !isPlain(was)) return false;
  const keys = Object.keys(was);
  return (
    keys.length === Object.keys(now).length &&
    keys.every((key) => key in now && isAgain((was as Values)[key], (now as Values)[key], moves))
  );
}

type Values = Readonly<Record<string, unknown>>;

const isPlain = (thing: object): boolean => Array.isArray(thing) || Object.getPrototypeOf(thing) === Object.prototype;

/** Whether a block says what it said: what can be read of it is the same, but for its places. Attributes are written alike, too. */
export function saysAgain(was: PlacedBlock, now: PlacedBlock): boolean {
  if (was.fault?.because !== now.fault?.because || was.tree.faults.length > 0 !== now.tree.faults.length > 0)
    return false;
  const isSaid = (one: unknown, other: unknown): boolean => {
    if (one === other) return true;
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => places.has(key) || isSaid((one as Values)[key], (other as Values)[key])) &&
      // Fixes copy them.
      (!isAttribute(one) || !isAttribute(other) || was.textOf(one.span) === now.textOf(other.span))
    );
  };
  return isSaid(was.tree, now.tree);
}

const isAttribute = (tree: object): tree is AttributeTree => 'arguments' in tree && 'span' in tree;

const places: ReadonlySet<string> = new Set(['span', 'typeSpan', 'faults']);

/** Two facts at one place that are at two by now cannot share it any more. */
function isMove(was: Within, now: Within, moves: Map<Within, Within>): boolean {
  const known = moves.get(was);
  moves.set(was, now);
  return !known || known.isAt(now);
}

/** What is written at a place in a block. */
class Within {
  #block: PlacedBlock;
  #start: number;
  #end: number;

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

  isAt(other: Within): boolean {
    return this.#block === other.#block && this.#start === other.#start && this.#end === other.#end;
  }

  become(other: Within): void {
    this.#block = other.#block;
    this.#start = other.#start;
    this.#end = other.#end;
  }
}
