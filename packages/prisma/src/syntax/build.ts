import type { Span } from '@refint/model';
import type { ArgumentForm, AttributeForm, EnumValueForm, FieldForm, SettingForm, ValueForm } from './form.ts';
import { type Line, spanOf, textOf } from './lex.ts';
import { readText } from './text.ts';
import type { ArgumentTree, AttributeTree, EnumValueTree, FieldTree, SettingTree, ValueTree, Word } from './tree.ts';

/** Told of every place where prisma-ast's grammar is wider than Prisma's; such a line is not used. */
export type Refuse = (span: Span, because: string) => void;

const wordAt = (line: Line, token: number): Word => ({ text: textOf(line, token), span: spanOf(line, token) });

/** A name that must be one word, although names with dots are one token. */
function plainWord(line: Line, token: number, refuse: Refuse): Word {
  const word = wordAt(line, token);
  if (word.text.includes('.')) refuse(word.span, `"${word.text}" is no name`);
  return word;
}

export function buildField(
  { name, type, list, optional, attributes }: FieldForm,
  line: Line,
  refuse: Refuse,
): FieldTree {
  const word = plainWord(line, name, refuse);
  const { text, span, unsupported } = buildType(type, line, refuse);
  if (list) {
    const inside = spanOf(line, list.open, list.close);
    if (inside.end - inside.start > 2) refuse(inside, 'nothing may stand between the brackets of a list');
  }
  const mark = list?.close ?? optional;
  const typeSpan = mark === undefined ? span : { start: span.start, end: spanOf(line, mark).end };
  const built = buildAttributes(attributes, line, refuse);
  return {
    name: word,
    type: { text, span },
    unsupported,
    arity: list ? 'list' : optional === undefined ? 'required' : 'optional',
    typeSpan,
    attributes: built,
    span: { start: word.span.start, end: built.at(-1)?.span.end ?? typeSpan.end },
  };
}

const typeStart = /^[^"-]/;
const digit = /^[0-9]/;

function buildType(form: ValueForm, line: Line, refuse: Refuse): Word & { readonly unsupported: boolean } {
  if (form.kind === 'word' && typeStart.test(textOf(line, form.at))) {
    const { text, span } = plainWord(line, form.at, refuse);
    return { text, span, unsupported: false };
  }
  const span = spanIn(form, line);
  if (form.kind === 'call' && textOf(line, form.name) === 'Unsupported') {
    const [given] = form.arguments;
    const touches = spanOf(line, form.open).start === spanOf(line, form.name).end;
    if (touches && form.arguments.length === 1 && given && given.name === undefined && given.value.kind === 'word') {
      const { at } = given.value;
      if (line.shape[at] === 't') return { text: quoted(line, at, refuse), span, unsupported: true };
    }
  }
  refuse(span, 'this is no type');
  return { text: '', span, unsupported: false };
}

const quoted = (line: Line, token: number, refuse: Refuse): string =>
  readText(textOf(line, token), spanOf(line, token).start, refuse);

const none: readonly never[] = [];

const buildAttributes = (forms: readonly AttributeForm[], line: Line, refuse: Refuse): readonly AttributeTree[] =>
  forms.length === 0 ? none : forms.map((form) => buildAttribute(form, line, refuse));

export const buildAttribute = (form: AttributeForm, line: Line, refuse: Refuse): AttributeTree => ({
  name: wordAt(line, form.name),
  arguments: buildArguments(form.arguments, line, refuse),
  span: spanOf(line, form.at, form.last),
});

const buildArguments = (forms: readonly ArgumentForm[], line: Line, refuse: Refuse): readonly ArgumentTree[] =>
  forms.length === 0 ? none : forms.map((form) => buildArgument(form, line, refuse));

function buildArgument(form: ArgumentForm, line: Line, refuse: Refuse): ArgumentTree {
  if (form.name === undefined) {
    const value = buildValue(form.value, line, refuse);
    return { name: undefined, value, span: value.span };
  }
  const name = plainWord(line, form.name, refuse);
  const value = buildValue(form.value, line, refuse);
  return { name, value, span: { start: name.span.start, end: value.span.end } };
}

function buildValue(form: ValueForm, line: Line, refuse: Refuse): ValueTree {
  const span = spanIn(form, line);
  switch (form.kind) {
    case 'word':
      return buildWord(form.at, line, span, refuse);
    case 'list':
      return { kind: 'list', items: form.items.map((item) => buildValue(item, line, refuse)), span };
    case 'object':
      return { kind: 'object', entries: buildArguments(form.entries, line, refuse), span };
    case 'call': {
      const given = buildArguments(form.arguments, line, refuse);
      return { kind: 'call', name: wordAt(line, form.name), arguments: given, span };
    }
  }
}

function buildWord(token: number, line: Line, span: Span, refuse: Refuse): ValueTree {
  const letter = line.shape[token];
  if (letter === 't') return { kind: 'text', text: quoted(line, token, refuse), span };
  const text = textOf(line, token);
  if (letter === 'd') return { kind: 'number', text, span };
  if (digit.test(text)) refuse(span, `"${text}" is neither a number nor a name`);
  return { kind: 'name', text, span };
}

function spanIn(form: ValueForm, line: Line): Span {
  if (form.kind === 'word') return spanOf(line, form.at);
  return spanOf(line, form.kind === 'call' ? form.name : form.open, form.close);
}

export function buildEnumValue(form: EnumValueForm, line: Line, refuse: Refuse): EnumValueTree {
  const name = plainWord(line, form.name, refuse);
  const attributes = buildAttributes(form.attributes, line, refuse);
  return { name, attributes, span: { start: name.span.start, end: attributes.at(-1)?.span.end ?? name.span.end } };
}

export const buildSetting = (form: SettingForm, line: Line, refuse: Refuse): SettingTree => ({
  name: plainWord(line, form.name, refuse),
  value: buildValue(form.value, line, refuse),
});
