import type { RuleName } from './grammar.ts';
import { usualForm } from './usual-form.ts';

/**
 * What the grammar makes of a line, whatever its words are: every number says which token of the line it is. The grammar
 * looks at kinds of tokens only, so lines of one shape have one form, and a schema of thousands of lines has few shapes.
 */
export interface Forms {
  readonly field: FieldForm;
  readonly blockAttribute: AttributeForm;
  readonly enum: EnumValueForm;
  readonly assignment: SettingForm;
}

export interface FieldForm {
  readonly name: number;
  readonly type: ValueForm;
  /** The brackets of a list. */
  readonly list: Brackets | undefined;
  readonly optional: number | undefined;
  readonly attributes: readonly AttributeForm[];
}

export interface AttributeForm {
  readonly at: number;
  readonly name: number;
  readonly arguments: readonly ArgumentForm[];
  readonly last: number;
}

export interface ArgumentForm {
  readonly name: number | undefined;
  readonly value: ValueForm;
}

export type ValueForm =
  | { readonly kind: 'word'; readonly at: number }
  | (Brackets & { readonly kind: 'list'; readonly items: readonly ValueForm[] })
  | (Brackets & { readonly kind: 'object'; readonly entries: readonly ArgumentForm[] })
  | (Brackets & { readonly kind: 'call'; readonly name: number; readonly arguments: readonly ArgumentForm[] });

export interface EnumValueForm {
  readonly name: number;
  readonly attributes: readonly AttributeForm[];
}

export interface SettingForm {
  readonly name: number;
  readonly value: ValueForm;
}

export interface Brackets {
  readonly open: number;
  readonly close: number;
}

/** The forms of what lines are usually made of, by shape. */
export interface UsualForms {
  /** Fields up to their attributes. */
  readonly field: Readonly<Record<string, FieldForm>>;
  /** Values of an enum up to their attributes. */
  readonly enum: Readonly<Record<string, EnumValueForm>>;
  /** The `@` is token 0. */
  readonly attribute: Readonly<Record<string, AttributeForm>>;
  readonly blockAttribute: Readonly<Record<string, AttributeForm>>;
  readonly assignment: Readonly<Record<string, SettingForm>>;
}

/** Why a line has no form. */
export type Misfit =
  /** This token is in the way; without a reason, it is just not expected. */
  | { readonly at: number; readonly because: string | undefined }
  /** It is the line as a whole. */
  | { readonly at: undefined; readonly because: string };

export type Answer<Form> = { readonly form: Form } | { readonly misfit: Misfit };

const known: { readonly [Rule in RuleName]: Map<string, Answer<Forms[Rule]>> } = {
  field: new Map(),
  blockAttribute: new Map(),
  enum: new Map(),
  assignment: new Map(),
};
const enough = 4_000;

let grammar: typeof import('./make-form.ts') | undefined;

/** The grammar is most of what reading a schema costs, and nearly no schema has a line that is not known without it. */
export async function loadGrammar(): Promise<void> {
  grammar ??= await import('./make-form.ts');
}

/** The form of a line of that shape; see `parseShape` for its letters. Nothing where only the grammar knows it, and it is not loaded. */
export function formOf<Rule extends RuleName>(rule: Rule, shape: string): Answer<Forms[Rule]> | undefined {
  const answers = known[rule];
  let answer = answers.get(shape);
  if (!answer) {
    const usual = usualForm(rule, shape);
    answer = usual ? { form: usual } : grammar?.makeForm(rule, shape);
    if (!answer) return undefined;
    if (answers.size >= enough) answers.clear();
    answers.set(shape, answer);
  }
  return answer;
}
