import type { ReferenceLine } from '@refint/core';
import { actionInPrisma, actionInSql } from '@refint/model';
import { html, type Part } from './markup.ts';
import type { Section, Told } from './story-words.ts';
import { counted, foldedTable } from './table.ts';

/** Whether the columns that reference a key have its type. */
export function typesOf({ story, words, at }: Told): Section {
  const { families } = story;
  const odd = families.flatMap(({ referenced, type, members }) =>
    members
      .filter(({ verdict }) => verdict !== 'same')
      .map((member) => [
        html`<span class="name">${member.column}</span>`,
        html`<code>${member.type ?? 'not known'}</code>`,
        html`<span class="name">${referenced}</span>`,
        html`<code>${type ?? 'not known'}</code>`,
        member.because ?? 'a type is not known',
        at(member.at),
      ]),
  );
  const all = families.map(({ referenced, type, members, verdict, at: place }) => [
    html`<span class="name">${referenced}</span>`,
    html`<code>${type ?? 'not known'}</code>`,
    verdict === 'aligned' ? 'aligned' : html`<span class="missing">${verdict}</span>`,
    members.length,
    members.length > most ? `${names(members.slice(0, most))} and ${members.length - most} more` : names(members),
    at(place),
  ]);
  return {
    id: 'types',
    title: 'Types of keys',
    content:
      families.length === 0
        ? html`<p>There is no key that is referenced.</p>`
        : html`<p>${words.typesSentence(story)}</p>
${odd.length > 0 ? foldedTable(`${counted(odd.length, 'column')} of another type`, { head: ['column', 'type', 'references', 'its type', 'what that means', 'at'], rows: odd }) : ''}
${foldedTable(`All ${counted(families.length, 'key')}`, { head: ['key', 'type', 'verdict', 'columns', 'referenced by', 'at'], numbers: [3], rows: all })}`,
  };
}

const most = 8;
const names = (members: readonly { readonly column: string }[]): string =>
  members.map(({ column }) => column).join(', ');

/** What a delete does as it was decided, as the schema says and as the database does it. The inventory has those that agree. */
export function deletesOf({ story, at }: Told): Section {
  const told = story.references.filter(({ onDelete }) => onDelete.declared ?? onDelete.made);
  const odd = told.filter(({ onDelete }) => onDelete.broken.length > 0 || onDelete.differs);
  const decided = told.filter(({ onDelete }) => onDelete.decided).length;
  const broken = told.filter(({ onDelete }) => onDelete.broken.length > 0).length;
  const differing = told.filter(({ onDelete }) => onDelete.differs).length;
  const first =
    decided === 0
      ? html`The configuration decides nothing about deletes (<code>deletes</code>)`
      : html`${decided} of ${counted(told.length, 'reference')} are decided, and ${broken === 0 ? 'none does' : `${broken} ${broken === 1 ? 'does' : 'do'}`} something else`;
  const second =
    differing === 0 ? 'schema and database agree' : `in ${counted(differing, 'reference')} schema and database differ`;
  const head = ['reference', 'decided', 'because', 'schema', 'database', 'verdict', 'at'];
  return {
    id: 'deletes',
    title: 'ON DELETE: as decided, as written, as made',
    content: html`<p>${first}; ${second}.</p>
${odd.length > 0 ? foldedTable(`${counted(odd.length, 'reference')} that do not agree`, { head, rows: odd.map((line) => rowOf(line, at)) }) : ''}`,
  };
}

function rowOf({ reference, onDelete, declared, made }: ReferenceLine, at: Told['at']): readonly Part[] {
  const { decided, broken, declared: schema, made: database } = onDelete;
  const verdict =
    broken.length === 2
      ? 'both against the record'
      : broken[0]
        ? `the ${broken[0]} is against the record`
        : 'they differ';
  return [
    html`<span class="name">${reference}</span>`,
    decided?.actions.map(actionInSql).join(' or '),
    decided?.because,
    schema && `${actionInPrisma(schema.action)}${schema.because === undefined ? '' : ' (default)'}`,
    database && `${actionInSql(database.action)}${database.because === undefined ? '' : ' (default)'}`,
    html`<span class="missing">${verdict}</span>`,
    at(broken[0] === 'database' ? database?.at : (schema?.at ?? database?.at ?? declared?.at ?? made?.at)),
  ];
}
