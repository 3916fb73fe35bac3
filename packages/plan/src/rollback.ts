import { type ForeignKey, type ServerVersion, shownReference } from '@refint/model';
import { commentOf, wrapped } from './comment.ts';
import { canBeNotValid, lockTimeout } from './migrations/draft.ts';
import type { NewMigration } from './migrations/write.ts';
import type { Plan, Step } from './plan.ts';
import { type Names, namesFor } from './sql/names.ts';
import { quote, quoteText } from './sql/quote.ts';
import { definitionOf, validateKey } from './sql/statements.ts';

/**
 * The way back, from the last migration of a plan to the first: what was there before is there again. It also takes back half
 * of a plan, and does nothing where nothing of it ran.
 */
export function rollbackOf(
  { steps, project }: Plan,
  migrations: readonly NewMigration[],
  version: ServerVersion,
): string {
  const names = namesFor(project.timeline);
  const canWait = ({ table }: ForeignKey): boolean => canBeNotValid(table, project.timeline, version);
  const keys = steps.toReversed().map((step) => keyBack(step, names, canWait));
  const validated = steps
    .toReversed()
    .flatMap(({ instead }) =>
      instead?.validated && canWait(instead) ? [inTransaction(validateKey(instead, names))] : [],
    );
  const indexes = migrations
    .filter(({ draft }) => draft.kind === 'index')
    .toReversed()
    .map(({ draft }) => indexBack(draft.steps[0]!, draft.statements.length === 1, names));
  const ran = migrations.map(({ name }, at) => `    ${quoteText(name)}${at + 1 < migrations.length ? ',' : ');'}`);
  return [
    commentOf([
      'refint plan: the way back. Run it with psql, which commits each statement; it may be run twice.',
      '',
      ...wrapped(
        'Why: where the plan has to be taken back, all foreign keys and indexes are as they were before its first file.',
      ),
      ...wrapped(
        `Locks: ACCESS EXCLUSIVE on both tables of each foreign key, which stops reads and writes, for a moment; each is waited for at most ${lockTimeout}. What was validated is looked at again, which stops nothing. Indexes go without stopping anybody.`,
      ),
      ...(project.runner === 'psql' || migrations.length === 0
        ? []
        : [
            ...wrapped(
              project.runner === 'prisma'
                ? 'Prisma goes on to believe that the files of the plan have run: take them out of the project too, and out of its table:'
                : 'drizzle goes on to believe that the files of the plan have run: take them out of its journal and its table too.',
            ),
            ...(project.runner === 'prisma'
              ? ['  DELETE FROM _prisma_migrations WHERE migration_name IN (', ...ran]
              : []),
          ]),
    ]),
    ...keys,
    ...validated,
    ...indexes,
  ]
    .join('\n\n')
    .concat('\n');
}

function keyBack(step: Step, names: Names, canWait: (key: ForeignKey) => boolean): string {
  const { key, instead, does, reference } = step;
  const was: ForeignKey | undefined = does === 'validate' ? reference.foreignKey : instead;
  const gone = [...new Set([key.name, ...(was ? [was.name] : [])])];
  const drops = gone.map((name) => `DROP CONSTRAINT IF EXISTS ${quote(name)}`);
  const adds = was ? [`ADD ${definitionOf({ ...was, validated: was.validated && !canWait(was) }, names)}`] : [];
  const statement = `ALTER TABLE ${names.table(key.table)}\n  ${[...drops, ...adds].join(',\n  ')}`;
  return `${commentOf([shownReference(key)])}\n${inTransaction(statement)}`;
}

const inTransaction = (statement: string): string =>
  `BEGIN;\nSET LOCAL lock_timeout = '${lockTimeout}';\n${statement};\nCOMMIT;`;

function indexBack({ key, index }: Step, concurrently: boolean, names: Names): string {
  const name = names.beside(key.table, index.name);
  return `DROP INDEX ${concurrently ? 'CONCURRENTLY ' : ''}IF EXISTS ${name};`;
}
