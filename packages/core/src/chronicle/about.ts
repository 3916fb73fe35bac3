import type { ForeignKeyEvent, Moment, TableId, Timeline } from '@refint/model';
import { tablesNamed } from '@refint/model';
import type { Entry } from './entry.ts';
import { type Life, livesAround, type Spell } from './lives.ts';

/** What is told of one table. */
export interface TableStory {
  readonly id: TableId;
  /** Other names that it, or what it took the place of, had before or has now, in the order in which they were given. */
  readonly names: readonly Naming[];
  /** What it is today; nothing when it is gone. */
  readonly today: TableId | undefined;
  /** Whether an entry has to do with the table, which is so for few of what a statement about another one takes along. */
  readonly isTold: (moment: Moment, entry: Entry) => boolean;
}

/** A name with the migration that gave it; nothing where the table had it before all of them. */
export interface Naming {
  readonly id: TableId;
  readonly migration: string | undefined;
}

/**
 * Which moments have to do with a table: those that change it under any of its names, that name it and fail, and that make
 * or drop a foreign key from it or to it. Today's name stands for the table that has it, with all of its earlier names, and
 * for those that had the name before and are gone, as after a swap; of one that went on under another name only the time in
 * which it had this one.
 */
export function storyOf(id: TableId, { moments, foreignKeyEvents }: Timeline): TableStory {
  const lives = livesAround(id, moments).filter(({ spells }) => spells.some((spell) => spell.id === id));
  const holder = lives.find(({ spells }) => isNow(spells.at(-1), id));
  const told = lives.map((life) => (holder && life !== holder ? upTo(life, id) : life));
  const ends = endsByMoment(foreignKeyEvents);
  const relevant = new Map<Moment, ReadonlySet<TableId>>();
  const spells = told.flatMap((life) => life.spells).sort((a, b) => a.from - b.from);
  const has = namesByMoment(spells);
  for (const [at, moment] of moments.entries()) {
    const { before, after } = moment;
    const names = has(at);
    const isChanged = [...names].some((name) => before.table(name) !== after.table(name));
    // A name that nobody has, or that only statements have that cannot run.
    names.add(id);
    const isNamed = tablesNamed(moment).some((name) => names.has(name));
    if (isChanged || isNamed || ends.get(moment)?.some((end) => names.has(end))) relevant.set(moment, names);
  }
  const names = spells.map(({ id: name, from }) => ({ id: name, migration: giver(moments[from]) }));
  const alive = holder ?? told.find(({ spells: all }) => all.at(-1)?.to === undefined);
  const isTold = (moment: Moment, entry: Entry): boolean => {
    const here = relevant.get(moment);
    return here !== undefined && (!entry.consequence || isAbout(entry, here));
  };
  return { id, names, today: alive?.spells.at(-1)?.id, isTold };
}

const isAbout = ({ table, reference }: Entry, names: ReadonlySet<TableId>): boolean =>
  [table, reference?.table, reference?.referencedTable].some((id) => id !== undefined && names.has(id));

/** The migration of a moment in which a table gets a name; what is only altered there had it before. */
function giver(moment: Moment | undefined): string | undefined {
  if (!moment) return undefined;
  const { kind, entity } = moment.change;
  const gives = (kind === 'add' && entity === 'table') || kind === 'rename' || entity === 'schema-of';
  return gives ? moment.migration.name : undefined;
}

const isNow = (spell: Spell | undefined, id: TableId): boolean => spell?.id === id && spell.to === undefined;

/** A life that is over is told as a whole; one that goes on under another name is told as long as it had this one. */
function upTo(life: Life, id: TableId): Life {
  const { spells } = life;
  return spells.at(-1)?.to === undefined
    ? { spells: spells.slice(0, spells.findLastIndex((spell) => spell.id === id) + 1) }
    : life;
}

/**
 * The names in use around a moment, with that which is lost in it. It is asked for one moment after the other, and spells
 * are in the order of their beginnings, so that each is looked at once.
 */
function namesByMoment(spells: readonly Spell[]): (at: number) => Set<TableId> {
  let next = 0;
  let open: readonly Spell[] = [];
  return (at) => {
    const begun: Spell[] = [];
    for (let spell = spells[next]; spell && spell.from <= at; spell = spells[++next]) begun.push(spell);
    if (begun.length > 0) open = [...open, ...begun];
    const names = new Set(open.map(({ id }) => id));
    if (open.some(({ to }) => to === at)) open = open.filter(({ to }) => to !== at);
    return names;
  };
}

/** Both ends of every foreign key that a moment is about. */
function endsByMoment(events: readonly ForeignKeyEvent[]): ReadonlyMap<Moment, readonly TableId[]> {
  const ends = new Map<Moment, TableId[]>();
  for (const { moment, table, referencedTable } of events) {
    const known = ends.get(moment);
    if (known) known.push(table, referencedTable);
    else ends.set(moment, [table, referencedTable]);
  }
  return ends;
}
