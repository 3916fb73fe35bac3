import { entriesOf, isList, lineWidth, marked, type Section, type Value } from './section.ts';

/** The keys of a configuration in YAML. */
export const sectionsInYaml = (sections: readonly Section[]): string => sections.map(shown).join('\n');

function shown({ key, comment, value, isExample = false }: Section): string {
  const lines = `${key}:${inYaml(value, '', key.length + 1)}`.split('\n');
  const written = isExample ? lines.map((line) => `# ${line}`) : lines;
  return [...comment.flatMap((text) => marked(text, '#')), ...written, ''].join('\n');
}

/** A value behind its key, on the same line where there is room and nothing else hangs on it. */
function inYaml(value: Value, indent: string, before: number): string {
  if (typeof value !== 'object') return ` ${scalar(value)}`;
  const deeper = `${indent}  `;
  if (!isList(value))
    return entriesOf(value)
      .map(([key, one]) => `\n${deeper}${keyOf(key)}:${inYaml(one, deeper, key.length + 1)}`)
      .join('');
  const flat = ` [${value.map((one) => (typeof one === 'object' ? '' : scalar(one))).join(', ')}]`;
  const isFlat = value.every((one) => typeof one !== 'object');
  if (isFlat && indent.length + before + flat.length < lineWidth) return flat;
  return value.map((one) => `\n${deeper}-${ofList(one, deeper)}`).join('');
}

/** The first line of an object stands behind the dash of its list. */
const ofList = (value: Value, indent: string): string => inYaml(value, indent, 1).replace(/^\n\s*/, ' ');

const keyOf = (key: string): string => (/^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(key));

/** Words that YAML takes for something else than text, in one of its versions. */
const notText = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return /^[A-Za-z_][\w.-]*$/.test(value) && !notText.test(value) ? value : JSON.stringify(value);
}
