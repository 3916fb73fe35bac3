/**
 * Names in a report come from files that somebody else wrote. On a terminal a control character could repaint the
 * screen, and an override of the writing direction could show another order than the real one: both are made visible.
 * Each is replaced by one code unit, so that offsets stay.
 */
const controls = /[^\P{Cc}\t\n\r]/gu;
const invisible = /[\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The text with control characters as pictures; tabs and line ends stay. */
export const visible = (text: string): string => text.replace(controls, picture).replace(invisible, '\ufffd');

function picture(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : '\ufffd';
}

/** The same, with each run of line ends as one blank. */
export const onOneLine = (text: string): string =>
  visible(text)
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('\t', ' ');
