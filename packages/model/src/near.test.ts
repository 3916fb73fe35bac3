import { describe, expect, test } from 'vitest';
import { nearest } from './near.ts';

describe('the name that was meant', () => {
  test.each([
    ['user_id', ['id', 'user_ids', 'name'], 'user_ids'],
    ['userId', ['user_id', 'id'], 'user_id'],
    ['UserID', ['user_id', 'user'], 'user_id'],
    ['athor_id', ['author_id', 'other_id'], 'author_id'],
    ['approval_policy_id', ['id', 'policy_id', 'created_at'], 'policy_id'],
    ['policy_id', ['approval_policy_id', 'price'], 'approval_policy_id'],
    ['workspaces', ['workspace', 'users'], 'workspace'],
    ['straße_id', ['strasse_id', 'stadt_id'], 'strasse_id'],
  ])('%s of %j is %s', (name, candidates, meant) => {
    expect(nearest(name, candidates)).toBe(meant);
    expect(nearest(name, [...candidates].reverse())).toBe(meant);
  });

  test.each([
    ['policy_id', ['id', 'created_at', 'price']],
    ['organization_id', ['user_id', 'id']],
    ['x', []],
    ['', ['a']],
    ['a', ['']],
    ['___', ['id']],
  ])('%s is none of %j', (name, candidates) => {
    expect(nearest(name, candidates)).toBeUndefined();
  });
});
