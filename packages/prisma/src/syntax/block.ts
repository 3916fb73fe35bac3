import type { Span } from '@refint/model';
import { buildAttribute, buildEnumValue, buildField, buildSetting, type Refuse } from './build.ts';
import { type Forms, formOf, isReadable, type Misfit } from './form.ts';
import type { RuleName } from './grammar.ts';
import { type Line, lexLine, spanOf, textOf } from './lex.ts';
import { type BlockText, blankPattern, finderOf, namePattern } from './split.ts';
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

/** The lines of a block, from which its tree is made when somebody asks for it. */
interface Block {
  readonly keyword: BlockKeyword;
  readonly name: Word;
  lines: readonly Line[];
  tree: BlockTree | undefined;
}

const known = new Map<string, Block>();
const enough = 4_000;

/** Whether the tree of a block can only be made with the grammar. */
export function needsGrammar(text: string, block: BlockText): boolean {
  const { keyword, lines } = blockIn(text, block);
  return lines.some((line) => line.fault === undefined && !isReadable(ruleFor(keyword, line), line.shape));
}

/** The tree of a block. The same text is read once, wherever it stands. */
export function readBlock(text: string, place: BlockText): BlockTree {
  const block = blockIn(text, place);
  if (!block.tree) {
    block.tree = treeOf(block);
    block.lines = [];
  }
  return block.tree;
}

function blockIn(text: string, { span, body }: BlockText): Block {
  const own = text.slice(span.start, span.end);
  let block = known.get(own);
  if (!block) {
    if (known.size >= enough) known.clear();
    block = lexBlock(own, { start: body.start - span.start, end: body.end - span.start });
    known.set(own, block);
  }
  return block;
}

const head = new RegExp(`(model|view|type|enum|datasource|generator)(${blankPattern}*)(${namePattern})`, 'uy');

function lexBlock(own: string, body: Span): Block {
  head.lastIndex = 0;
  const [, keyword = 'model', blanks = '', name = ''] = head.exec(own) ?? [];
  // A brace that is missing may leave more text in the block than its body.
  const text = body.end === own.length ? own : own.slice(0, body.end);
  const closings = finderOf(text, '*/');
  const lines: Line[] = [];
  for (let at = body.start; at < text.length; ) {
    const line = lexLine(text, at, closings);
    at = line.after;
    if (line.fault || line.shape !== '') lines.push(line);
  }
  const start = keyword.length + blanks.length;
  const word: Word = { text: name, span: { start, end: start + name.length } };
  return { keyword: keyword as BlockKeyword, name: word, lines, tree: undefined };
}

function treeOf({ keyword, name, lines }: Block): BlockTree {
  const found: Found = { fields: [], attributes: [], values: [], settings: [], faults: [] };
  const refuse: Refuse = (span, because) => found.faults.push({ span, because });
  for (const line of lines) {
    if (line.fault) found.faults.push(line.fault);
    else readLine(keyword, line, refuse, found);
  }
  return { keyword, name, ...found };
}

interface Found {
  readonly fields: FieldTree[];
  readonly attributes: AttributeTree[];
  readonly values: EnumValueTree[];
  readonly settings: SettingTree[];
  readonly faults: Fault[];
}

function ruleFor(keyword: BlockKeyword, { shape }: Line): RuleName {
  if (keyword === 'datasource' || keyword === 'generator') return 'assignment';
  if (shape[0] === '#') return 'blockAttribute';
  return keyword === 'enum' ? 'enum' : 'field';
}

function readLine(keyword: BlockKeyword, line: Line, refuse: Refuse, to: Found): void {
  const rule = ruleFor(keyword, line);
  if (rule === 'assignment') readAs(rule, buildSetting, line, refuse, to.settings, to.faults);
  else if (rule === 'blockAttribute') readAs(rule, buildAttribute, line, refuse, to.attributes, to.faults);
  else if (rule === 'enum') readAs(rule, buildEnumValue, line, refuse, to.values, to.faults);
  else readAs(rule, buildField, line, refuse, to.fields, to.faults);
}

function readAs<Rule extends RuleName, Tree>(
  rule: Rule,
  build: (form: Forms[Rule], line: Line, refuse: Refuse) => Tree,
  line: Line,
  refuse: Refuse,
  to: Tree[],
  faults: Fault[],
): void {
  const answer = formOf(rule, line.shape);
  if ('misfit' in answer) {
    faults.push(faultIn(line, answer.misfit));
    return;
  }
  const before = faults.length;
  const tree = build(answer.form, line, refuse);
  if (faults.length === before) to.push(tree);
}

function faultIn(line: Line, { at, because }: Misfit): Fault {
  if (at === undefined) return { span: spanOf(line, 0, line.shape.length - 1), because };
  return { span: spanOf(line, at), because: because ?? `"${textOf(line, at)}" is not expected here` };
}
