import type { Shown } from './untouched-schemas.ts';

export type Roll = (sides: number) => number;

interface Key {
  readonly scalar: string;
  readonly native: string;
  readonly names: readonly string[];
}

const keys: readonly { readonly scalar: string; readonly native: string }[] = [
  { scalar: 'Int', native: '' },
  { scalar: 'String', native: '' },
  { scalar: 'String', native: '@db.Uuid' },
  { scalar: 'BigInt', native: '' },
  { scalar: 'String', native: '@db.VarChar(30)' },
  { scalar: 'DateTime', native: '@db.Timestamptz(6)' },
];
const actions = ['Cascade', 'Restrict', 'NoAction', 'SetNull', 'SetDefault'];

/** A schema that nobody would write, the same one for the same seed. */
export function invented(seed: number): Shown {
  const roll = dice(seed);
  const models = Array.from({ length: 2 + roll(6) }, (_, at) => inventKey(at, roll));
  const fields = models.map((key, at) => [
    ...key.names.map((name) => `${name} ${key.scalar} ${key.native} ${roll(2) ? `@map("${name} of ${at}")` : ''}`),
    `more ${key.scalar} @unique ${key.native}`,
    key.names.length === 1 ? `@@id([${key.names}])` : `@@id([${key.names}], name: "both", map: "pk ${at}")`,
    ...(roll(3) ? [] : [`@@map("m_${at}")`]),
  ]);
  for (let number = 0; number < 2 + models.length * 2; number++) relate(number, models, fields, roll);
  const blocks = fields.map((lines, at) => `model M${at} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`);
  return {
    name: `invented with seed ${seed}`,
    text: `datasource db {\n  provider = "postgresql"\n}\n${blocks.join('')}`,
  };
}

function inventKey(at: number, roll: Roll): Key {
  const type = keys[roll(keys.length)] ?? { scalar: 'Int', native: '' };
  return { ...type, names: roll(3) === 0 ? [`k${at}`, 'second'] : ['id'] };
}

/** Adds one relation: to a key or to another unique column, with or without what may be left out. */
function relate(number: number, models: readonly Key[], fields: readonly string[][], roll: Roll): void {
  const [from, to] = [roll(models.length), roll(models.length)];
  const key = models[to];
  if (!key) return;
  const name = `r${number}`;
  if (roll(5) === 0) {
    if (key.names.length > 1 || (models[from]?.names.length ?? 2) > 1) return;
    fields[from]?.push(`a${number} M${to}[] @relation("${name}")`);
    fields[to]?.push(`b${number} M${from}[] @relation("${name}")`);
    return;
  }
  const references = roll(3) === 0 ? ['more'] : key.names;
  const optional = references.map(() => roll(2) === 0);
  const own = references.map((_, at) => `${name}_${at}`);
  const alone = roll(4) === 0;
  for (const [at, column] of own.entries()) {
    fields[from]?.push(`${column} ${key.scalar}${optional[at] ? '?' : ''} ${key.native}`);
  }
  if (alone) fields[from]?.push(`@@unique([${own}]${roll(2) ? `, map: "u${number}"` : ''})`);
  else if (roll(2)) fields[from]?.push(`@@index([${own}])`);
  const action = (when: string): string => (roll(2) ? `, ${when}: ${actions[roll(actions.length)]}` : '');
  const named = roll(4) ? '' : `, map: "fk ${number}"`;
  const mark = optional.includes(true) ? '?' : '';
  fields[from]?.push(
    `a${number} M${to}${mark} @relation("${name}", fields: [${own}], references: [${references}]${action('onDelete')}${action('onUpdate')}${named})`,
  );
  fields[to]?.push(`b${number} M${from}${alone ? '?' : '[]'} @relation("${name}")`);
}

/** Numbers below `sides`, the same ones for the same seed (mulberry32, by Tommy Ettinger). */
export function dice(seed: number): Roll {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}
