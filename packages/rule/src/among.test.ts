import { expect, test } from 'vitest';
import { among } from './among.ts';

test('each member is asked once, for each question', () => {
  let asked = 0;
  const isEven = ({ n }: { readonly n: number }) => {
    asked++;
    return n % 2 === 0;
  };
  const isLarge = ({ n }: { readonly n: number }) => n > 2;
  const list = [{ n: 1 }, { n: 2 }, { n: 4 }];
  expect(among(list, isEven)).toEqual([{ n: 2 }, { n: 4 }]);
  expect(among(list, isEven)).toBe(among(list, isEven));
  expect(asked).toBe(3);
  expect(among(list, isLarge)).toEqual([{ n: 4 }]);
  expect(among([...list], isEven)).toBe(among(list, isEven));
  expect(asked).toBe(3);
  expect(among([...list, { n: 6 }], isEven)).toEqual([{ n: 2 }, { n: 4 }, { n: 6 }]);
  expect(asked).toBe(4);
});
