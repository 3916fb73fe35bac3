import { expect, test } from 'vitest';
import { keyOfWords, stemOf, wordsOf } from './words.ts';

test.each([
  ['reviewerUserId', 'reviewer user id'],
  ['reviewer_user_id', 'reviewer user id'],
  ['ReviewerUserID', 'reviewer user id'],
  ['customGitSSHKeyId', 'custom git ssh key id'],
  ['ssh-key', 'ssh key'],
  ['Model3D', 'model3 d'],
  ['commentV2Id', 'comment v2 id'],
  ['GTAMapPosition', 'gta map position'],
  ['_prisma__Migrations', 'prisma migrations'],
  ['größe_id', 'größe id'],
  ['ID', 'id'],
  ['', ''],
  ['__', ''],
])('the words of %s', (name, words) => {
  expect(wordsOf(name).join(' ')).toBe(words);
});

test.each([
  ['user', 'users'],
  ['category', 'categories'],
  ['movie', 'movies'],
  ['address', 'addresses'],
  ['status', 'statuses'],
  ['box', 'boxes'],
  ['database', 'databases'],
  ['house', 'houses'],
  ['image', 'images'],
  ['key', 'keys'],
  ['analysis', 'analysis'],
  ['person', 'people'],
  ['child', 'children'],
  ['index', 'indices'],
  ['constructor', 'constructors'],
])('%s is one of %s', (one, several) => {
  expect(stemOf(one)).toBe(stemOf(several));
});

test.each([
  ['user', 'use'],
  ['class', 'clas'],
  ['bus', 'bu'],
])('%s is none of %s', (one, other) => {
  expect(stemOf(one)).not.toBe(stemOf(other));
});

test('blanks and plurals make no difference', () => {
  expect(keyOfWords(wordsOf('blogPosts'))).toBe(keyOfWords(wordsOf('blog_post')));
});
