/** One file of an example. */
export interface ExampleFile {
  readonly path: string;
  readonly text: string;
}

/** A small project on a rule's page, which the rule must find something in, or nothing. */
export interface Example {
  readonly wrong: boolean;
  readonly files: readonly ExampleFile[];
}

/** What a page says that can be checked. */
export interface RulePage {
  /** The text of the first heading. */
  readonly title: string;
  readonly examples: readonly Example[];
}

/** The file that a block is, if it doesn't say so itself. Blocks in other languages are prose. */
const pathFor: Readonly<Record<string, string>> = {
  prisma: 'prisma/schema.prisma',
  sql: 'prisma/migrations/1_init/migration.sql',
  json: 'refint.config.json',
};

/**
 * Reads the page of a rule. Fenced blocks below the heading `Wrong` or `Right` are examples; blocks that follow each
 * other with nothing but blank lines between are files of one example. A line `// file: PATH` or `-- file: PATH` in a
 * block begins a file of that name.
 */
export function readRulePage(markdown: string): RulePage {
  const examples: { wrong: boolean; files: ExampleFile[] }[] = [];
  let title = '';
  let section = '';
  let open: ExampleFile[] | undefined;
  for (const { heading, level, language, text } of partsOf(markdown)) {
    if (heading !== undefined) {
      if (level === 1) title ||= heading;
      else if (level === 2) section = heading;
      open = undefined;
    } else if (language === undefined) {
      if (text.trim() !== '') open = undefined;
    } else if (pathFor[language] && (section === 'Wrong' || section === 'Right')) {
      if (!open) examples.push({ wrong: section === 'Wrong', files: (open = []) });
      open.push(...filesIn(text, pathFor[language]));
    }
  }
  return { title, examples };
}

interface Part {
  readonly heading?: string;
  readonly level?: number;
  readonly language?: string;
  readonly text: string;
}

/** Headings, fenced blocks, and the lines between them. */
function partsOf(markdown: string): Part[] {
  const parts: Part[] = [];
  let fence: { language: string; lines: string[] } | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const [, language] = /^```(\w*)/.exec(line) ?? [];
    const [, marks, heading] = /^(#+) +(.*?) *$/.exec(line) ?? [];
    if (fence && language !== undefined) {
      parts.push({ language: fence.language, text: fence.lines.map((one) => `${one}\n`).join('') });
      fence = undefined;
    } else if (fence) fence.lines.push(line);
    else if (language !== undefined) fence = { language, lines: [] };
    else if (heading !== undefined) parts.push({ heading, level: marks?.length ?? 0, text: line });
    else parts.push({ text: line });
  }
  return parts;
}

function filesIn(text: string, path: string): ExampleFile[] {
  const pieces = text.split(/^(?:\/\/|--) file: +(\S+) *\n/m);
  const named = pieces.flatMap((piece, index) =>
    index % 2 === 1 ? [{ path: piece, text: pieces[index + 1] ?? '' }] : [],
  );
  const first = pieces[0] ?? '';
  return first.trim() === '' && named.length > 0 ? named : [{ path, text: first }, ...named];
}
