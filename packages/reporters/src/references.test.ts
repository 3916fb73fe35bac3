import { type Enforcement, type Reference, RelationGraph, written } from '@refint/model';
import { expect, test } from 'vitest';
import { references } from './references.ts';
import { at, counts, migration, project, report, schema } from './sample.ts';

const origin = (place: ReturnType<typeof at>) => written(place.source, place.span);

function reference(table: string, column: string, enforcement: Enforcement, more: Partial<Reference> = {}): Reference {
  return {
    kind: 'reference',
    table: `public.${table}`,
    columns: [column],
    referencedTable: 'public.workspaces',
    referencedColumns: ['id'],
    relation: undefined,
    foreignKey: undefined,
    event: undefined,
    enforcement,
    because: undefined,
    onDelete: 'cascade',
    onUpdate: 'no-action',
    origin: origin(at(schema, 'workspace ')),
    ...more,
  };
}

const foreignKey = {
  kind: 'foreign-key',
  table: 'public.vendors',
  name: 'vendors_fkey',
  columns: ['workspace_id'],
  referencedTable: 'public.workspaces',
  referencedColumns: ['id'],
  onDelete: 'restrict',
  onUpdate: 'no-action',
  setColumns: undefined,
  match: 'simple',
  deferrable: false,
  initiallyDeferred: false,
  validated: true,
  origin: origin(at(migration, 'vendors_fkey')),
} as const;

const relation = {
  kind: 'relation',
  table: 'public.roles',
  model: 'Role',
  field: 'workspace',
  name: 'RoleToWorkspace',
  constraint: 'roles_workspace_id_fkey',
  columns: ['workspace_id'],
  fields: ['workspaceId'],
  referencedTable: 'public.workspaces',
  referencedModel: 'Workspace',
  referencedColumns: ['id'],
  referencedFields: ['id'],
  onDelete: 'cascade',
  onUpdate: 'cascade',
  implicitManyToMany: false,
  origin: origin(at(schema, 'workspace ')),
} as const;

const inventory = [
  reference('vendors', 'workspace_id', 'enforced', { foreignKey, onDelete: 'restrict' }),
  reference('roles', 'workspace_id', 'declared-only', {
    relation,
    because: { text: 'no migration creates it', at: undefined },
  }),
  reference('clusters', 'space_id', 'skipped', {
    onDelete: undefined,
    onUpdate: undefined,
    because: {
      text: 'clusters has no column space_id at this point',
      at: origin(at(migration, 'ALTER TABLE vendors')),
    },
  }),
];

/** A graph is only asked for its references, in whatever order it has them. */
const graph = Object.assign(Object.create(RelationGraph.prototype) as RelationGraph, { references: inventory });

const made = report({
  projects: [
    project({
      project: { ...project().project, graph },
      counts: counts({ enforced: 1, 'declared-only': 1, skipped: 1 }),
      notes: ['fix.sql is never run'],
    }),
  ],
  problems: [{ kind: 'not-understood', text: 'not understood', at: at(migration, 'CREATE'), fatal: false }],
});

test('as a table', () => {
  expect(`\n${references.table(made)}`).toMatchInlineSnapshot(`
    "
    Project .: 2 models in 1 file, 1 migration with 3 statements
    1 of 3 references enforced by foreign keys (33 %): 1 skipped by a guard and 1 only declared.
    note: fix.sql is never run

    reference                             on delete  on update  state
    clusters.space_id → workspaces.id                           skipped
    roles.workspace_id → workspaces.id    CASCADE    NO ACTION  declared-only
    vendors.workspace_id → workspaces.id  RESTRICT   NO ACTION  enforced

    Why not (2):
    clusters.space_id → workspaces.id
      skipped: clusters has no column space_id at this point
      because of prisma/migrations/1_init/migration.sql:3:1
    roles.workspace_id → workspaces.id
      declared-only: no migration creates it
      declared at prisma/schema.prisma:9:3

    1 problem: what refint could not do
    prisma/migrations/1_init/migration.sql:1:1 not-understood: not understood
    "
  `);
});

