import { expect, test } from 'vitest';
import { isCalledAfter } from './called-after.ts';
import { tableId } from './table.ts';

test.each([
  ['punchlist_items', 'punchlists', true],
  ['atp_submission_documents', 'atp_submissions', true],
  ['TaskRunAttempt', 'TaskRun', true],
  ['order-lines', 'Orders', true],
  ['category_texts', 'categories', true],
  ['punchlists', 'punchlists', false],
  ['punchlist', 'punchlist_items', false],
  ['userland', 'users', false],
  ['posts', 'users', false],
])('%s after %s: %s', (part, whole, expected) => {
  expect(isCalledAfter(tableId('public', part), tableId('app', whole))).toBe(expected);
});
