import { entriesOf, filled, isList, lineWidth, marked, type Section, type Value } from './section.ts';

/** The keys of a configuration as a program writes them: what stands between its outermost braces. */
export const sectionsInJavaScript = (sections: readonly Section[]): string => sections.map(shown).join('\n');

function shown({ key, comment, value, isExample = false }: Section): string {
  const lines = `${key}: ${inJavaScript(value, '  ', key.length + 3)},`.split('\n');
  const written = isExample
    ? lines.map((line, at) => `  // ${at > 0 ? line.slice(2) : line}`)
    : [`  ${lines.join('\n')}`];
  return [...comment.flatMap((text) => marked(text, '  //')), ...written, ''].join('\n');
}

/** A value in the place where `before` letters stand on its line already. */
function inJavaScript(value: Value, indent: string, before: number): string {
  const flat = onOneLine(value);
  if (typeof value !== 'object' || (indent.length + before + flat.length < lineWidth && !holdsObjects(value)))
    return flat;
  const deeper = `${indent}  `;
  if (!isList(value)) {
    const parts = entriesOf(value).map(
      ([key, one]) => `${deeper}${keyOf(key)}: ${inJavaScript(one, deeper, key.length + 3)},\n`,
    );
    return `{\n${parts.join('')}${indent}}`;
  }
  const lines = value.every((one) => typeof one !== 'object')
    ? filled(value.map(onOneLine), deeper)
    : value.map((one) => `${deeper}${inJavaScript(one, deeper, 1)},`);
  return `[\n${lines.join('\n')}\n${indent}]`;
}

/** A list of several objects is read line by line. */
const holdsObjects = (value: Value): boolean =>
  typeof value === 'object' && isList(value) && value.length > 1 && value.some((one) => typeof one === 'object');

function onOneLine(value: Value): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(onOneLine).join(', ')}]`;
  return `{ ${entriesOf(value)
    .map(([key, one]) => `${keyOf(key)}: ${onOneLine(one)}`)
    .join(', ')} }`;
}

const keyOf = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key));

/** In single quotes, with everything escaped that JSON escapes. */
const quoted = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replace(/[\u007f-\u009f\u2028\u2029]/g, escaped)}'`;

const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
