/**
 * A map that is never changed, as far as anybody can see: `set` and `delete` give a new one, and the old one answers as
 * before. A timeline keeps the state before and after thousands of changes, and copying the list of tables for each of
 * them costs seconds. Nearly all questions are about the newest state, so that one has a plain `Map`, and each older one
 * only what it has otherwise than the next. Who asks an older one moves the `Map` there, step by step (Baker, "Shallow
 * binding makes functional arrays fast", 1991).
 */
export interface PersistentMap<V extends {}> {
  readonly size: number;
  get(key: string): V | undefined;
  has(key: string): boolean;
  set(key: string, value: V): PersistentMap<V>;
  delete(key: string): PersistentMap<V>;
  /** In the order of their keys, by UTF-16 code units; each time the very same list. */
  values(): readonly V[];
}

export const emptyMap = <V extends {}>(): PersistentMap<V> => new Version<V>(new Map());

class Version<V extends {}> implements PersistentMap<V> {
  /** The entries, where this is the version that has them. */
  #entries: Map<string, V> | undefined;
  /** Where this is not: the version beside it that is nearer to them, and the one entry that is otherwise here. */
  #nearer: Version<V> | undefined;
  #key: string;
  /** Nothing when the key is not in this version. */
  #value: V | undefined;
  #listed: readonly V[] | undefined;
  /** A list that is the same but for one value, as far as that is known. */
  #beside: { readonly list: readonly V[]; readonly old: V; readonly value: V } | undefined;

  constructor(entries: Map<string, V>) {
    this.#entries = entries;
    this.#nearer = undefined;
    this.#key = '';
    this.#value = undefined;
    this.#listed = undefined;
    this.#beside = undefined;
  }

  get size(): number {
    return (this.#entries ?? this.#fetched()).size;
  }

  get(key: string): V | undefined {
    return (this.#entries ?? this.#fetched()).get(key);
  }

  has(key: string): boolean {
    return (this.#entries ?? this.#fetched()).has(key);
  }

  set(key: string, value: V): PersistentMap<V> {
    const entries = this.#entries ?? this.#fetched();
    const old = entries.get(key);
    if (old === value) return this;
    entries.set(key, value);
    const next = this.#followedBy(entries, key, old);
    // Where one takes the place of another, all others stay in theirs. Whether anybody asks for the list is not known yet.
    if (this.#listed && old !== undefined) next.#beside = { list: this.#listed, old, value };
    return next;
  }

  delete(key: string): PersistentMap<V> {
    const entries = this.#entries ?? this.#fetched();
    const old = entries.get(key);
    if (old === undefined) return this;
    entries.delete(key);
    return this.#followedBy(entries, key, old);
  }

  /** A copy: the entries may move on while somebody still goes through the values. */
  values(): readonly V[] {
    this.#listed ??= this.#replacedIn();
    if (!this.#listed) {
      const entries = this.#entries ?? this.#fetched();
      // Left to itself, `sort` compares as is wanted here, and in half of the time.
      this.#listed = [...entries.keys()].sort().map((key) => entries.get(key) as V);
    }
    return this.#listed;
  }

  /** The list beside with one value in the place of another; nothing where it is not known which place that is. */
  #replacedIn(): readonly V[] | undefined {
    const beside = this.#beside;
    this.#beside = undefined;
    const at = beside ? beside.list.indexOf(beside.old) : -1;
    return beside && at >= 0 && at === beside.list.lastIndexOf(beside.old)
      ? beside.list.with(at, beside.value)
      : undefined;
  }

  /** The version that has the entries from now on. This one had `value` under `key`. */
  #followedBy(entries: Map<string, V>, key: string, value: V | undefined): Version<V> {
    const next = new Version<V>(entries);
    this.#entries = undefined;
    this.#nearer = next;
    this.#key = key;
    this.#value = value;
    return next;
  }

  /** Brings the entries here, past all versions between. */
  #fetched(): Map<string, V> {
    const between: Version<V>[] = [];
    let holder: Version<V> = this;
    for (; holder.#nearer; holder = holder.#nearer) between.push(holder);
    const entries = holder.#entries ?? new Map<string, V>();
    for (let next = between.pop(); next; next = between.pop()) {
      const key = next.#key;
      const value = next.#value;
      holder.#entries = undefined;
      holder.#nearer = next;
      holder.#key = key;
      holder.#value = entries.get(key);
      if (value === undefined) entries.delete(key);
      else entries.set(key, value);
      next.#nearer = undefined;
      next.#value = undefined;
      holder = next;
    }
    this.#entries = entries;
    return entries;
  }
}
