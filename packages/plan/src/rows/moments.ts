import type { DataType } from '@refint/model';
import { dayText, timeText } from './calendar.ts';

/** A moment as a column of dates or of timestamps takes it. */
export function momentText(at: number, { name }: DataType): string {
  if (name === 'date') return dayText(at);
  return `${dayText(at)} ${timeText(at)}${name.endsWith('with time zone') ? '+00' : ''}`;
}
