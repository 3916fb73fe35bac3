import type { Plugin } from 'rolldown';

/** The two places at which the command imports a module that is not its own, by the end of the file's name. */
const places: readonly (readonly [file: string, call: string])[] = [
  ['workspace/src/config/run-module.ts', 'import(pathToFileURL('],
  ['jiti/lib/jiti-static.mjs', 'import(id)'],
];

const name = 'importModule';

/**
 * Lets a file that Node itself loads import what the command runs. The chunks are scripts, for which Node 20 warns people at each
 * `import()` that this is experimental.
 */
export const nativeImport: Plugin = {
  name: 'native-import',
  resolveId: (id) => (id === 'refint:import' ? { id: './import.js', external: true } : undefined),
  transform(code, id) {
    const call = places.find(([file]) => id.replaceAll('\\', '/').endsWith(file))?.[1];
    if (call === undefined) return undefined;
    if (!code.includes(call)) throw new Error(`${id} does not import by "${call}" any more`);
    return `import { ${name} } from 'refint:import';\n${code.replace(call, call.replace('import(', `${name}(`))}`;
  },
};
