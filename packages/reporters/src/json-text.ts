/**
 * A value as JSON, indented, with a line end. JSON allows the controls of Latin 1 and DELETE as they are, but a terminal may
 * obey them, so they are escaped as the others are: it is the same value to who reads it.
 */
export const jsonText = (value: unknown): string =>
  `${JSON.stringify(value, undefined, 2).replace(/[\u007f-\u009f]/g, escaped)}\n`;

const escaped = (control: string): string => `\\u00${control.charCodeAt(0).toString(16)}`;
