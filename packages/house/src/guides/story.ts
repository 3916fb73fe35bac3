import { installRehearse } from './installed-rehearse.ts';
import { emptyScene, type Scene } from './scene.ts';

const head = `datasource db {
  provider = "postgresql"
}
`;
const models = `
model workspaces {
  id        Int                  @id
  instances workflow_instances[]
  audit     audit_log[]
}

model workflow_instances {
  id           Int        @id
  workspace_id Int
  workspace    workspaces @relation(fields: [workspace_id], references: [id], onDelete: Restrict)
  stages       stages[]

  @@index([workspace_id])
}

model stages {
  id          Int                @id
  instance_id Int
  instance    workflow_instances @relation(fields: [instance_id], references: [id], onDelete: Cascade)

  @@index([instance_id])
}

model audit_log {
  id           Int        @id
  workspace_id Int
  workspace    workspaces @relation(fields: [workspace_id], references: [id], onDelete: Cascade)

  @@index([workspace_id])
}
`;
const init = `CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
CREATE TABLE workflow_instances (
  id INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspaces ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX workflow_instances_workspace_id_idx ON workflow_instances (workspace_id);
CREATE TABLE stages (id INTEGER PRIMARY KEY, instance_id INTEGER NOT NULL);
CREATE INDEX stages_instance_id_idx ON stages (instance_id);
CREATE TABLE audit_log (id INTEGER PRIMARY KEY, workspace_id INTEGER NOT NULL);
CREATE INDEX audit_log_workspace_id_idx ON audit_log (workspace_id);
`;
const author = `ALTER TABLE stages ADD CONSTRAINT stages_instance_id_fkey
  FOREIGN KEY (instance_id) REFERENCES workflow_instances ON DELETE CASCADE ON UPDATE CASCADE;
`;
const audit = `ALTER TABLE audit_log ADD CONSTRAINT audit_log_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces ON DELETE CASCADE ON UPDATE CASCADE;
`;

const migration = (name: string, text: string) => ({ [`prisma/migrations/${name}/migration.sql`]: text });

/**
 * The project of the guides, in a repository: `v1.0` has one foreign key, `v1.1`, which is `origin/main`, one more, and the branch
 * that is checked out adds the third while others wait.
 */
export function storyScene(): Scene {
  const scene = emptyScene();
  const commit = (message: string) => {
    scene.git('add', '.');
    scene.git('commit', '-q', '-m', message);
  };
  scene.git('init', '-q', '--initial-branch', 'main');
  scene.write({
    'package.json': '{ "name": "workflows", "private": true }\n',
    'prisma/schema.prisma': head + models,
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    ...migration('20240101000000_init', init),
  });
  commit('init');
  scene.git('tag', 'v1.0');
  scene.write(migration('20240102000000_author', author));
  commit('author');
  scene.git('tag', 'v1.1');
  scene.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  scene.git('checkout', '-q', '-b', 'audit');
  scene.write(migration('20240103000000_audit', audit));
  commit('audit');
  return scene;
}

const record = `{
  "deletes": [{ "to": "workspaces", "onDelete": "restrict", "because": "a workspace is archived, not deleted" }]
}
`;

/** The same project with a decision that it goes against. */
export function troubledScene(): Scene {
  const scene = storyScene();
  scene.write({ 'refint.config.json': record });
  return scene;
}

const tenants = `CREATE TABLE jobs (id INTEGER PRIMARY KEY);
CREATE TABLE settings (id INTEGER PRIMARY KEY, workspace_id INTEGER NOT NULL);
CREATE TABLE holidays (id INTEGER PRIMARY KEY);
`;
const tenantModels = `
model jobs {
  id Int @id
}

model settings {
  id           Int @id
  workspace_id Int
}

model holidays {
  id Int @id
}
`;

/** The same project with tables of which it is not clear whose they are. */
export function sharedScene(): Scene {
  const scene = storyScene();
  scene.write({
    'prisma/schema.prisma': head + models + tenantModels,
    ...migration('20240104000000_tenants', tenants),
  });
  return scene;
}

/** The same project before its last migration, where `@refint/rehearse` is installed. */
export function rehearsalScene(): Scene {
  const scene = storyScene();
  scene.git('checkout', '-q', 'main');
  installRehearse(scene.folder);
  return scene;
}
