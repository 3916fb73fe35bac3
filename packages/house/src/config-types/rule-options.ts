import type { Option, Options } from '@refint/rule';
import type { RuleFace } from '../generated.ts';
import { literal } from './config-types.ts';

/** What may be given for the options of each of our own rules, as a module. */
export function ruleOptions(faces: readonly RuleFace[]): string {
  const plugins = [...new Set(faces.map(({ id }) => id.split('/')[0]!))].sort();
  return `
/** The names of the plugins that come along: a rule of theirs that is not below does not exist. */
export type OwnPlugin = ${plugins.map(literal).join(' | ')};

/** A rule that has no options. */
export interface NoOptions {
  readonly [name: string]: never;
}

/** By rule: what may be given for its options. */
export interface OwnRuleOptions {
${faces.map((face) => `  /** ${face.summary} */\n  readonly '${face.id}': ${optionsType(face.options)};\n`).join('')}}
`;
}

function optionsType(options: Options = {}): string {
  const rows = Object.entries(options).map(
    ([name, option]) => `    /** ${option.about} ${defaultOf(option)} */\n    readonly ${name}?: ${typeOf(option)};\n`,
  );
  return rows.length === 0 ? 'NoOptions' : `{\n${rows.join('')}  }`;
}

const defaultOf = (option: Option): string => `When left out: \`${JSON.stringify(option.default)}\`.`;

function typeOf(option: Option): string {
  switch (option.kind) {
    case 'flag':
      return 'boolean';
    case 'number':
      return 'number';
    case 'text':
      return 'string';
    case 'texts':
      return 'string | readonly string[]';
    case 'choice':
      return option.words.map(literal).join(' | ');
  }
}
