/** Why nothing was done: one sentence for the one who asked. It is a value, not something that is thrown. */
export class Refusal {
  readonly sentence: string;

  constructor(sentence: string) {
    this.sentence = sentence;
  }
}
