import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './root.ts';

/** Where the script of a page is kept that the HTML report carries, and what it is made of. */
export const pageCode = {
  path: 'packages/picture/src/page/generated.ts',
  script: 'packages/picture/src/client/main.ts',
  style: 'packages/picture/src/page/style.ts',
};

/** The script in one piece, with its hash and that of the style, by which a browser knows that nobody put in another one. */
export async function pageCodeModule(): Promise<string> {
  const made = await rolldown({ input: join(root, pageCode.script), platform: 'browser', tsconfig: false });
  const { output } = await made.generate({ format: 'iife', minify: true, comments: false });
  await made.close();
  // On lines of its own, so that the formatter leaves it where it is.
  const code = `\n${output[0].code.trim()}\n`;
  if (/<\/script|<!--/i.test(code)) throw new Error('the script of the page would end itself');
  const { pageStyle } = await import(join(root, pageCode.style));
  return `// Written by \`pnpm fix\` from ${pageCode.script} and ${pageCode.style}
export const clientCode = \`${code.replace(/[\\`]|\$\{/g, (sign) => `\\${sign}`)}\`;
export const clientHash = '${hashOf(code)}';
export const styleHash = '${hashOf(pageStyle)}';
`;
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
