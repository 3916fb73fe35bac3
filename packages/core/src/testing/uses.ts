import type { Snapshot } from '@refint/model';
import type { Server } from '../server/server.ts';

/** The columns that a check, an index or a generated column is about, and the sequence that a default asks. */
export interface Uses {
  readonly schema: string;
  readonly name: string;
  readonly checks: readonly Use[];
  readonly indexes: readonly Use[];
  readonly generated: readonly Use[];
  readonly defaults: readonly Use[];
}

interface Use {
  readonly name: string;
  readonly uses: readonly string[];
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** What each expression of a state uses, as the replay knows it: dropping a column and renaming it go by that. */
export const usesOf = ({ tables, holders }: Snapshot): Uses[] =>
  tables
    .map(({ schema, name, checks, indexes, columns }) => ({
      schema,
      name,
      checks: checks.map((check) => ({ name: check.name, uses: sorted(check.columns) })),
      indexes: indexes.map((index) => ({
        name: index.name,
        uses: sorted(
          [...index.columns, ...index.include, ...(index.mentions ?? [])].filter((part) =>
            columns.some((column) => column.name === part),
          ),
        ),
      })),
      generated: columns.flatMap((column) =>
        column.generated === undefined ? [] : [{ name: column.name, uses: sorted(column.generatedFrom ?? []) }],
      ),
      defaults: columns.flatMap((column) => {
        const asked = holders.find(({ number }) => number !== undefined && number === column.default?.sequence);
        return asked ? [{ name: column.name, uses: [`${asked.schema}.${asked.name}`] }] : [];
      }),
    }))
    .map(inOrder)
    .sort(byTable);

/** The same, as PostgreSQL keeps it: `pg_constraint.conkey` of a check, and `pg_depend` of everything else. */
export async function usesIn(postgres: Server): Promise<Uses[]> {
  const list = (what: string, from: string) => `coalesce((SELECT json_agg(${what}) FROM ${from}), '[]')`;
  const names = (numbers: string) =>
    list('attname', `pg_attribute a WHERE attrelid = c.oid AND attnum > 0 AND attnum IN (${numbers})`);
  const needed = (kind: string, thing: string, more = 'true') =>
    `SELECT refobjsubid FROM pg_depend WHERE classid = '${kind}'::regclass AND objid = ${thing} AND refclassid = 'pg_class'::regclass
      AND refobjid = c.oid AND ${more}`;
  const defaults =
    'pg_attrdef d JOIN pg_attribute o ON o.attrelid = adrelid AND o.attnum = adnum WHERE adrelid = c.oid';
  const sequence = `(SELECT n.nspname || '.' || s.relname FROM pg_depend JOIN pg_class s ON s.oid = refobjid JOIN pg_namespace n ON n.oid = s.relnamespace
    WHERE classid = 'pg_attrdef'::regclass AND objid = d.oid AND refclassid = 'pg_class'::regclass AND s.relkind = 'S')`;
  const { rows } = await postgres.query<Uses>(`SELECT n.nspname AS schema, c.relname AS name,
      ${list(`json_build_object('name', conname, 'uses', ${names('SELECT unnest(conkey)')})`, `pg_constraint k WHERE conrelid = c.oid AND contype = 'c'`)} AS checks,
      ${list(
        `json_build_object('name', i.relname, 'uses', ${names(`SELECT unnest(indkey) UNION ${needed('pg_class', 'i.oid')}`)})`,
        'pg_index JOIN pg_class i ON i.oid = indexrelid WHERE indrelid = c.oid',
      )} AS indexes,
      ${list(
        `json_build_object('name', o.attname, 'uses', ${names(needed('pg_attrdef', 'd.oid', 'refobjsubid <> adnum'))})`,
        `${defaults} AND attgenerated <> ''`,
      )} AS generated,
      ${list(
        `json_build_object('name', o.attname, 'uses', json_build_array(${sequence}))`,
        `${defaults} AND attgenerated = '' AND ${sequence} IS NOT NULL`,
      )} AS defaults
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`);
  return rows.map(inOrder).sort(byTable);
}

const byTable = (a: Uses, b: Uses): number => (`${a.schema}.${a.name}` < `${b.schema}.${b.name}` ? -1 : 1);

/** Everything by name, in an order that both sides have. */
function inOrder({ schema, name, checks, indexes, generated, defaults }: Uses): Uses {
  const ordered = (all: readonly Use[]): Use[] =>
    all.map((one) => ({ name: one.name, uses: sorted(one.uses) })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    schema,
    name,
    checks: ordered(checks),
    indexes: ordered(indexes),
    generated: ordered(generated),
    defaults: ordered(defaults),
  };
}
