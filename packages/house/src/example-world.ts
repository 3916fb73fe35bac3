import type { DeletePolicy } from '@refint/rule';
import type { World } from '@refint/testkit';

/** A list is a list; a single word, as people write it in a configuration, is a list of one. */
type Written<T> = T | readonly T[];

interface WrittenConfiguration {
  readonly deletes?: readonly {
    readonly from?: Written<string>;
    readonly to?: Written<string>;
    readonly onDelete: Written<DeletePolicy[number]['onDelete'][number]>;
    readonly priority?: string;
    readonly because?: string;
  }[];
}

/** The part of an example's refint.config.json that a rule can ask for. */
export function worldOf(files: Readonly<Record<string, string>>): World {
  const text = files['refint.config.json'];
  if (text === undefined) return {};
  const { deletes = [] } = JSON.parse(text) as WrittenConfiguration;
  return {
    deletes: deletes.map(({ from, to, onDelete, priority, because }) => ({
      from: from === undefined ? undefined : listOf(from),
      to: to === undefined ? undefined : listOf(to),
      onDelete: listOf(onDelete),
      priority,
      because,
    })),
  };
}

const listOf = <T>(written: Written<T>): readonly T[] => (Array.isArray(written) ? written : [written as T]);
