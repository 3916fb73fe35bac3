import type { Dialect, Index } from '@refint/model';
import { constraintName } from '../schema/constraint-names.ts';
import type { FieldDraft, ModelDraft } from '../schema/draft.ts';

/** What Prisma calls the methods whose indexes it can always declare as they are. */
const methods: Readonly<Record<string, string | undefined>> = { btree: '', hash: 'Hash', gin: 'Gin' };

const classes: Readonly<Record<string, string>> = {
  jsonb_ops: 'JsonbOps',
  jsonb_path_ops: 'JsonbPathOps',
  array_ops: 'ArrayOps',
};

/** The attribute that declares an index of the database under the name that it has, so that Prisma finds it and lets it be. */
export function indexAttribute(
  { name, columns, include, options, unique, method, predicate, expressions }: Index,
  model: ModelDraft,
  fieldOf: (column: string) => FieldDraft | undefined,
  dialect: Dialect,
): string | undefined {
  const type = methods[method];
  if (type === undefined || expressions || predicate !== undefined || include.length > 0) return undefined;
  if (unique && method !== 'btree') return undefined;
  const parts: string[] = [];
  for (const [at, column] of columns.entries()) {
    const field = fieldOf(column);
    if (!field) return undefined;
    const { descending, operatorClass } = options?.[at] ?? {};
    // Of a btree or a hash Prisma reads no operator class, and would not find one that is declared.
    const ops =
      method === 'gin' && operatorClass !== undefined ? (classes[operatorClass] ?? `raw("${operatorClass}")`) : '';
    const more = [...(ops ? [`ops: ${ops}`] : []), ...(descending ? ['sort: Desc'] : [])].join(', ');
    parts.push(field.name + (more && `(${more})`));
  }
  const usual = constraintName(dialect, model.table.name, columns, unique ? '_key' : '_idx');
  const rest = [...(type ? [`type: ${type}`] : []), ...(name === usual ? [] : [`map: ${JSON.stringify(name)}`])];
  return `@@${unique ? 'unique' : 'index'}(${[`[${parts.join(', ')}]`, ...rest].join(', ')})`;
}
