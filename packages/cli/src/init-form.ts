import type { ConfigForm } from '@refint/reporters';
import type { Refusal, Site } from '@refint/workspace';
import { oneOf } from './options.ts';

type Surroundings = Site['surroundings'];

const formats = ['ts', 'js', 'yaml', 'json'] as const;

/** The format that was asked for; a refusal says which there are. */
export const formatOf = (format: string): (typeof formats)[number] | Refusal => oneOf('--format', format, formats);

/**
 * How the configuration is written. An import of refint is an error to a compiler where refint is not installed, so it stands
 * only where it is; a project without TypeScript gets a module that any Node runs, and one without a package.json gets data.
 */
export function formFor(
  { hasTypeScript, isPackage, dependencies }: Surroundings,
  format: (typeof formats)[number] | undefined,
): ConfigForm {
  if (format === 'yaml' || format === 'json') return format;
  const inTypeScript = dependencies.has('refint') ? 'typescript' : 'plain';
  if (format !== undefined) return format === 'ts' ? inTypeScript : 'javascript';
  if (hasTypeScript) return inTypeScript;
  return isPackage ? 'javascript' : 'yaml';
}

/** The name of a configuration. */
export const nameOf = (form: ConfigForm): string => `refint.config.${endings[form]}`;

const endings: Readonly<Record<ConfigForm, string>> = {
  typescript: 'ts',
  plain: 'ts',
  javascript: 'mjs',
  yaml: 'yaml',
  json: 'json',
};
