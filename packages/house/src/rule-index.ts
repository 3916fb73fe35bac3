/**
 * The text of a plugin's src/rules/index.ts: the list of its rules, made from the names of the files, so that a new rule
 * is picked up without anybody registering it.
 */
export function ruleIndex(names: readonly string[]): string {
  const imports = names.map((name) => `import ${variableFor(name)} from './${name}.ts';\n`).join('');
  return `// Written by \`pnpm fix\` from the names of the files beside it.
import type { AnyRule } from '@refint/rule';
${imports}
${list(names.map(variableFor))}
`;
}

/** As the formatter would break it. */
function list(variables: readonly string[]): string {
  const start = 'export const rules: readonly AnyRule[] = [';
  const line = `${start}${variables.join(', ')}];`;
  return line.length <= 120 ? line : `${start}\n${variables.map((variable) => `  ${variable},\n`).join('')}];`;
}

function variableFor(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
