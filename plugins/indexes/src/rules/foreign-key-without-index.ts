import {
  actionInSql,
  type ReferentialAction,
  remembered,
  shownReference,
  shownTableId,
  type TableId,
} from '@refint/model';
import {
  defineRule,
  type Fix,
  factAbout,
  knownState,
  matchesColumns,
  type Note,
  type Project,
  type Severity,
} from '@refint/rule';
import { type Bare, bareReferences, changesRows } from '../bare-references.ts';

interface Words {
  readonly table: string;
  readonly referenced: string;
}

interface One extends Words {
  readonly reference: string;
  readonly purpose: string;
}

interface Several extends Words {
  readonly columns: string;
}

/**
 * When a row goes, the rows that reference it must be found: to delete them too, to null them, or to refuse. Without an
 * index all of the referencing table is read, for each deleted row. One finding for each table, since people mend a table.
 */
export default defineRule({
  id: 'indexes/foreign-key-without-index',
  on: 'project',
  summary: 'An index finds the rows that reference another row.',
  severity: 'warning',
  options: {
    when: {
      kind: 'choice',
      words: ['always', 'rows-change'],
      about:
        'Whether an index is asked for always, or only where a delete changes the rows that it finds (CASCADE, SET NULL).',
      default: 'always',
    },
    except: {
      kind: 'texts',
      names: 'columns',
      about: 'Columns that need none, as `posts.author_id`; `*` stands for any letters.',
      default: [],
      example: ['*.created_by'],
    },
  },
  messages: {
    one: ({ reference, table, referenced, purpose }: One) =>
      `${reference} has no index: each delete from ${referenced} reads all of ${table} to ${purpose}`,
    several: ({ table, referenced, columns }: Several) =>
      `${table} has no index for ${columns}: each delete from ${referenced} reads all of it`,
  },

  *check(project, say, { when, except }) {
    for (const [id, all] of bareReferences(project)) {
      const asked = when === 'always' ? all : all.filter(changesRows);
      const bare = except.length === 0 ? asked : asked.filter(({ says }) => !matchesColumns(except, id, says.columns));
      const [first] = bare;
      const table = knownState(project)?.table(id) ?? project.declared?.snapshot.table(id);
      if (!first || !table) continue;
      const { one, several, fact, notes } = wordsOn(bare);
      const large = factAbout(project.facts, id, 'large');
      const more = {
        fact,
        place: first.place,
        severity: severityOf(bare, large !== undefined),
        notes: large ? [...notes, { text: `${shownTableId(id)} is large: ${large.because}` }] : notes,
        fix: () => fixFor(id, bare, project),
      };
      if (one) yield say.one(table, one, more);
      else if (several) yield say.several(table, several, more);
    }
  },
});

interface WordsOn {
  readonly one?: One;
  readonly several?: Several;
  /** The finding of a table is another one when another reference joins it. */
  readonly fact: string;
  readonly notes: readonly Note[];
}

/** Of nearly all tables they are the same after each edit. */
const wordsOn = remembered((bare: readonly Bare[]): WordsOn => {
  const { says } = bare[0]!;
  const table = shownTableId(says.table);
  const referenced = [...new Set(bare.map((one) => shownTableId(one.says.referencedTable)))].join(' or ');
  if (bare.length === 1) {
    const one = { reference: shownReference(says), table, referenced, purpose: purposes[says.onDelete] };
    return { one, fact: says.columns.join(' '), notes: [] };
  }
  const columns = bare.map((one) => shownList(one.says.columns)).join(', ');
  const fact = bare.map((one) => one.says.columns.join(' ')).join(', ');
  return { several: { table, referenced, columns }, fact, notes: bare.map(noteOn) };
});

const purposes: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'find the rows that go with it',
  'set-null': 'find the rows to set to null',
  'set-default': 'find the rows to set to their default',
  restrict: 'see whether one still references it',
  'no-action': 'see whether one still references it',
};

/** Finding the rows to change is work of every delete; finding that there are none is all that most others do. */
function severityOf(bare: readonly Bare[], isLarge: boolean): Severity {
  if (bare.some(changesRows)) return isLarge ? 'error' : 'warning';
  return isLarge ? 'warning' : 'hint';
}

const shownList = (columns: readonly string[]): string =>
  columns.length === 1 ? (columns[0] ?? '') : `(${columns.join(', ')})`;

const noteOn = ({ says, place }: Bare): Note => ({
  text: `${shownReference(says)} ON DELETE ${actionInSql(says.onDelete)}`,
  at: place,
});

function fixFor(table: TableId, bare: readonly Bare[], { declared }: Project): Fix | undefined {
  const edit = declared?.writer.addIndexes(
    table,
    bare.map(({ says }) => says.columns),
  );
  return edit && { title: titleOf(edit.text), safe: true, edits: [edit] };
}

/** The lines that are added. */
function titleOf(text: string): string {
  // Not by a pattern: one with blanks around the end of a line is tried at each blank.
  const lines = text.split('\n').map((line) => line.trim());
  return `add ${lines.filter((line) => line !== '').join(', ')}`;
}
