import { jsonText } from '../json-text.ts';
import { sectionsInJavaScript } from './in-javascript.ts';
import { sectionsInYaml } from './in-yaml.ts';
import { type Beginning, sectionsFor } from './sections.ts';

/**
 * How a configuration is written. `typescript` imports `defineConfig`, for which refint has to be installed; `plain` and
 * `javascript` are programs that import nothing; the others are data.
 */
export type ConfigForm = 'typescript' | 'plain' | 'javascript' | 'yaml' | 'json';

const head = 'Begun by `refint init` with what it saw here. All of it is yours to change.';

/** A new configuration as text. */
export function configText(beginning: Beginning, form: ConfigForm): string {
  const sections = sectionsFor(beginning);
  const { schema: $schema } = beginning;
  if (form === 'yaml') {
    // A language server that knows YAML, as editors have one, completes and checks by this line.
    const mode = $schema === undefined ? '' : `# yaml-language-server: $schema=${$schema}\n`;
    return `${mode}# ${head}\n\n${sectionsInYaml(sections)}`;
  }
  if (form === 'json') {
    const said = sections.filter((one) => !one.isExample).map(({ key, value }) => [key, value]);
    return jsonText({ $schema, ...Object.fromEntries(said) });
  }
  const keys = sectionsInJavaScript(sections);
  if (form === 'typescript')
    return `import { defineConfig } from 'refint';\n\n// ${head}\nexport default defineConfig({\n${keys}});\n`;
  if (form === 'javascript')
    return `// ${head}\n\n/** @type {import('refint').Config} */\nexport default {\n${keys}};\n`;
  return `// ${head}\n// Where refint is installed, \`export default defineConfig({ … })\` with \`import { defineConfig } from 'refint'\`\n// completes and checks the keys while you type.\nexport default {\n${keys}};\n`;
}
