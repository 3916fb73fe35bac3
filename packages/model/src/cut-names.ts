import type { Change, ConstraintDefinition, CutName, Named } from './change.ts';
import { picking } from './same-list.ts';
import type { Moment, Timeline } from './timeline.ts';

/** A name that a migration gives to something and that the database does not keep as it is written. */
export interface TooLong {
  readonly moment: Moment;
  readonly cut: CutName;
  /** What was written for the thing that has the name already, so that this one is not made; nothing when it is. */
  readonly taken: string | undefined;
}

/** Names that are given and cut, each way of writing one once; and those that another one is equal to when it is cut. */
export function tooLongNames({ moments }: Timeline): readonly TooLong[] {
  const found: TooLong[] = [];
  const first = new Map<string, string>();
  const told = new Set<string>();
  for (const moment of cutting(moments)) {
    const { cutNames } = moment.statement;
    const given = namesGivenBy(moment.change);
    for (const cut of cutNames) {
      if (!given.some((one) => isIt(one, cut)) || told.has(cut.written)) continue;
      const known = first.get(cut.name);
      const isMade = moment.outcome.kind === 'done' || moment.outcome.kind === 'doubtful';
      const taken = !isMade && known !== cut.written && isTold(moment, cut.name) ? known : undefined;
      if (!isMade && taken === undefined) continue;
      told.add(cut.written);
      if (isMade && known === undefined) first.set(cut.name, cut.written);
      found.push({ moment, cut, taken });
    }
  }
  return found;
}

type Cutting = Moment & { readonly statement: { readonly cutNames: readonly CutName[] } };

const cutting = picking((moment: Moment): moment is Cutting => moment.statement.cutNames !== undefined);

/** A qualified name ends where its last part does; names that code puts together stand at one place. */
const isIt = (given: Named, { name, span }: CutName): boolean => given.name === name && given.span.end === span.end;

/** Whether it is because of that name that a change does nothing. */
function isTold({ outcome }: Moment, name: string): boolean {
  switch (outcome.kind) {
    case 'unchanged':
      return true;
    case 'failed':
    case 'swallowed':
      return outcome.failure.code !== '42P01' && outcome.failure.text.includes(`"${name}"`);
    case 'skipped':
      return outcome.guard.because.includes(name);
    default:
      return false;
  }
}

/** The names that a change gives to something. */
function namesGivenBy(change: Change): readonly Named[] {
  if (change.kind === 'rename') return [change.to];
  if (change.kind !== 'add') return [];
  switch (change.entity) {
    case 'table': {
      const { name, columns, constraints } = change;
      return [name, ...columns.flatMap((one) => [one.name, ...named(one.constraints)]), ...named(constraints)];
    }
    case 'column':
      return [change.column.name, ...named(change.column.constraints)];
    case 'constraint':
      return named([change.constraint]);
    case 'index':
      return change.index.name ? [change.index.name] : [];
    case 'enum-value':
      return [];
    default:
      return [change.name];
  }
}

const named = (constraints: readonly ConstraintDefinition[]): readonly Named[] =>
  constraints.flatMap(({ name }) => name ?? []);
