import { remembered, rememberedOfText } from '../remembered.ts';
import type { Table, TableId } from '../table.ts';
import { keyOfWords, wordsOf } from './words.ts';

/** Tables by what they are called, in the database and by the ORM, and by parts of it. */
export interface TableNames {
  /** By the whole name. */
  readonly whole: ReadonlyMap<string, readonly TableId[]>;
  /** By each end of the name: `worker` for BackgroundWorker. */
  readonly ends: ReadonlyMap<string, readonly TableId[]>;
  /** By each beginning of the name: `table` for table_meta. */
  readonly beginnings: ReadonlyMap<string, readonly TableId[]>;
}

/** Names of the tables that can be referenced: views have no keys. */
export const tableNames = remembered((tables: readonly Table[]): TableNames => {
  const whole = new Map<string, TableId[]>();
  const ends = new Map<string, TableId[]>();
  const beginnings = new Map<string, TableId[]>();
  for (const table of tables) {
    if (table.form === 'view') continue;
    for (const name of table.model === table.name ? [table.name] : [table.name, table.model]) {
      const keys = keysOf(name);
      add(whole, keys.whole, table.id);
      for (const key of keys.ends) add(ends, key, table.id);
      for (const key of keys.beginnings) add(beginnings, key, table.id);
    }
  }
  return { whole, ends, beginnings };
});

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
export function usersIn({ whole, ends }: TableNames): TableId | undefined {
  const key = keyOfWords(['user']);
  const [user, another] = whole.get(key) ?? ends.get(key) ?? [];
  return another ? undefined : user;
}

function add(to: Map<string, TableId[]>, key: string, table: TableId): void {
  const held = to.get(key);
  if (!held) to.set(key, [table]);
  else if (!held.includes(table)) held.push(table);
}
