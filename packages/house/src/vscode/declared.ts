import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../root.ts';

/** What VS Code has and a test does not ask for: something that can be made and thrown away. */
class Inert {
  [name: string]: unknown;
  dispose(): void {}
}

/** The classes and enumerations of the API of VS Code, by its own declarations: classes that do nothing, enumerations as they are. */
export function declaredByVsCode(): Readonly<Record<string, unknown>> {
  const path = createRequire(join(root, 'packages/vscode/package.json')).resolve('vscode/index.d.ts');
  const text = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const classes = [...text.matchAll(/^\s*export class (\w+)/gm)].map(([, name = '']) => [name, class extends Inert {}]);
  const enums = [...text.matchAll(/^\s*export enum (\w+) \{([^}]*)\}/gm)].map(([, name = '', body = '']) => {
    let next = 0;
    const members = [...body.matchAll(/(\w+)(?: = (-?\d+))?,?/g)].map(([, member = '', value]) => {
      next = value === undefined ? next : Number(value);
      return [member, next++] as const;
    });
    return [name, Object.fromEntries(members)];
  });
  return Object.fromEntries([...classes, ...enums]);
}
