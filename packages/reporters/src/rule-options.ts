import type { AnyRule, Option, Options } from '@refint/rule';

/** The part of a rule's page about what a configuration may choose, in Markdown; empty for a rule without options. */
export function optionsSection({ id, options = {} }: Pick<AnyRule, 'id' | 'options'>): string {
  const all = Object.entries(options as Options);
  if (all.length === 0) return '';
  const lines = all.map(
    ([name, option]) =>
      `- \`${name}\`, ${kindOf(option)}: ${option.about} \`${JSON.stringify(option.default)}\` when left out.`,
  );
  return `## Options\n\n${lines.join('\n')}\n\n\`\`\`json\n${exampleFor(id, all)}\n\`\`\`\n`;
}

/** A configuration that gives each option a value which is not the usual one. */
export function exampleFor(id: string, options: readonly (readonly [string, Option])[]): string {
  const given = options.map(([name, option]) => `${JSON.stringify(name)}: ${inJson(exampleOf(option))}`);
  return `{\n  "rules": { ${JSON.stringify(id)}: ["on", { ${given.join(', ')} }] }\n}`;
}

const inJson = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : JSON.stringify(value);

function exampleOf(option: Option): unknown {
  if (option.example !== undefined) return option.example;
  if (option.kind === 'flag') return !option.default;
  if (option.kind === 'choice') return option.words.find((word) => word !== option.default) ?? option.default;
  return option.default;
}

function kindOf(option: Option): string {
  switch (option.kind) {
    case 'flag':
      return '`true` or `false`';
    case 'number': {
      const { whole = false, least, most } = option;
      const bounds = `${least === undefined ? '' : ` from ${least}`}${most === undefined ? '' : ` to ${most}`}`;
      return `a ${whole ? 'whole ' : ''}number${bounds}`;
    }
    case 'text':
      return 'a text';
    case 'texts':
      return 'a text or a list of texts';
    case 'choice': {
      const words = option.words.map((word) => `\`"${word}"\``);
      return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
    }
  }
}
