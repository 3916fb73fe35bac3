import { alone, HeldElsewhere, type Span } from '@refint/model';
import { buildAttribute, buildEnumValue, buildField, buildSetting, type Refuse } from './build.ts';
import { type Forms, formOf, type Misfit } from './form.ts';
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

const known = new HeldElsewhere<BlockTree>();

/** The tree of a block, or nothing where the grammar has to be loaded first. The same text is read once, wherever it stands. */
export function readBlock(text: string, block: BlockText): BlockTree | undefined {
  const within = text.slice(block.span.start, block.span.end);
  const read = known.get(within);
  if (read) return read;
  const own = alone(within);
  const tree = parseBlock(own, bodyOf(block));
  if (!tree) return undefined;
  known.set(own, tree);
  return tree;
}

/** The same of a text that is edited, and so will soon be another one: it is not kept. */
export function readEdited(text: string, block: BlockText): BlockTree | undefined {
  const within = text.slice(block.span.start, block.span.end);
  return known.get(within) ?? parseBlock(alone(within), bodyOf(block));
}

const bodyOf = ({ span, body }: BlockText): Span => ({ start: body.start - span.start, end: body.end - span.start });

const usualHead = /(model|view|type|enum|datasource|generator)([ \t]*)([A-Za-z0-9][\w-]*)(?![\w\u0080-\uffff-])/y;
const head = new RegExp(`(model|view|type|enum|datasource|generator)(${blankPattern}*)(${namePattern})`, 'uy');

function parseBlock(text: string, body: Span): BlockTree | undefined {
  usualHead.lastIndex = head.lastIndex = 0;
  const [, keyword = 'model', blanks = '', name = ''] = usualHead.exec(text) ?? head.exec(text) ?? [];
  const kind = keyword as BlockKeyword;
  const found: Found = { fields: [], attributes: [], values: [], settings: [], faults: [] };
  const refuse: Refuse = (span, because) => found.faults.push({ span, because });
  // A brace that is missing may leave more text in the block than its body.
  const lines = body.end === text.length ? text : text.slice(0, body.end);
  const closings = finderOf(lines, '*/');
  for (let at = body.start; at < lines.length; ) {
    const line = lexLine(lines, at, closings);
    at = line.after;
    if (line.fault) found.faults.push(line.fault);
    else if (line.shape !== '' && !readLine(kind, line, refuse, found)) return undefined;
  }
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

/** Whether a line could be read at all: without the grammar an unusual one cannot. */
function readLine(keyword: BlockKeyword, line: Line, refuse: Refuse, to: Found): boolean {
  if (keyword === 'datasource' || keyword === 'generator') {
    return readAs('assignment', buildSetting, line, refuse, to.settings, to.faults);
  }
  if (line.shape[0] === '#') return readAs('blockAttribute', buildAttribute, line, refuse, to.attributes, to.faults);
  if (keyword === 'enum') return readAs('enum', buildEnumValue, line, refuse, to.values, to.faults);
  return readAs('field', buildField, line, refuse, to.fields, to.faults);
}

function readAs<Rule extends RuleName, Tree>(
  rule: Rule,
  build: (form: Forms[Rule], line: Line, refuse: Refuse) => Tree,
  line: Line,
  refuse: Refuse,
  to: Tree[],
  faults: Fault[],
): boolean {
  const answer = formOf(rule, line.shape);
  if (!answer) return false;
  if ('misfit' in answer) {
    faults.push(faultIn(line, answer.misfit));
    return true;
  }
  const before = faults.length;
  const tree = build(answer.form, line, refuse);
  if (faults.length === before) to.push(tree);
  return true;
}

function faultIn(line: Line, { at, because }: Misfit): Fault {
  if (at === undefined) return { span: spanOf(line, 0, line.shape.length - 1), because };
  return { span: spanOf(line, at), because: because ?? `"${textOf(line, at)}" is not expected here` };
}
