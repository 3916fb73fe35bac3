/** Why nothing was done: one sentence for the one who asked. It is a value, not something that is thrown. */
export class Refusal {
  readonly sentence: string;
  /** The file that it is about, and the line, from 1; nothing where it is about none. */
  readonly at: { readonly path: string; readonly line: number | undefined } | undefined;

  constructor(sentence: string, at?: Refusal['at']) {
    this.sentence = sentence;
    this.at = at;
  }
}