test('as Markdown', () => {
  expect(`\n${references.markdown(made)}`).toMatchInlineSnapshot(`
    "
    # References

    ## \`.\`

    2 models in 1 file, 1 migration with 3 statements. 1 of 3 references enforced by foreign keys (33 %): 1 skipped by a guard and 1 only declared.

    - fix.sql is never run

    | reference | on delete | on update | state |
    | --- | --- | --- | --- |
    | clusters.space_id → workspaces.id |  |  | skipped |
    | roles.workspace_id → workspaces.id | CASCADE | NO ACTION | declared-only |
    | vendors.workspace_id → workspaces.id | RESTRICT | NO ACTION | enforced |

    ### Why not (2)

    - clusters.space_id → workspaces.id: skipped: clusters has no column space_id at this point
      - because of \`prisma/migrations/1_init/migration.sql:3:1\`
    - roles.workspace_id → workspaces.id: declared-only: no migration creates it
      - declared at \`prisma/schema.prisma:9:3\`

    ## 1 problem: what refint could not do

    - not-understood: not understood, at \`prisma/migrations/1_init/migration.sql:1:1\`
    "
  `);
});

test('as JSON', () => {
  expect(references.json(made)).toMatchInlineSnapshot(`
    "{
      "projects": [
        {
          "name": ".",
          "summary": {
            "schemaFiles": 1,
            "migrationFiles": 1,
            "statements": 3,
            "quietMigrations": 0,
            "models": 2,
            "tables": 2,
            "references": 3,
            "enforced": 1,
            "coverage": 33.3,
            "byEnforcement": {
              "enforced": 1,
              "skipped": 1,
              "declared-only": 1
            }
          },
          "references": [
            {
              "table": "clusters",
              "columns": [
                "space_id"
              ],
              "referencedTable": "workspaces",
              "referencedColumns": [
                "id"
              ],
              "onDelete": null,
              "onUpdate": null,
              "enforcement": "skipped",
              "enforced": false,
              "because": {
                "text": "clusters has no column space_id at this point",
                "path": "prisma/migrations/1_init/migration.sql",
                "line": 3,
                "column": 1,
                "endLine": 3,
                "endColumn": 20
              },
              "relation": null,
              "foreignKey": null
            },
            {
              "table": "roles",
              "columns": [
                "workspace_id"
              ],
              "referencedTable": "workspaces",
              "referencedColumns": [
                "id"
              ],
              "onDelete": "cascade",
              "onUpdate": "no-action",
              "enforcement": "declared-only",
              "enforced": false,
              "because": {
                "text": "no migration creates it",
                "path": null,
                "line": null,
                "column": null,
                "endLine": null,
                "endColumn": null
              },
              "relation": {
                "model": "Role",
                "field": "workspace",
                "path": "prisma/schema.prisma",
                "line": 9,
                "column": 3,
                "endLine": 9,
                "endColumn": 13
              },
              "foreignKey": null
            },
            {
              "table": "vendors",
              "columns": [
                "workspace_id"
              ],
              "referencedTable": "workspaces",
              "referencedColumns": [
                "id"
              ],
              "onDelete": "restrict",
              "onUpdate": "no-action",
              "enforcement": "enforced",
              "enforced": true,
              "because": null,
              "relation": null,
              "foreignKey": {
                "name": "vendors_fkey",
                "validated": true,
                "path": "prisma/migrations/1_init/migration.sql",
                "line": 3,
                "column": 36,
                "endLine": 3,
                "endColumn": 48
              }
            }
          ],
          "notes": [
            "fix.sql is never run"
          ]
        }
      ],
      "problems": [
        {
          "kind": "not-understood",
          "text": "not understood",
          "path": "prisma/migrations/1_init/migration.sql",
          "line": 1,
          "column": 1,
          "endLine": 1,
          "endColumn": 7,
          "fatal": false
        }
      ]
    }
    "
  `);
});

test('without references, and without projects', () => {
  expect(references.table(report({ projects: [project({ counts: counts({}) })] }))).toMatchInlineSnapshot(`
    "Project .: 2 models in 1 file, 1 migration with 3 statements
    There are no references.
    "
  `);
  expect(references.table(report({ projects: [] }))).toMatchInlineSnapshot(`
    "No findings, because nothing was read: there is no schema and no migration.
    "
  `);
});
