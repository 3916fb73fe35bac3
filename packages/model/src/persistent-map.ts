/**
 * A map that is never changed: `set` and `delete` give a new one that shares all but a few nodes with the old. A
 * timeline keeps the state before and after thousands of changes, and copying the list of tables for each of them costs
 * seconds. This is a hash array mapped trie (Bagwell, "Ideal Hash Trees", 2001) with 32-way nodes.
 */
export interface PersistentMap<V> {
  readonly size: number;
  get(key: string): V | undefined;
  has(key: string): boolean;
  set(key: string, value: V): PersistentMap<V>;
  delete(key: string): PersistentMap<V>;
  /** In an order that depends only on the keys. */
  values(): IterableIterator<V>;
}

interface Leaf<V> {
  readonly hash: number;
  readonly key: string;
  readonly value: V;
  /** Other entries with the same 32-bit hash. */
  readonly next: Leaf<V> | undefined;
}

interface Branch<V> {
  readonly bitmap: number;
  readonly slots: readonly (Branch<V> | Leaf<V>)[];
}

type Node<V> = Branch<V> | Leaf<V>;

const empty: Branch<never> = { bitmap: 0, slots: [] };

export const emptyMap = <V>(): PersistentMap<V> => new Trie<V>(empty, 0);

class Trie<V> implements PersistentMap<V> {
  readonly #root: Branch<V>;
  readonly size: number;

  constructor(root: Branch<V>, size: number) {
    this.#root = root;
    this.size = size;
  }

  get(key: string): V | undefined {
    return find(this.#root, hashOf(key), key)?.value;
  }

  has(key: string): boolean {
    return find(this.#root, hashOf(key), key) !== undefined;
  }

  set(key: string, value: V): PersistentMap<V> {
    const hash = hashOf(key);
    const old = find(this.#root, hash, key);
    if (old && old.value === value) return this;
    const root = insert(this.#root, 0, { hash, key, value, next: undefined });
    return new Trie(root, this.size + (old ? 0 : 1));
  }

  delete(key: string): PersistentMap<V> {
    const hash = hashOf(key);
    if (!find(this.#root, hash, key)) return this;
    return new Trie((remove(this.#root, 0, hash, key) as Branch<V> | undefined) ?? empty, this.size - 1);
  }

  values(): IterableIterator<V> {
    return walk(this.#root);
  }
}

/** FNV-1a over UTF-16 code units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  // The low bits of FNV are its weakest and choose the first branch, so the high ones are folded in.
  return (hash ^ (hash >>> 15)) >>> 0;
}

const isBranch = <V>(node: Node<V>): node is Branch<V> => 'slots' in node;

const bitAt = (hash: number, shift: number) => 1 << ((hash >>> shift) & 31);

const slotOf = (bitmap: number, bit: number) => countBits(bitmap & (bit - 1));

function countBits(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function find<V>(root: Branch<V>, hash: number, key: string): Leaf<V> | undefined {
  let node: Node<V> | undefined = root;
  for (let shift = 0; node && isBranch(node); shift += 5) {
    const bit = bitAt(hash, shift);
    node = node.bitmap & bit ? node.slots[slotOf(node.bitmap, bit)] : undefined;
  }
  let leaf: Leaf<V> | undefined = node;
  while (leaf && leaf.key !== key) leaf = leaf.next;
  return leaf;
}

function insert<V>(branch: Branch<V>, shift: number, leaf: Leaf<V>): Branch<V> {
  const bit = bitAt(leaf.hash, shift);
  const slot = slotOf(branch.bitmap, bit);
  const slots = branch.slots.slice();
  const there = branch.bitmap & bit ? branch.slots[slot] : undefined;
  if (!there) slots.splice(slot, 0, leaf);
  else slots[slot] = isBranch(there) ? insert(there, shift + 5, leaf) : join(there, shift + 5, leaf);
  return { bitmap: branch.bitmap | bit, slots };
}

/** Two leaves that met in one slot. */
function join<V>(old: Leaf<V>, shift: number, leaf: Leaf<V>): Node<V> {
  if (old.hash === leaf.hash) return { ...leaf, next: withoutKey(old, leaf.key) };
  return insert(insert(empty as Branch<V>, shift, old), shift, leaf);
}

function withoutKey<V>(leaf: Leaf<V> | undefined, key: string): Leaf<V> | undefined {
  if (!leaf) return undefined;
  const next = withoutKey(leaf.next, key);
  if (leaf.key === key) return next;
  return next === leaf.next ? leaf : { ...leaf, next };
}

/** Nothing is left when the last entry below a node goes. */
function remove<V>(node: Node<V>, shift: number, hash: number, key: string): Node<V> | undefined {
  if (!isBranch(node)) return withoutKey(node, key);
  const bit = bitAt(hash, shift);
  const slot = slotOf(node.bitmap, bit);
  const below = node.slots[slot];
  if (!(node.bitmap & bit) || !below) return node;
  const left = remove(below, shift + 5, hash, key);
  const slots = node.slots.slice();
  if (left) {
    slots[slot] = left;
    return { bitmap: node.bitmap, slots };
  }
  slots.splice(slot, 1);
  return slots.length > 0 ? { bitmap: node.bitmap & ~bit, slots } : undefined;
}

function* walk<V>(node: Node<V>): IterableIterator<V> {
  if (isBranch(node)) {
    for (const slot of node.slots) yield* walk(slot);
    return;
  }
  if (!node.next) {
    yield node.value;
    return;
  }
  // Entries that share a hash are chained in the order of their arrival, which must not show.
  const entries: Leaf<V>[] = [];
  for (let leaf: Leaf<V> | undefined = node; leaf; leaf = leaf.next) entries.push(leaf);
  entries.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { value } of entries) yield value;
}
