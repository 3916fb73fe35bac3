import type { HookTool } from '@refint/reporters';
import type { PackageManager, Site } from '@refint/workspace';

const installs: Readonly<Record<PackageManager, string>> = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  bun: 'bun add --dev',
};

const runs: Readonly<Record<PackageManager, string>> = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn',
  bun: 'bunx',
};

/** How refint is run with a package manager. */
export const commandAt = (manager: PackageManager, words: string): string => `${runs[manager]} refint ${words}`;

/** What to type after a beginning, in order. */
export function nextSteps({
  hook,
  site,
  path,
}: {
  readonly hook: HookTool | undefined;
  readonly site: Site;
  readonly path: string;
}): readonly string[] {
  const { manager, dependencies, isPackage } = site.surroundings;
  const missing = [
    ...(isPackage && !dependencies.has('refint') ? ['refint'] : []),
    ...((hook === 'husky' || hook === 'lefthook') && !dependencies.has(hook) ? [hook] : []),
  ];
  return [
    ...(missing.length > 0 ? [`${installs[manager]} ${missing.join(' ')}`] : []),
    ...(hook === undefined ? [] : [settingUp[hook](runs[manager])]),
    commandAt(manager, path === '.' ? 'check' : `check ${path}`),
  ];
}

/** What makes git ask a tool before it commits; harmless where it does so already. */
const settingUp: Readonly<Record<HookTool, (run: string) => string>> = {
  husky: (run) => `${run} husky`,
  lefthook: (run) => `${run} lefthook install`,
  'pre-commit': () => 'pre-commit install',
};
