import type { Span } from '@refint/model';
import type { CstNode, Token } from './grammar.ts';
import { readText } from './text.ts';
import type { ArgumentTree, AttributeTree, EnumValueTree, FieldTree, SettingTree, ValueTree, Word } from './tree.ts';

/** Told of every place where prisma-ast's grammar is wider than Prisma's; such a line is not used. */
export type Refuse = (span: Span, because: string) => void;

type Child = CstNode | Token;
const isToken = (child: Child): child is Token => 'image' in child;

const spanOf = (token: Token): Span => ({ start: token.startOffset, end: token.endOffset + 1 });
const wordOf = (token: Token): Word => ({ text: token.image, span: spanOf(token) });
const nowhere: Span = { start: 0, end: 0 };
const noWord: Word = { text: '', span: nowhere };

const tokenOf = (node: CstNode | undefined, name: string): Token | undefined => node?.children[name]?.find(isToken);
const nodesOf = (node: CstNode, name: string): readonly CstNode[] =>
  (node.children[name] ?? []).filter((child): child is CstNode => !isToken(child));

/** A name that must be one word, although names with dots are one token. */
function plainWord(token: Token | undefined, refuse: Refuse): Word {
  if (!token) return noWord;
  if (token.image.includes('.')) refuse(spanOf(token), `"${token.image}" is no name`);
  return wordOf(token);
}

export function buildField(node: CstNode, refuse: Refuse): FieldTree {
  const name = plainWord(tokenOf(node, 'fieldName'), refuse);
  const [typeNode] = nodesOf(node, 'fieldType');
  const type = buildType(typeNode && childOf(typeNode), refuse);
  const [open, close] = (node.children['array'] ?? []).filter(isToken);
  const optional = tokenOf(node, 'optional');
  if (open && close && close.startOffset !== open.startOffset + 1) {
    refuse({ start: open.startOffset, end: close.endOffset + 1 }, 'nothing may stand between the brackets of a list');
  }
  const attributes = nodesOf(node, 'attributeList').map((attribute) => buildAttribute(attribute, refuse));
  const last = close ?? optional;
  const typeSpan = { start: type.span.start, end: last ? last.endOffset + 1 : type.span.end };
  return {
    name,
    type: { text: type.text, span: type.span },
    unsupported: type.unsupported,
    arity: close ? 'list' : optional ? 'optional' : 'required',
    typeSpan,
    attributes,
    span: { start: name.span.start, end: attributes.at(-1)?.span.end ?? typeSpan.end },
  };
}

function buildType(child: Child | undefined, refuse: Refuse): Word & { readonly unsupported: boolean } {
  if (child && isToken(child) && /^[^"-]/.test(child.image)) return { ...plainWord(child, refuse), unsupported: false };
  if (child && !isToken(child) && child.name === 'func') {
    const name = tokenOf(child, 'funcName');
    const open = tokenOf(child, 'LRound');
    const value = child.children['value'];
    const text = value?.length === 1 && value[0] && !isToken(value[0]) ? childOf(value[0]) : undefined;
    if (
      name?.image === 'Unsupported' &&
      open?.startOffset === name.endOffset + 1 &&
      !child.children['keyedArg'] &&
      text &&
      isToken(text) &&
      text.image.startsWith('"')
    ) {
      return { text: readText(text.image, text.startOffset, refuse), span: spanIn(child), unsupported: true };
    }
  }
  const span = child ? spanIn(child) : nowhere;
  refuse(span, 'this is no type');
  return { text: '', span, unsupported: false };
}

/** The token or node behind a `value`. */
const childOf = (value: CstNode): Child | undefined => value.children['value']?.[0];

export function buildAttribute(node: CstNode, refuse: Refuse): AttributeTree {
  const at = tokenOf(node, 'fieldAttribute') ?? tokenOf(node, 'blockAttribute');
  const name = tokenOf(node, 'attributeName');
  const close = tokenOf(node, 'RRound');
  return {
    name: name ? wordOf(name) : noWord,
    arguments: nodesOf(node, 'attributeArg').flatMap((argument) => {
      const child = argument.children['value']?.[0];
      return child && !isToken(child) ? [buildArgument(child, refuse)] : [];
    }),
    span: { start: at?.startOffset ?? 0, end: ((close ?? name)?.endOffset ?? 0) + 1 },
  };
}

/** An argument with a name, or a bare value. */
function buildArgument(node: CstNode, refuse: Refuse): ArgumentTree {
  if (node.name !== 'keyedArg') {
    const value = buildValue(node, refuse);
    return { name: undefined, value, span: value.span };
  }
  const name = plainWord(tokenOf(node, 'keyName'), refuse);
  const [inner] = nodesOf(node, 'value');
  const value = inner ? buildValue(inner, refuse) : emptyValue;
  return { name, value, span: { start: name.span.start, end: value.span.end } };
}

const emptyValue: ValueTree = { kind: 'name', text: '', span: nowhere };

function buildValue(node: CstNode, refuse: Refuse): ValueTree {
  const child = childOf(node);
  if (!child) return emptyValue;
  const span = spanIn(child);
  if (isToken(child)) {
    const { image } = child;
    if (image.startsWith('"')) return { kind: 'text', text: readText(image, child.startOffset, refuse), span };
    if (/^-?[0-9]+(\.[0-9]+)?$/.test(image)) return { kind: 'number', text: image, span };
    if (/^[0-9]/.test(image)) refuse(span, `"${image}" is neither a number nor a name`);
    return { kind: 'name', text: image, span };
  }
  if (child.name === 'array') {
    return { kind: 'list', items: nodesOf(child, 'value').map((item) => buildValue(item, refuse)), span };
  }
  const entries = [...nodesOf(child, 'keyedArg'), ...nodesOf(child, 'value')]
    .map((argument) => buildArgument(argument, refuse))
    .sort((a, b) => a.span.start - b.span.start);
  if (child.name === 'object') return { kind: 'object', entries, span };
  const name = tokenOf(child, 'funcName');
  return { kind: 'call', name: name ? wordOf(name) : noWord, arguments: entries, span };
}

/** From the first token of something to its last, which for all that have several is a bracket. */
function spanIn(child: Child): Span {
  if (isToken(child)) return spanOf(child);
  const first = tokenOf(child, 'funcName') ?? tokenOf(child, 'LSquare') ?? tokenOf(child, 'LCurly');
  const last = tokenOf(child, 'RRound') ?? tokenOf(child, 'RSquare') ?? tokenOf(child, 'RCurly');
  return { start: first?.startOffset ?? 0, end: (last?.endOffset ?? -1) + 1 };
}

export function buildEnumValue(node: CstNode, refuse: Refuse): EnumValueTree {
  const name = plainWord(tokenOf(node, 'enumName'), refuse);
  const attributes = nodesOf(node, 'attributeList').map((attribute) => buildAttribute(attribute, refuse));
  return { name, attributes, span: { start: name.span.start, end: attributes.at(-1)?.span.end ?? name.span.end } };
}

export function buildSetting(node: CstNode, refuse: Refuse): SettingTree {
  const name = plainWord(tokenOf(node, 'assignmentName'), refuse);
  const [value] = nodesOf(node, 'assignmentValue');
  return { name, value: value ? buildValue(value, refuse) : emptyValue };
}
