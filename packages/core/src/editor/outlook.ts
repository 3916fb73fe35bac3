import {
  nameOf as entityName,
  originOf,
  type Place,
  placeOf,
  type Source,
  shownTableId,
  type TableId,
  textAt,
} from '@refint/model';
import type { Project } from '@refint/rule';
import { type Completion, completionsAt, type OfferedRule } from './completion.ts';
import { impactPage, type Page } from './impact-page.ts';
import { addHistory } from './in-history.ts';
import { addDeclared } from './in-schema.ts';
import { type Standing, Standings, type Subject } from './subjects.ts';
import { hintOf, hoverOf, lensOf } from './words.ts';

/** Something that is shown at a place. */
export interface Told {
  readonly at: Place;
  readonly text: string;
}

export interface Maker extends Standing {
  readonly name: string;
  readonly inDatabase: string | undefined;
}

/** What an editor can ask about the texts of a project. It is worked out when somebody asks for the first time. */
export class Outlook {
  readonly #project: Project;
  #known: Standings | undefined;

  constructor(project: Project) {
    this.#project = project;
  }

  /** What there is to know of what stands at an offset, as Markdown, with the stretch that it is about. */
  hover(path: string, offset: number): Told | undefined {
    const here = this.#at(path, offset);
    return here && { at: here, text: hoverOf(here.subject, this.#project) };
  }

  /**
   * Where what stands at an offset is made. From the schema the way leads to the history and from there to the schema; from
   * what only names something it leads to what makes it, beside it if it can; from what was skipped also to what skipped it.
   */
  definitions(path: string, offset: number): readonly Place[] {
    const here = this.#at(path, offset);
    if (!here) return [];
    const makers = this.#standings.about(here.subject).filter((one) => one.as !== 'name');
    const isHere = ({ source, span }: Standing): boolean =>
      source.path === path && span.start <= offset && offset <= span.end;
    const kind = path.endsWith('.prisma') ? 'schema' : 'history';
    const beside = makers.filter((one) => one.as === kind && !isHere(one));
    const isMaker = makers.some(isHere);
    const others = makers.filter((one) => one.as !== kind);
    const found = isMaker || beside.length === 0 ? others : beside;
    const guard = here.guard ? [placeOf(here.guard)] : [];
    return [...found, ...guard];
  }

  /** What may be meant at an offset of one of the texts. */
  completions(source: Source, offset: number, rules: readonly OfferedRule[]): readonly Completion[] {
    return completionsAt(source, offset, this.#project, rules);
  }

  /** Everywhere that what stands at an offset is written, in the order of the files and their lines. */
  references(path: string, offset: number, withMakers: boolean): readonly Place[] {
    const here = this.#at(path, offset);
    if (!here) return [];
    const same = this.#standings.about(here.subject).filter((one) => withMakers || one.as === 'name');
    const known = new Map(same.map((one) => [`${one.source.path} ${one.span.start} ${one.span.end}`, one]));
    return [...known.values()].sort(byPlace);
  }

  /** What stands above each model of a file. */
  lenses(path: string): readonly (Told & { readonly table: TableId })[] {
    const tables = this.#project.declared?.snapshot.tables ?? [];
    return tables.flatMap((table) => {
      const { origin, id } = table;
      if (origin.kind !== 'written' || origin.source.path !== path) return [];
      return [{ at: placeOf(origin), text: lensOf(id, this.#project), table: id }];
    });
  }

  /**
   * What deleting a row of the table at an offset does: of the one that stands there, or whose column or foreign key does, and
   * else of the model, or the CREATE TABLE, that is around it.
   */
  impact(path: string, offset: number): Page | undefined {
    const here = this.#at(path, offset)?.subject;
    // A relation stands in both of its models, and whoever asks is in one of them.
    const isInModel = here?.kind === 'reference' && path.endsWith('.prisma');
    const table = here && !isInModel ? tableOf(here) : this.#madeAbove(path, offset);
    return table === undefined ? undefined : impactPage(table, this.#project);
  }

  /** Actions that nobody wrote, to be shown behind the columns of their relations. */
  hints(path: string): readonly Told[] {
    const relations = this.#project.declared?.snapshot.relations ?? [];
    return relations.flatMap((relation): Told[] => {
      const last = originOf(relation, 'referencedFields');
      if (relation.implicitManyToMany || last.kind !== 'written' || last.source.path !== path) return [];
      if (originOf(relation, 'onDelete').kind === 'written') return [];
      const { end } = last.span;
      const at = { source: last.source, span: { start: end, end } };
      return [{ at, text: hintOf(relation.onDelete) }];
    });
  }

  /** The texts that something can be asked of. */
  sources(): readonly Source[] {
    const { declared, timeline } = this.#project;
    const schema = declared?.models.map(({ origin }) => placeOf(origin).source) ?? [];
    return [...new Set([...schema, ...(timeline?.migrations.map(({ source }) => source) ?? [])])];
  }

  /**
   * Everything that is made in a file, or everywhere, in the order of the texts. In the schema things are called what they are
   * called there, and `inDatabase` is what that stands for, where it is something else.
   */
  makers(path?: string): readonly Maker[] {
    return this.#standings.all
      .filter((one) => one.as !== 'name' && (path === undefined || one.source.path === path))
      .map((one) => {
        const inDatabase = nameOf(one.subject);
        if (one.as === 'history') return { ...one, name: inDatabase, inDatabase: undefined };
        const name = textAt(one);
        return { ...one, name, inDatabase: name === inDatabase ? undefined : inDatabase };
      })
      .sort(byPlace);
  }

  #at(path: string, offset: number): Standing | undefined {
    return this.#standings.at(path, offset);
  }

  #madeAbove(path: string, offset: number): TableId | undefined {
    const above = this.makers(path).flatMap(({ subject, span }) =>
      subject.kind === 'table' && span.start <= offset ? [subject.table] : [],
    );
    return above.at(-1);
  }

  get #standings(): Standings {
    if (!this.#known) {
      this.#known = new Standings();
      addDeclared(this.#project, this.#known);
      addHistory(this.#project, this.#known);
    }
    return this.#known;
  }
}

const nameOf = (subject: Subject): string => {
  if (subject.kind === 'reference') return entityName(subject.reference);
  return subject.kind === 'table' ? shownTableId(subject.table) : `${shownTableId(subject.table)}.${subject.column}`;
};

const tableOf = (subject: Subject): TableId => (subject.kind === 'reference' ? subject.reference.table : subject.table);

function byPlace(a: Place, b: Place): number {
  if (a.source.path !== b.source.path) return a.source.path < b.source.path ? -1 : 1;
  return a.span.start - b.span.start;
}
