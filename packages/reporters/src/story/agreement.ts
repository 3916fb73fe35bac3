import type { DeleteStory, KeyFamily, ProjectStory, ReferenceLine, SaidAction } from '@refint/core';
import { actionInPrisma, actionInSql } from '@refint/model';
import { amount, listed } from '../counts.ts';
import { code, inMarkdown } from '../markdown-text.ts';
import { foldedTable, type Places } from './layout.ts';
import { typesSentence } from './words.ts';

/** Whether the columns that reference a key have its type. */
export function typesOf(story: ProjectStory, places: Places): string {
  const { families } = story;
  const { at } = places;
  if (families.length === 0) return '## Types\n\nThere is no key that is referenced.\n';
  const others = families.filter(({ verdict }) => verdict !== 'aligned');
  const head = ['key', 'type', 'referenced by', ''];
  const odd = others.flatMap(({ referenced, type, members }) =>
    members
      .filter(({ verdict }) => verdict !== 'same')
      .map((member) => [
        inMarkdown(member.column),
        code(member.type ?? 'not known'),
        inMarkdown(referenced),
        code(type ?? 'not known'),
        inMarkdown(member.because ?? 'a type is not known'),
        at(member.at),
      ]),
  );
  return [
    '## Types\n',
    `${typesSentence(story)}\n`,
    ...(odd.length > 0
      ? [
          foldedTable(
            amount(odd.length, 'column'),
            ['column', 'type', 'references', 'its type', 'what that means', 'at'],
            odd,
          ),
        ]
      : []),
    foldedTable(
      `All ${amount(families.length, 'key')} with the columns that reference them`,
      head,
      families.map((family) => familyRow(family, places)),
    ),
  ].join('\n');
}

const most = 6;

function familyRow({ referenced, type, members, verdict, at: place }: KeyFamily, { at }: Places): readonly string[] {
  const names = members.slice(0, most).map(({ column }) => inMarkdown(column));
  const left = members.length - names.length;
  const shown = left > 0 ? `${names.join(', ')} and ${left} more` : listed(names);
  return [
    inMarkdown(referenced),
    code(type ?? 'not known'),
    shown,
    verdict === 'aligned' ? at(place) : `**${verdict}** ${at(place)}`,
  ];
}

/** What a delete does as it was decided, as the schema says and as the database does it. */
export function deletesOf({ references }: ProjectStory, places: Places): string {
  const told = references.filter(({ onDelete }) => onDelete.declared ?? onDelete.made);
  if (told.length === 0) return '';
  const odd = told.filter(({ onDelete }) => onDelete.broken.length > 0 || onDelete.differs);
  const others = told.filter((one) => !odd.includes(one));
  const head = ['reference', 'decided', 'because', 'schema', 'database', 'verdict', 'at'];
  const table = (title: string, some: readonly ReferenceLine[]) =>
    foldedTable(
      title,
      head,
      some.map((one) => deleteRow(one, places)),
    );
  return [
    '## ON DELETE: as decided, as written, as made\n',
    agreementSentence(told),
    ...(odd.length > 0 ? [table(`${amount(odd.length, 'reference')} that do not agree`, odd)] : []),
    ...(others.length > 0
      ? [table(`${odd.length > 0 ? 'the other ' : ''}${amount(others.length, 'reference')}`, others)]
      : []),
  ].join('\n');
}

function agreementSentence(told: readonly ReferenceLine[]): string {
  const count = (is: (story: DeleteStory) => boolean) => told.filter(({ onDelete }) => is(onDelete)).length;
  const decided = count((one) => one.decided !== undefined);
  const broken = count((one) => one.broken.length > 0);
  const both = count((one) => one.declared !== undefined && one.made !== undefined);
  const differing = count((one) => one.differs);
  const parts = [
    decided === 0
      ? 'The configuration decides nothing about deletes (`deletes`)'
      : `${decided} of ${amount(told.length, 'reference')} are decided, and ${broken === 0 ? 'none does' : `${broken} ${broken === 1 ? 'does' : 'do'}`} something else`,
    ...(both === 0
      ? []
      : [differing === 0 ? 'schema and database agree' : `in ${differing} schema and database differ`]),
  ];
  return `${parts.join('; ')}.\n`;
}

const deleteRow = ({ reference, onDelete, declared, made }: ReferenceLine, { at }: Places): readonly string[] => [
  inMarkdown(reference),
  onDelete.decided ? onDelete.decided.actions.map(actionInSql).join(' or ') : '',
  inMarkdown(onDelete.decided?.because ?? ''),
  shown(onDelete.declared, actionInPrisma),
  shown(onDelete.made, actionInSql),
  verdictOf(onDelete),
  at(
    onDelete.broken[0] === 'database'
      ? onDelete.made?.at
      : (onDelete.declared?.at ?? onDelete.made?.at ?? declared?.at ?? made?.at),
  ),
];

const shown = (said: SaidAction | undefined, words: typeof actionInSql): string =>
  said ? `${words(said.action)}${said.because === undefined ? '' : ' (default)'}` : '';

function verdictOf({ decided, broken, differs }: DeleteStory): string {
  if (broken.length === 2) return '**both against the record**';
  if (broken[0]) return `**the ${broken[0]} is against the record**`;
  if (differs) return '**they differ**';
  return decided ? 'as decided' : '';
}
