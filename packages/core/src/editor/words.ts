import {
  actionInPrisma,
  actionInSql,
  formatType,
  type Origin,
  originOf,
  placeOf,
  type Reference,
  type ReferentialAction,
  reasonOf,
  shownColumns,
  shownReference,
  shownTableId,
  type TableId,
} from '@refint/model';
import { allowedActions, type Project, policyFor } from '@refint/rule';
import { impactStory } from '../impact/index.ts';
import type { Subject } from './subjects.ts';

/** What there is to know of a subject, as Markdown. */
export function hoverOf(subject: Subject, project: Project): string {
  if (subject.kind === 'reference') return paragraphs(aboutReference(subject.reference, project));
  if (subject.kind === 'table') return paragraphs(aboutTable(subject.table, project));
  return paragraphs(aboutColumn(subject.table, subject.column, project));
}

const paragraphs = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');

function aboutReference(reference: Reference, project: Project): (string | undefined)[] {
  const { relation, foreignKey, enforcement, because } = reference;
  const how = foreignKey
    ? `${enforcement} by \`${foreignKey.name}\`${madeIn(foreignKey.origin, project)}`
    : `**${enforcement}**${because ? `: ${because.text}` : ''}`;
  const decided = policyFor(project.policy, reference);
  const why = decided?.because === undefined ? '' : `: ${decided.because}`;
  return [
    `**${shownReference(reference)}**`,
    how,
    [...actionsOf(reference, 'onDelete', 'ON DELETE'), ...actionsOf(reference, 'onUpdate', 'ON UPDATE')].join('  \n'),
    decided && `decided: ${allowedActions(decided)}${decided.priority ? ` (${decided.priority})` : ''}${why}`,
    relation && foreignKey && relation.onDelete !== foreignKey.onDelete
      ? `the schema declares onDelete: ${actionInPrisma(relation.onDelete)}; the database decides`
      : undefined,
  ];
}

/** An action and why it is the one: somebody wrote it, or it is what comes of writing none. */
function actionsOf(reference: Reference, side: 'onDelete' | 'onUpdate', words: string): readonly string[] {
  const action = reference[side];
  const holder = reference.foreignKey ?? reference.relation;
  if (action === undefined || !holder) return [];
  const reason = reasonOf(originOf(holder, side));
  return [`${words} ${actionInSql(action)}${reason === undefined ? '' : ` (nobody wrote it: ${reason})`}`];
}

function aboutTable(table: TableId, project: Project): (string | undefined)[] {
  const { graph, timeline, declared } = project;
  const here = declared?.snapshot.table(table);
  const made = timeline?.last.table(table);
  const model = here && here.model !== here.name ? `, model ${here.model}` : '';
  const [out, into] = [graph.referencesFrom(table), graph.referencesTo(table)];
  return [
    `**${shownTableId(table)}**${model}${made ? madeIn(made.origin, project) : ''}`,
    list(
      'references',
      out,
      (one) => `${one.columns.join(', ')} → ${shownColumns(one.referencedTable, one.referencedColumns)}`,
    ),
    list('is referenced by', into, (one) => shownColumns(one.table, one.columns)),
    reachOf(table, project),
  ];
}

/** So many are told one by one. */
const most = 8;

function list(what: string, references: readonly Reference[], shown: (one: Reference) => string): string | undefined {
  if (references.length === 0) return undefined;
  const lines = references.slice(0, most).map((one) => `- ${shown(one)} · ${answerOf(one)}`);
  const more = references.length > most ? [`- and ${references.length - most} more`] : [];
  return [`${what}:`, ...lines, ...more].join('\n');
}

const answerOf = ({ foreignKey, enforcement, onDelete }: Reference): string =>
  foreignKey && onDelete ? actionInSql(onDelete) : enforcement;

/** What deleting a row reaches, in a sentence. */
function reachOf(table: TableId, project: Project): string | undefined {
  const { tables } = impactStory(table, project);
  const parts = [
    part('takes along rows of', tables.deletes),
    part('sets columns to null in', tables.nulls),
    part('sets columns to their defaults in', tables.defaults),
    part('is refused while there are rows in', tables.refuses),
    part('leaves rows that reference nothing in', tables.nothing),
  ].filter((one) => one !== undefined);
  return parts.length === 0 ? undefined : `a delete ${parts.join('; ')}`;
}

function part(what: string, tables: readonly TableId[]): string | undefined {
  if (tables.length === 0) return undefined;
  const named = tables.slice(0, most).map(shownTableId).join(', ');
  return `${what} ${named}${tables.length > most ? ` and ${tables.length - most} more` : ''}`;
}

function aboutColumn(table: TableId, name: string, project: Project): (string | undefined)[] {
  const { declared, timeline, graph } = project;
  const [here, made] = [declared?.snapshot.column(table, name), timeline?.last.column(table, name)];
  const column = made ?? here;
  const type = column?.type ? ` ${formatType(column.type)}` : '';
  const out = graph.referencesFrom(table).filter(({ columns }) => columns.includes(name));
  const into = graph.referencesTo(table).filter(({ referencedColumns }) => referencedColumns.includes(name));
  return [
    `**${shownTableId(table)}.${name}**${type}${column && !column.nullable ? ' NOT NULL' : ''}${made ? madeIn(made.origin, project) : ''}`,
    ...out.map((one) => aboutReference(one, project).filter(Boolean).slice(0, 3).join('  \n')),
    list('is referenced by', into, (one) => shownColumns(one.table, one.columns)),
  ];
}

/** In which migration something was made. */
function madeIn(origin: Origin, { timeline }: Project): string {
  const { source } = placeOf(origin);
  const migration = timeline?.migrations.find((one) => one.source === source);
  return migration ? `, made in ${migration.name}` : '';
}

/** What stands above a model: how many references come in and go out, and how far a delete comes. */
export function lensOf(table: TableId, project: Project): string {
  const { graph } = project;
  const { tables } = impactStory(table, project);
  const reached = new Set([...tables.deletes, ...tables.nulls, ...tables.defaults]).size;
  const reach =
    reached === 0
      ? 'a delete reaches no other table'
      : `a delete reaches ${reached} ${reached === 1 ? 'table' : 'tables'}`;
  return `${graph.referencesTo(table).length} in, ${graph.referencesFrom(table).length} out, ${reach}`;
}

/** What nobody wrote and holds all the same, to be shown in the attribute of a relation. */
export const hintOf = (onDelete: ReferentialAction): string => `, onDelete: ${actionInPrisma(onDelete)}, implied`;
