import {
  actionInSql,
  type ReferentialAction,
  rememberedOfText,
  sameMembers,
  shownReference,
  shownTableId,
  type TableId,
} from '@refint/model';
import { defineRule, type Fix, factAbout, matchesColumns, type Note, type Project, type Severity } from '@refint/rule';
import { type Bare, bareReferences, changesRows } from '../bare-references.ts';

interface Words {
  readonly table: string;
  readonly referenced: string;
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
    one: ({ reference, table, referenced, purpose }: Words & { reference: string; purpose: string }) =>
      `${reference} has no index: each delete from ${referenced} reads all of ${table} to ${purpose}`,
    several: ({ table, referenced, columns }: Words & { columns: string }) =>
      `${table} has no index for ${columns}: each delete from ${referenced} reads all of it`,
  },

  *check(project, say, { when, except }) {
    for (const [id, all] of bareReferences(project)) {
      const asked = when === 'always' ? all : all.filter(changesRows);
      const bare = except.length === 0 ? asked : asked.filter(({ says }) => !matchesColumns(except, id, says.columns));
      if (bare.length === 0) continue;
      const { says, place, table } = bare[0]!;
      const large = factAbout(project.facts, id, 'large');
      const name = shownTableId(id);
      const notes: Note[] = large ? [{ text: `${name} is large: ${large.because}` }] : [];
      const more = {
        // The finding of a table is another one when another reference joins it.
        fact: bare.length === 1 ? says.columns.join(' ') : bare.map((one) => one.says.columns.join(' ')).join(', '),
        place,
        severity: severityOf(bare, large !== undefined),
        fix: fixFor(id, bare, project),
      };
      if (bare.length === 1) {
        const referenced = shownTableId(says.referencedTable);
        const words = { reference: shownReference(says), table: name, referenced, purpose: purposes[says.onDelete] };
        yield say.one(table, words, { ...more, notes });
      } else {
        const referenced = [...new Set(bare.map((one) => shownTableId(one.says.referencedTable)))].join(' or ');
        const columns = bare.map((one) => shownList(one.says.columns)).join(', ');
        yield say.several(
          table,
          { table: name, referenced, columns },
          { ...more, notes: [...bare.map(noteOn), ...notes] },
        );
      }
    }
  },
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

/** By the first of what is bare of a table, for each schema. */
const fixes = new WeakMap<object, Map<Bare, { readonly bare: readonly Bare[]; readonly fix: Fix | undefined }>>();

/** Made once for each table, as long as nobody edits the schema. */
function fixFor(table: TableId, bare: readonly Bare[], { declared }: Project): Fix | undefined {
  const [first] = bare;
  if (!declared || !first) return undefined;
  let known = fixes.get(declared);
  if (!known) fixes.set(declared, (known = new Map()));
  const last = known.get(first);
  if (last && sameMembers(last.bare, bare)) return last.fix;
  const edit = declared.writer.addIndexes(
    table,
    bare.map(({ says }) => says.columns),
  );
  const fix = edit && { title: titleOf(edit.text), safe: true, edits: [edit] };
  known.set(first, { bare, fix });
  return fix;
}

/** The lines that are added. Each text is taken apart once: the same ones are asked for after each edit. */
const titleOf = rememberedOfText((text) => {
  // Not by a pattern: one with blanks around the end of a line is tried at each blank.
  const lines = text.split('\n').map((line) => line.trim());
  return `add ${lines.filter((line) => line !== '').join(', ')}`;
});
