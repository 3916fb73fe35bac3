import { rememberedOfText } from '../remembered.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Table } from '../table.ts';
import { keyOfWords, wordsOf } from './words.ts';

/** Tables by what they are called, in the database and by the ORM, and by parts of it. */
export interface TableNames {
  /** By the whole name. */
  readonly whole: ReadonlyMap<string, readonly Table[]>;
  /** By each end of the name: `worker` for BackgroundWorker. */
  readonly ends: ReadonlyMap<string, readonly Table[]>;
  /** By each beginning of the name: `table` for table_meta. */
  readonly beginnings: ReadonlyMap<string, readonly Table[]>;
}

/** Names of the tables of a state that can be referenced: views have no keys. */
export function tableNames(state: Snapshot): TableNames {
  const whole = new Map<string, Table[]>();
  const ends = new Map<string, Table[]>();
  const beginnings = new Map<string, Table[]>();
  for (const table of state.tables) {
    if (table.form === 'view') continue;
    for (const name of table.model === table.name ? [table.name] : [table.name, table.model]) {
      const keys = keysOf(name);
      add(whole, keys.whole, table);
      for (const key of keys.ends) add(ends, key, table);
      for (const key of keys.beginnings) add(beginnings, key, table);
    }
  }
  return { whole, ends, beginnings };
}

/** What a name is found by. */
interface Keys {
  readonly whole: string;
  readonly ends: readonly string[];
  readonly beginnings: readonly string[];
}

const keysOf = rememberedOfText((name): Keys => {
  const words = wordsOf(name);
  const ends: string[] = [];
  const beginnings: string[] = [];
  for (let at = 1; at < words.length; at++) {
    ends.push(keyOfWords(words, at));
    beginnings.push(keyOfWords(words, 0, at));
  }
  return { whole: keyOfWords(words), ends, beginnings };
});

/** Where the users of a project are: in the table of that name, or in the only one that ends so, such as `app_users`. */
export function usersIn({ whole, ends }: TableNames): Table | undefined {
  const key = keyOfWords(['user']);
  const [user, another] = whole.get(key) ?? ends.get(key) ?? [];
  return another ? undefined : user;
}

function add(to: Map<string, Table[]>, key: string, table: Table): void {
  const held = to.get(key);
  if (!held) to.set(key, [table]);
  else if (!held.includes(table)) held.push(table);
}
