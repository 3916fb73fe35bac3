import { emptyScene, type Scene } from './scene.ts';

const schema = `datasource db {
  provider = "postgresql"
}

model workspaces {
  id        Int                  @id
  configs   config_versions[]
  instances workflow_instances[]
}

model config_versions {
  id           Int                  @id
  workspace_id Int
  workspace    workspaces           @relation(fields: [workspace_id], references: [id], onDelete: Restrict)
  instances    workflow_instances[]

  @@index([workspace_id])
}

model workflow_instances {
  id                Int             @id
  workspace_id      Int
  config_version_id Int
  workspace         workspaces      @relation(fields: [workspace_id], references: [id], onDelete: Cascade)
  config            config_versions @relation(fields: [config_version_id], references: [id], onDelete: Restrict)
  stages            stages[]

  @@index([workspace_id])
}

model stages {
  id          Int                @id
  instance_id Int
  instance    workflow_instances @relation(fields: [instance_id], references: [id], onDelete: Cascade)

  @@index([instance_id])
}
`;

const init = `CREATE TABLE workspaces (id INTEGER PRIMARY KEY);
CREATE TABLE config_versions (id INTEGER PRIMARY KEY, workspace_id INTEGER NOT NULL);
CREATE INDEX config_versions_workspace_id_idx ON config_versions (workspace_id);
CREATE TABLE workflow_instances (
  id INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL,
  config_version_id INTEGER NOT NULL
);
CREATE INDEX workflow_instances_workspace_id_idx ON workflow_instances (workspace_id);
CREATE TABLE stages (id INTEGER PRIMARY KEY, instance_id INTEGER NOT NULL);
CREATE INDEX stages_instance_id_idx ON stages (instance_id);
ALTER TABLE config_versions ADD CONSTRAINT config_versions_workspace_id_fkey
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE ON UPDATE CASCADE;
`;

const guarded = `DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns
             WHERE table_name = 'stages' AND column_name = 'workflow_instance_id') THEN
    ALTER TABLE stages ADD CONSTRAINT stages_workflow_instance_id_fkey
      FOREIGN KEY (workflow_instance_id) REFERENCES workflow_instances (id) ON DELETE CASCADE;
  END IF;
END $$;
`;

const record = `{
  "deletes": [
    {
      "from": "workflow_instances",
      "onDelete": "restrict",
      "priority": "critical",
      "because": "the audit trail is kept"
    },
    { "to": "workspaces", "onDelete": "restrict", "priority": "high", "because": "a workspace is archived, not deleted" }
  ]
}
`;

/** A project with four relations and one foreign key, which has the wrong action; a guard has left out another one without a word. */
export function unenforcedScene(): Scene {
  const scene = emptyScene();
  scene.git('init', '-q', '--initial-branch', 'main');
  scene.write({
    'package.json': '{ "name": "workflows", "private": true }\n',
    'refint.config.json': record,
    'prisma/schema.prisma': schema,
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    'prisma/migrations/20240101000000_init/migration.sql': init,
    'prisma/migrations/20240102000000_add_foreign_keys/migration.sql': guarded,
  });
  scene.git('add', '.');
  scene.git('commit', '-q', '-m', 'as it was found');
  return scene;
}
