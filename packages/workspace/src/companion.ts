import { isAbsolute, join } from 'node:path';
import { Refusal } from './refusal.ts';

/**
 * What a package exports by default that works with the command where somebody has installed it, as seen from the first of some
 * folders that has it. It is loaded as a plugin is. A refusal says how it comes there, or why it cannot be loaded.
 *
 * @param contract what the package has to say of itself: the number of what both rely on
 */
export async function openCompanion(
  name: string,
  contract: number,
  folders: readonly string[],
): Promise<object | Refusal> {
  const { pathOfModule, runModule } = await import('./config/run-module.ts');
  for (const folder of folders) {
    const path = await pathOfModule(name, join(folder, 'package.json'));
    if (path === undefined || !isAbsolute(path)) continue;
    let value: unknown;
    try {
      value = await runModule(path);
    } catch (error) {
      const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      return new Refusal(`${name} cannot be loaded: ${why}`);
    }
    const made = typeof value === 'object' && value !== null && 'contract' in value ? value.contract : undefined;
    if (typeof value === 'object' && value !== null && made === contract) return value;
    return new Refusal(`${name} does not go with this refint: install the same version of both`);
  }
  return new Refusal(
    `${name} is not installed here, and this needs it; add it beside refint, as by npm install --save-dev ${name}`,
  );
}
