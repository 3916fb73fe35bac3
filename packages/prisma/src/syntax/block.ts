import type { Span } from '@refint/model';
import { buildAttribute, buildEnumValue, buildField, buildSetting } from './build.ts';
import { type CstNode, parseLine, type RuleName } from './grammar.ts';
import { type Line, lexLines } from './lex.ts';
import { type BlockText, blankPattern, namePattern } from './split.ts';
import type {
  AttributeTree,
  BlockKeyword,
  BlockTree,
  EnumValueTree,
  Fault,
  FieldTree,
  SettingTree,
  Word,
} from './tree.ts';

const known = new Map<string, BlockTree>();
const enough = 4_000;

/** The tree of a block. The same text is read once, wherever it stands. */
export function readBlock(text: string, block: BlockText): BlockTree {
  const own = text.slice(block.span.start, block.span.end);
  const body = { start: block.body.start - block.span.start, end: block.body.end - block.span.start };
  let tree = known.get(own);
  if (!tree) {
    if (known.size >= enough) known.clear();
    known.set(own, (tree = parseBlock(own, body)));
  }
  return tree;
}

const head = new RegExp(`(model|view|type|enum|datasource|generator)(${blankPattern}*)(${namePattern})`, 'uy');

function parseBlock(text: string, body: Span): BlockTree {
  head.lastIndex = 0;
  const [, keyword = 'model', blanks = '', name = ''] = head.exec(text) ?? [];
  const kind = keyword as BlockKeyword;
  const found: Found = { fields: [], attributes: [], values: [], settings: [], faults: [] };
  for (const line of lexLines(text, body)) readLine(kind, line, found);
  const start = keyword.length + blanks.length;
  const word: Word = { text: name, span: { start, end: start + name.length } };
  return { keyword: kind, name: word, ...found };
}

interface Found {
  readonly fields: FieldTree[];
  readonly attributes: AttributeTree[];
  readonly values: EnumValueTree[];
  readonly settings: SettingTree[];
  readonly faults: Fault[];
}

function readLine(keyword: BlockKeyword, line: Line, found: Found): void {
  if (line.fault) {
    found.faults.push(line.fault);
    return;
  }
  const rule = ruleFor(keyword, line);
  const parsed = parseLine(rule, line.tokens);
  if ('unexpected' in parsed) {
    found.faults.push(whyUnexpected(line, parsed.unexpected));
    return;
  }
  const before = found.faults.length;
  const refuse = (span: Span, because: string) => found.faults.push({ span, because });
  add(rule, parsed.tree, refuse, () => found.faults.length === before, found);
}

function ruleFor(keyword: BlockKeyword, line: Line): RuleName {
  if (keyword === 'datasource' || keyword === 'generator') return 'assignment';
  if (line.tokens[0]?.image === '@@') return 'blockAttribute';
  return keyword === 'enum' ? 'enum' : 'field';
}

function add(
  rule: RuleName,
  tree: CstNode,
  refuse: (span: Span, because: string) => void,
  good: () => boolean,
  to: Found,
): void {
  if (rule === 'field') {
    const field = buildField(tree, refuse);
    if (good()) to.fields.push(field);
  } else if (rule === 'enum') {
    const value = buildEnumValue(tree, refuse);
    if (good()) to.values.push(value);
  } else if (rule === 'assignment') {
    const setting = buildSetting(tree, refuse);
    if (good()) to.settings.push(setting);
  } else {
    const attribute = buildAttribute(tree, refuse);
    if (good()) to.attributes.push(attribute);
  }
}

function whyUnexpected(line: Line, unexpected: { image: string; startOffset: number } | undefined): Fault {
  if (unexpected) {
    const { image, startOffset } = unexpected;
    return {
      span: { start: startOffset, end: startOffset + image.length },
      because: `"${image}" is not expected here`,
    };
  }
  const open = line.tokens.filter(({ image }) => '([{'.includes(image)).length;
  const closed = line.tokens.filter(({ image }) => ')]}'.includes(image)).length;
  return {
    span: line.span,
    because: open > closed ? 'a bracket is not closed on its own line' : 'the line ends too early',
  };
}
