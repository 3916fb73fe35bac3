import type { Expression } from '@refint/model';
import { evaluate } from './evaluate.ts';
import type { Scope } from './scope.ts';
import { truth } from './values.ts';

/** What the condition of a guard is at this moment: true, false, NULL (which counts as false), or unknown. */
export const ask = (condition: Expression, scope: Scope): boolean | null | undefined =>
  truth(evaluate(condition, scope));
