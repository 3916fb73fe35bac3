import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formOf } from './form.ts';
import { parseShape, type RuleName } from './grammar.ts';
import { makeForm } from './make-form.ts';
import { linesOf, usualForm } from './usual-form.ts';
import { usualForms } from './usual-forms.ts';

const shapesOf = (rule: keyof typeof usualForms) => fc.constantFrom(...linesOf(usualForms[rule]).keys());
const attributes = fc.array(shapesOf('attribute'), { maxLength: 6 }).map((parts) => parts.join(''));

/** Lines that are put together from usual parts, with the rule that they are read by. */
const usual = fc.oneof(
  fc.tuple(fc.constant<RuleName>('field'), shapesOf('field'), attributes),
  fc.tuple(fc.constant<RuleName>('enum'), shapesOf('enum'), attributes),
  fc.tuple(fc.constant<RuleName>('blockAttribute'), shapesOf('blockAttribute'), fc.constant('')),
  fc.tuple(fc.constant<RuleName>('assignment'), shapesOf('assignment'), fc.constant('')),
);

test('what is put together is what the grammar makes of the whole line', () => {
  fc.assert(
    fc.property(usual, ([rule, head, more]) => {
      expect({ form: usualForm(rule, head + more) }).toEqual(makeForm(rule, head + more));
    }),
    { numRuns: 3_000 },
  );
});

const letters = fc.constantFrom(...'nnntd@#?()[]{},:=');
const rules = fc.constantFrom<RuleName>('field', 'enum', 'blockAttribute', 'assignment');

test('what the grammar refuses is never put together', () => {
  const mutant = fc
    .tuple(usual, fc.nat(), letters, fc.boolean())
    .map(([[rule, head, more], place, letter, inserts]): [RuleName, string] => {
      const shape = head + more;
      const at = place % (shape.length + 1);
      return [rule, shape.slice(0, at) + (inserts ? letter : '') + shape.slice(at + (inserts ? 0 : 1))];
    });
  const any = fc.tuple(rules, fc.string({ unit: letters, maxLength: 12 }));
  fc.assert(
    fc.property(fc.oneof(mutant, any), ([rule, shape]) => {
      const form = usualForm(rule, shape);
      if (form) expect(makeForm(rule, shape)).toEqual({ form });
    }),
    { numRuns: 3_000 },
  );
});

test('the grammar is loaded only for a line that is not usual', () => {
  // Nothing in this file has loaded it for the reader.
  expect(formOf('field', 'nn?@n(n:[n,n],n:[n,n],n:n)@n(t)')).toHaveProperty('form');
  expect(formOf('blockAttribute', '#n([n,n(n:n)],n:t)')).toHaveProperty('form');
  expect(formOf('field', 'nn@n(n(n(n)))')).toBeUndefined();
  expect(parseShape('field', 'nn@n(n(n(n)))')).toHaveProperty('tree');
});
