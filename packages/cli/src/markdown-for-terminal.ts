import type { Colors } from '@refint/reporters';

/** A page in Markdown as a person reads it at a terminal: headings stand out, code is set in, marks are gone. */
export function markdownForTerminal(page: string, subtitle: string, colors: Colors): string {
  const { bold, cyan, dim } = colors;
  const lines: string[] = [];
  let inCode = false;
  for (const line of page.trimEnd().split(/\r?\n/)) {
    const heading = /^(#+) +(.*?) *$/.exec(line);
    if (/^\s*```/.test(line)) inCode = !inCode;
    else if (inCode) lines.push(line === '' ? '' : `    ${dim(line)}`);
    else if (heading?.[1] === '#') lines.push(bold(heading[2] ?? ''), dim(subtitle));
    else if (heading) lines.push(bold(heading[2] ?? ''));
    else lines.push(inLine(line, bold, cyan));
  }
  return `${lines.join('\n')}\n`;
}

function inLine(line: string, bold: Colors['bold'], code: Colors['cyan']): string {
  return line
    .replace(/`([^`]+)`/g, (_, text: string) => code(text))
    .replace(/\*\*([^*]+)\*\*/g, (_, text: string) => bold(text))
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}
