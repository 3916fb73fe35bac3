/** Days since 1970-01-01 of a day of the Gregorian calendar, by years that begin in March, so that leap days come last. */
export function daysUntil(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return years * 365 + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400) + ofYear - 719_468;
}

export const dayLength = 86_400_000;

/** Milliseconds since 1970 until a day begins, in UTC. */
export const begins = (year: number, month = 1, day = 1): number => daysUntil(year, month, day) * dayLength;

const two = (number: number): string => String(number).padStart(2, '0');

/** A day as `2024-01-31`, from milliseconds since 1970. */
export function dayText(at: number): string {
  const days = Math.floor(at / dayLength);
  // The average year is a little longer than 365.2425 days here and there: the first guess may be one too many.
  let year = Math.floor(days / 365.2425) + 1971;
  while (daysUntil(year, 1, 1) > days) year--;
  let month = 12;
  while (daysUntil(year, month, 1) > days) month--;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(days - daysUntil(year, month, 1) + 1)}`;
}

/** A time of day as `23:59:59`, from milliseconds. */
export function timeText(at: number): string {
  const seconds = Math.floor((((at % dayLength) + dayLength) % dayLength) / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
}
