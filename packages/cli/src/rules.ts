import { loadRuleOptions } from '@refint/reporters';
import type { AnyRule, Plugin } from '@refint/rule';
import { meant, openPlugins, Refusal } from '@refint/workspace';
import { colorsFor } from './colors.ts';
import { defaultPlugins } from './default-plugins.ts';
import type { Io } from './io.ts';
import { markdownForTerminal } from './markdown-for-terminal.ts';
import { pageOf } from './rule-page.ts';

/** The rules that are there: our own and those of the plugins that the configuration names. */
async function known(config: string | undefined, io: Io): Promise<readonly AnyRule[] | Refusal> {
  const plugins = await openPlugins({ cwd: io.cwd, config, plugins: defaultPlugins });
  return plugins instanceof Refusal ? plugins : plugins.flatMap(({ rules }: Plugin) => rules);
}

/** Lists all rules, one on a line: id, severity, and what should be so. */
export async function listRules(config: string | undefined, io: Io): Promise<number | Refusal> {
  const rules = await known(config, io);
  if (rules instanceof Refusal) return rules;
  const width = Math.max(...rules.map(({ id }) => id.length));
  const { bold, dim } = colorsFor(io, io.stdout);
  const lines = rules.map(
    ({ id, severity, summary, strict }) =>
      `${bold(id.padEnd(width))}  ${dim(severity.padEnd(7))}  ${summary}${strict === undefined ? '' : dim(' (strict only)')}\n`,
  );
  io.stdout.write(lines.join(''));
  return 0;
}

/** Shows the page of a rule. */
export async function explainRule(id: string, config: string | undefined, io: Io): Promise<number | Refusal> {
  const rules = await known(config, io);
  if (rules instanceof Refusal) return rules;
  const ids = rules.map((rule) => rule.id as string);
  const rule = rules.find((one) => one.id === id) ?? onlyWith(id, rules);
  if (!rule) {
    const near = meant(id, ids) ?? nearName(id, ids);
    return new Refusal(
      `there is no rule "${id}"${near === undefined ? '; refint rules lists them' : `; did you mean ${near}?`}`,
    );
  }
  const page = pageOf(rule);
  if (page instanceof Refusal) return page;
  const { optionsSection } = await loadRuleOptions();
  const parts = [page.trimEnd(), optionsSection(rule)].filter((part) => part !== '');
  io.stdout.write(markdownForTerminal(`${parts.join('\n\n')}\n`, faceOf(rule), colorsFor(io, io.stdout)));
  return 0;
}

const faceOf = ({ severity, summary, strict }: AnyRule): string =>
  `${severity} · ${summary}${strict === undefined ? '' : ` · strict only: ${strict}`}`;

/** The rule whose name without its plugin is near. */
function nearName(name: string, ids: readonly string[]): string | undefined {
  const near = meant(
    name,
    ids.map((id) => id.slice(id.indexOf('/') + 1)),
  );
  return near === undefined ? undefined : ids.find((id) => id.endsWith(`/${near}`));
}

/** The rule of a name without its plugin, where there is just one. */
function onlyWith(name: string, rules: readonly AnyRule[]): AnyRule | undefined {
  const named = rules.filter(({ id }) => id.split('/')[1] === name);
  return named.length === 1 ? named[0] : undefined;
}
