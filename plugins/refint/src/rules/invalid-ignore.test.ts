import { check, checkFix } from '@refint/testkit';
import { loud } from '../testing/loud.ts';
import rule from './invalid-ignore.ts';

const beside = [loud];
const db = `
  datasource db {
    provider = "postgresql"
  }
`;
const model = (lines: string) => `${db}
  model A {
    id Int @id
${lines}
  }
`;

check(
  rule,
  'what is missing',
  model(`
    bad1 Int // refint-ignore
  //            ^^^^^^^^^^^^^ warning: this ignore names no rule, so it ignores nothing; write "refint-ignore RULE: reason"
    bad2 Int // refint-ignore: it was so before
  //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: this ignore names no rule, so it ignores nothing; write "refint-ignore RULE: reason"
    bad3 Int // refint-ignore loud/bad-column
  //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: this ignore gives no reason, so it ignores nothing; write "refint-ignore RULE: reason"
    bad4 Int // refint-ignore loud/bad-column:
  //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: this ignore gives no reason, so it ignores nothing; write "refint-ignore RULE: reason"
    bad5 Int // refint-ignore loud/bad-column because it says so
  //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: this ignore gives no reason, so it ignores nothing; write "refint-ignore RULE: reason"
    bad6 Int // refint-ignore loud/bad-column: it was so before
`),
  { beside },
);

check(
  rule,
  'words and rules that there are not',
  model(`
    bad1 Int // refint-ignore-next-line loud/bad-column: it was so before
  //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: "refint-ignore-next-line" means nothing; write "refint-ignore RULE: reason", or "refint-ignore-file RULE: reason" for all of a file
    bad2 Int // refint-ignore loud/bad-columns: it was so before
  //                          ^^^^^^^^^^^^^^^^ warning: there is no rule "loud/bad-columns"; did you mean loud/bad-column?
    bad3 Int // refint-ignore bad-column: it was so before
  //                          ^^^^^^^^^^ warning: there is no rule "bad-column"; did you mean loud/bad-column?
    bad4 Int // refint-ignore lout/*: it was so before
  //                          ^^^^^^ warning: there is no rule "lout/*"; did you mean loud/*?
    bad5 Int // refint-ignore entirely/different: it was so before
  //                          ^^^^^^^^^^^^^^^^^^ warning: there is no rule "entirely/different"; refint rules lists them
    bad6 Int // refint-ignore *: it was so before
  //                          ^ warning: there is no rule "*"; refint rules lists them
`),
  { beside },
);

check(
  rule,
  'rules about ignores',
  model(`
    bad Int // refint-ignore refint/invalid-ignore: it was so before
  //                         ^^^^^^^^^^^^^^^^^^^^^ warning: refint/invalid-ignore cannot be ignored by a comment; set its severity in the configuration
`),
  { beside },
);

check(
  rule,
  'comments that only speak of refint',
  model(`
    bad Int // see the docs of refint for refint-ignore
`),
  { beside },
);

checkFix(
  rule,
  'with the rule that was meant',
  model('    bad Int // refint-ignore bad-column: it was so before'),
  model('    bad Int // refint-ignore loud/bad-column: it was so before'),
  { beside },
);
