import {
  actionInPrisma,
  actionInSql,
  type DeleteRefusal,
  type Impact,
  shownColumns,
  shownTableId,
  type TableId,
} from '@refint/model';
import { factAbout, type Project } from '@refint/rule';

/** "posts.author_id", the columns that hold a reference. */
export const shownHolder = ({ reference: { table, columns } }: Impact): string => shownColumns(table, columns);

/** The action that answers, as SQL writes it; empty where there is none. */
export function shownAnswer({ event, action, effect }: Impact): string {
  if (effect === 'nothing') return 'no foreign key';
  if (!action) return '';
  return event === 'delete' ? actionInSql(action) : `ON UPDATE ${actionInSql(action)}`;
}

/** What becomes of the rows that hold the reference, and whether what comes of that is told in another place. */
export function shownEffect(impact: Impact): string {
  const { told } = impact;
  const where = told && (told === 'above' ? ', which is a circle' : ', and more, told elsewhere');
  return `${effectAlone(impact)}${where ?? ''}`;
}

function effectAlone({ effect, event, columns, required }: Impact): string {
  const [are, be] = columns.length === 1 ? ['is', 'its default'] : ['are', 'their defaults'];
  const named = columns.join(', ');
  switch (effect) {
    case 'deletes':
      return 'rows go too';
    case 'nulls':
      return `${named} ${are} set to null`;
    case 'defaults':
      return `${named} ${are} set to ${be}`;
    case 'follows':
      return `${named} ${columns.length === 1 ? 'takes' : 'take'} over the new value`;
    case 'nothing':
      return 'rows stay, and reference a row that is gone';
    case 'refuses':
      if (required.length > 0) return `refuses: ${required.join(', ')} cannot be set to null`;
      return event === 'delete'
        ? 'refuses while a row references it'
        : 'refuses while a row references what is written';
  }
}

/** What else has to be known of it: who says something else, what is not known, and what does not meet the eye. */
export function notesOn(impact: Impact, project: Project, refusals: readonly DeleteRefusal[]): readonly string[] {
  const { reference, effect, event } = impact;
  const { relation, foreignKey, enforcement, because, table } = reference;
  const side = event === 'delete' ? 'onDelete' : 'onUpdate';
  const notes: string[] = [];
  if (relation && foreignKey && relation[side] !== foreignKey[side]) {
    notes.push(`the schema says ${side}: ${actionInPrisma(relation[side])}, the database decides`);
  }
  if (effect === 'nothing') notes.push(`${enforcement}: ${because?.text ?? ''}`);
  if (enforcement === 'unknown') notes.push(`as the schema declares it: ${because?.text ?? ''}`);
  if (enforcement === 'emulated') notes.push('the ORM does it, the database does nothing');
  if (effect === 'refuses' && foreignKey?.initiallyDeferred) notes.push('checked at the commit');
  const refusal = event === 'delete' && refusals.find((one) => one.reference === reference);
  if (refusal) notes.push(regardless[refusal.when]);
  if (effect === 'deletes') notes.push(...notesOnTable(table, project));
  return notes;
}

const regardless = {
  always: 'refuses for rows too that would go by a longer way',
  'by order': 'refuses for rows too that would go by another way, if its foreign key was created first',
} as const;

/** What has to be known of a table from which rows go. */
export function notesOnTable(table: TableId, { timeline, facts }: Project): readonly string[] {
  const never = factAbout(facts, table, 'neverDeleted');
  const triggers = (timeline?.last.table(table)?.triggers ?? []).filter(({ text }) => /\bDELETE\b/i.test(text));
  return [
    ...(never ? [`${shownTableId(table)} is said to be never deleted from: ${never.because}`] : []),
    ...(triggers.length > 0
      ? [
          `${triggers.length === 1 ? 'its trigger' : 'its triggers'} ${triggers.map(({ name }) => name).join(', ')} may do more`,
        ]
      : []),
  ];
}
