import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begins, dayText, timeText } from './calendar.ts';

test('days and times are those of the calendar', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      const [day = '', time = ''] = date.toISOString().split('T');
      expect([dayText(date.getTime()), timeText(date.getTime())]).toEqual([day, time.slice(0, 8)]);
      const [year = 0, month, ofMonth] = day.split('-').map(Number);
      expect(begins(year, month, ofMonth)).toBe(Date.parse(day));
    }),
    { numRuns: 2000, seed: 20261129 },
  );
});
