import type { Answer, ArgumentForm, AttributeForm, Brackets, Forms, Misfit, ValueForm } from './form.ts';
import { type CstNode, parseShape, type RuleName, type Token } from './grammar.ts';

/** What the grammar says of a shape. */
export function makeForm<Rule extends RuleName>(rule: Rule, shape: string): Answer<Forms[Rule]> {
  const misfit = tooDeep(shape);
  if (misfit) return { misfit };
  const parsed = parseShape(rule, shape);
  if ('tree' in parsed) return { form: makers[rule](parsed.tree) };
  if (parsed.unexpected !== undefined) return { misfit: { at: parsed.unexpected, because: undefined } };
  const open = shape.split(opening).length > shape.split(closing).length;
  const because = open ? 'a bracket is not closed on its own line' : 'the line ends too early';
  return { misfit: { at: undefined, because } };
}

const opening = /[([{]/;
const closing = /[)\]}]/;
// The parser calls itself for each bracket inside a bracket, and real schemas have three.
const deepest = 50;

function tooDeep(shape: string): Misfit | undefined {
  if (shape.length <= deepest) return undefined;
  let depth = 0;
  for (let at = 0; at < shape.length; at++) {
    const letter = shape[at] ?? '';
    if (opening.test(letter)) depth++;
    else if (closing.test(letter)) depth--;
    if (depth > deepest) return { at, because: `more than ${deepest} brackets are open here` };
  }
  return undefined;
}

const makers: { readonly [Rule in RuleName]: (node: CstNode) => Forms[Rule] } = {
  field: (node) => {
    const [open, close] = tokensOf(node, 'array');
    return {
      name: tokenOf(node, 'fieldName') ?? 0,
      type: valueForm(nodesOf(node, 'fieldType')[0]),
      list: open === undefined || close === undefined ? undefined : { open, close },
      optional: tokenOf(node, 'optional'),
      attributes: nodesOf(node, 'attributeList').map(attributeForm),
    };
  },
  blockAttribute: (node) => attributeForm(node),
  enum: (node) => ({
    name: tokenOf(node, 'enumName') ?? 0,
    attributes: nodesOf(node, 'attributeList').map(attributeForm),
  }),
  assignment: (node) => ({
    name: tokenOf(node, 'assignmentName') ?? 0,
    value: valueForm(nodesOf(node, 'assignmentValue')[0]),
  }),
};

function attributeForm(node: CstNode): AttributeForm {
  const name = tokenOf(node, 'attributeName') ?? 0;
  return {
    at: tokenOf(node, 'fieldAttribute') ?? tokenOf(node, 'blockAttribute') ?? 0,
    name,
    arguments: nodesOf(node, 'attributeArg').flatMap((argument) => nodesOf(argument, 'value').map(argumentForm)),
    last: tokenOf(node, 'RRound') ?? name,
  };
}

/** An argument with a name, or a bare value. */
const argumentForm = (node: CstNode): ArgumentForm =>
  node.name === 'keyedArg'
    ? { name: tokenOf(node, 'keyName'), value: valueForm(nodesOf(node, 'value')[0]) }
    : { name: undefined, value: valueForm(node) };

function valueForm(value: CstNode | undefined): ValueForm {
  const inner = value?.children['value']?.[0];
  if (!inner || isToken(inner)) return { kind: 'word', at: inner?.startOffset ?? 0 };
  if (inner.name === 'array') {
    return { kind: 'list', ...brackets(inner, 'Square'), items: nodesOf(inner, 'value').map(valueForm) };
  }
  const entries = [...nodesOf(inner, 'keyedArg'), ...nodesOf(inner, 'value')]
    .map(argumentForm)
    .sort((one, other) => firstOf(one) - firstOf(other));
  if (inner.name === 'object') return { kind: 'object', ...brackets(inner, 'Curly'), entries };
  return { kind: 'call', name: tokenOf(inner, 'funcName') ?? 0, ...brackets(inner, 'Round'), arguments: entries };
}

/** The parser keeps arguments with and without a name apart, and forgets in which order they came. */
const firstOf = ({ name, value }: ArgumentForm): number =>
  name ?? (value.kind === 'word' ? value.at : value.kind === 'call' ? value.name : value.open);

const brackets = (node: CstNode, form: 'Round' | 'Square' | 'Curly'): Brackets => ({
  open: tokenOf(node, `L${form}`) ?? 0,
  close: tokenOf(node, `R${form}`) ?? 0,
});

const isToken = (inner: CstNode | Token): inner is Token => 'image' in inner;

const tokensOf = (node: CstNode, name: string): readonly number[] =>
  (node.children[name] ?? []).flatMap((inner) => (isToken(inner) ? [inner.startOffset] : []));
const tokenOf = (node: CstNode, name: string): number | undefined => tokensOf(node, name)[0];
const nodesOf = (node: CstNode, name: string): readonly CstNode[] =>
  (node.children[name] ?? []).filter((inner): inner is CstNode => !isToken(inner));
