import { type Problem, sameData, type Timeline } from '@refint/model';
import type { AnyRule, Project } from '@refint/rule';
import { type Examined, type Moves, moved } from './examine.ts';
import type { ProjectInput, Settings } from './input.ts';

/** What rules answered the last time, about a schema and a history that say the same since then. */
interface Answers {
  readonly timeline: Timeline | undefined;
  readonly problems: readonly Problem[];
  readonly asked: unknown;
  readonly byRule: ReadonlyMap<AnyRule, Examined>;
}

const latest = new WeakMap<object, Answers>();

/**
 * Most letters that somebody types in a schema change nothing that it says. Rules that were asked about it before answer the same
 * then, at the places of now; those whose answers are about what is edited are asked again.
 */
export class AnswersAgain {
  readonly #last: Answers | undefined;
  readonly #moves: Moves;
  readonly #byRule = new Map<AnyRule, Examined>();

  constructor(project: Project, input: ProjectInput, settings: Settings) {
    const { declared, timeline, name, runner, external } = project;
    const { schema, migrations = [] } = input;
    const saying = isUsual(settings) ? declared?.saying : undefined;
    const asked = { settings, name, runner, external };
    const problems = declared?.problems ?? [];
    const last = saying && latest.get(saying);
    const isSame =
      last && last.timeline === timeline && isAlike(last.problems, problems) && sameData(last.asked, asked);
    this.#last = isSame ? last : undefined;
    const texts = this.#last ? [...schema, ...migrations.map(({ source }) => source)] : [];
    this.#moves = { texts: new Set(texts), placeNow: declared?.placeNow };
    if (saying) latest.set(saying, { timeline, problems, asked, byRule: this.#byRule });
  }

  /** What a rule would answer; nothing where it has to be asked. */
  of(rule: AnyRule): Examined | undefined {
    const last = this.#last?.byRule.get(rule);
    return last && moved(last, this.#moves);
  }

  put(rule: AnyRule, answer: Examined): void {
    this.#byRule.set(rule, answer);
  }
}

/** Where overrides decide about answers, or migrations are asked how they run, more than that would have to be the same. */
const isUsual = ({ overrides, since }: Settings): boolean => !overrides && !since;

/** Whether the same is wrong with a schema, in other words perhaps. */
const isAlike = (some: readonly Problem[], others: readonly Problem[]): boolean =>
  some.length === others.length &&
  some.every(({ kind, fatal }, at) => kind === others[at]?.kind && fatal === others[at]?.fatal);
