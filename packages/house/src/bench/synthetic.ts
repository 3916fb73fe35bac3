import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tables that one migration creates. */
const perMigration = 20;

/**
 * Writes a project of so many tables, as Prisma would write it: each table but the first references the one before it and
 * one far behind, migrations create twenty tables each, and every foreign key is there.
 */
export function writeSynthetic(folder: string, tables: number): void {
  mkdirSync(join(folder, 'prisma'), { recursive: true });
  const numbers = Array.from({ length: tables }, (_, at) => at);
  const header = 'datasource db {\n  provider = "postgresql"\n}\n';
  writeFileSync(join(folder, 'prisma/schema.prisma'), [header, ...numbers.map((at) => model(at, tables))].join('\n'));
  for (let first = 0; first < tables; first += perMigration) {
    const name = String(first / perMigration).padStart(14, '0');
    const migration = join(folder, 'prisma/migrations', `${name}_step`);
    const created = numbers.slice(first, first + perMigration);
    mkdirSync(migration, { recursive: true });
    writeFileSync(
      join(migration, 'migration.sql'),
      [...created.map(table), ...created.flatMap(foreignKeys)].join('\n'),
    );
  }
}

/** What a table references: by name of the relation, the number of the other table. */
function references(at: number): [name: string, other: number][] {
  return at === 0
    ? []
    : [
        ['near', at - 1],
        ['far', Math.floor(at / 2)],
      ];
}

function model(at: number, tables: number): string {
  const held = references(at).map(
    ([name, other]) =>
      `  ${name}Id String\n  ${name} Thing${other} @relation("${name}${at}", fields: [${name}Id], references: [id])\n`,
  );
  const back = [['near', at + 1] as const, ['far', 2 * at] as const, ['far', 2 * at + 1] as const]
    .filter(([, other]) => other > 0 && other < tables)
    .map(([name, other]) => `  ${name}Of${other} Thing${other}[] @relation("${name}${other}")\n`);
  const indexes = references(at).map(([name]) => `  @@index([${name}Id])\n`);
  return `model Thing${at} {\n  id String @id\n  name String?\n  createdAt DateTime @default(now())\n${[...held, ...back, ...indexes].join('')}}\n`;
}

function table(at: number): string {
  const columns = ['"id" TEXT NOT NULL', '"name" TEXT', '"createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP'];
  const held = references(at).map(([name]) => `"${name}Id" TEXT NOT NULL`);
  const key = `CONSTRAINT "Thing${at}_pkey" PRIMARY KEY ("id")`;
  return `-- CreateTable\nCREATE TABLE "Thing${at}" (\n    ${[...columns, ...held].join(',\n    ')},\n\n    ${key}\n);\n`;
}

function foreignKeys(at: number): string[] {
  return references(at).flatMap(([name, other]) => [
    `-- CreateIndex\nCREATE INDEX "Thing${at}_${name}Id_idx" ON "Thing${at}"("${name}Id");\n`,
    `-- AddForeignKey\nALTER TABLE "Thing${at}" ADD CONSTRAINT "Thing${at}_${name}Id_fkey" FOREIGN KEY ("${name}Id") REFERENCES "Thing${other}"("id") ON DELETE RESTRICT ON UPDATE CASCADE;\n`,
  ]);
}
