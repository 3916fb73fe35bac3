import type { Named, QualifiedName } from './change.ts';
import type { FailingStatement } from './failing.ts';
import type { Moment, Timeline } from './timeline.ts';

/** A value of an enum that is used before the transaction ends which adds it. */
export interface NewValue {
  readonly moment: Moment;
  readonly type: QualifiedName;
  readonly value: Named;
}

/** The value that a statement fails to use, with the change that adds it; nothing for other failures. */
export function newValueIn({ moments }: Timeline, { moment, failure }: FailingStatement): NewValue | undefined {
  if (failure.code !== '55P04') return undefined;
  for (let at = moments.indexOf(moment) - 1; at >= 0; at--) {
    const earlier = moments[at];
    if (earlier?.transaction !== moment.transaction) return undefined;
    const { change, outcome } = earlier;
    if (change.kind !== 'add' || change.entity !== 'enum-value' || outcome.kind !== 'done') continue;
    const { type, value } = change;
    if (failure.text.includes(`"${value.name}"`)) return { moment: earlier, type, value };
  }
  return undefined;
}
