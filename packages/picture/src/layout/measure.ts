/**
 * How wide a text will be. Nobody knows the fonts of who looks at the picture, so names of columns are set in a font whose letters have one
 * width, and for names of tables the letters of the usual sans-serif fonts are taken, with a little room.
 */
const narrow = /[fijlrtI.,:;'|()[\]\-!/ ]/;
const wide = /[mwMW@%]/;
const capital = /[A-Z0-9_&#?]/;
const double =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud800-\udbff]/;

/** The width of a text in a sans-serif font of a size. */
export function sansWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) {
    if (double.test(letter)) width += 1.05;
    else if (narrow.test(letter)) width += 0.42;
    else if (wide.test(letter)) width += 1.02;
    else width += capital.test(letter) ? 0.76 : 0.66;
  }
  return Math.ceil(width * size);
}

/** The width of a text in a font whose letters are all equally wide. */
export function monoWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += double.test(letter) ? 1.2 : 0.605;
  return Math.ceil(width * size);
}

/** A text that is cut where it is longer than so many letters, with a sign that it was. */
export const short = (text: string, most: number): string => {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
};
