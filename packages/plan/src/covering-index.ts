import { cutBytes, findsRows, type Snapshot, sameNames, splitTableId, type TableId } from '@refint/model';
import type { CoveringIndex } from './plan.ts';

const limit = 63;

/**
 * Says for one reference after the other which index finds its rows: one that is there, one that the schema declares and no
 * migration made, or a new one under the name that Prisma would give it. It remembers what it has promised.
 */
export class Indexes {
  readonly #made: Snapshot;
  readonly #declared: Snapshot | undefined;
  readonly #promised: { readonly table: TableId; readonly index: CoveringIndex }[] = [];

  constructor(made: Snapshot, declared: Snapshot | undefined) {
    this.#made = made;
    this.#declared = declared;
  }

  for(table: TableId, columns: readonly string[]): CoveringIndex {
    const found = this.#made.indexCovering(table, columns);
    if (found) return { name: found.name, columns: found.columns, isThere: true, isDeclared: true };
    const promised = this.#promised.find(
      (one) => one.table === table && sameNames(one.index.columns.slice(0, columns.length), columns),
    );
    if (promised) return promised.index;
    const index = this.#new(table, columns);
    this.#promised.push({ table, index });
    return index;
  }

  #new(table: TableId, columns: readonly string[]): CoveringIndex {
    const declared = this.#declared
      ?.table(table)
      ?.indexes.find((one) => isPlain(one) && !one.unique && one.method === 'btree' && findsRows(one, columns));
    if (declared) return { name: declared.name, columns: declared.columns, isThere: false, isDeclared: true };
    const { schema, name } = splitTableId(table);
    const stem = `${name}_${columns.join('_')}`;
    const isTaken = (name: string): boolean =>
      [this.#made, this.#declared].some((state) => state?.relationNamed(schema, name)) ||
      this.#promised.some((one) => splitTableId(one.table).schema === schema && one.index.name === name);
    let own = withSuffix(stem, '_idx');
    for (let at = 2; isTaken(own); at++) own = withSuffix(stem, `_${at}_idx`);
    return { name: own, columns, isThere: false, isDeclared: false };
  }
}

const isPlain = ({
  expressions,
  predicate,
  include,
  options,
}: Snapshot['tables'][number]['indexes'][number]): boolean =>
  !expressions && predicate === undefined && include.length === 0 && !options?.some((one) => one !== undefined);

/** What is too long is cut before the suffix, as Prisma does it. */
const withSuffix = (stem: string, suffix: string): string => cutBytes(stem, limit - suffix.length) + suffix;
