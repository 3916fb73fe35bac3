import { dirname, join, resolve } from 'node:path';
import { isThere } from './disk.ts';
import type { Folder } from './folders.ts';
import { isFolder, listFolder } from './folders.ts';
import { type Collector, sourceIn } from './found.ts';
import { shownPath } from './paths.ts';
import { readPrismaConfig } from './prisma-config.ts';

/** Where somebody said that a Prisma project lies. Paths are absolute. */
export interface PrismaPlace {
  readonly schema: string;
  readonly migrations: string | undefined;
  /** Tables and enums that others manage, where the configuration says so; `unknown` where only it knows. */
  readonly external?: readonly string[] | 'unknown' | undefined;
  readonly notes: readonly string[];
  readonly by: string;
}

const configName = /^prisma\.config\.(?:[cm]?ts|[cm]?js)$/;
const hiddenConfigName = /^prisma\.(?:[cm]?ts|[cm]?js)$/;

/**
 * What a folder's own files say about its Prisma schema: `prisma.config.ts`, `.config/prisma.ts` or
 * `package.json#prisma.schema`, in Prisma's order. Nothing when they say nothing, so that the usual places apply.
 */
export function prismaPlaceIn(folder: Folder, into: Collector): PrismaPlace | undefined {
  const config = configFileIn(folder);
  const source = config === undefined ? undefined : sourceIn(into, config);
  if (config === undefined || !source) return packagePlace(folder, into);
  const read = readPrismaConfig(source.text);
  const at = dirname(config);
  const notes = read.computed.map((setting) => {
    const what = `${source.path} computes its ${setting}, which is not known without running it`;
    return `${what}: ${setting === 'external tables' ? 'rules about drift are silent' : 'looked in the usual places'}`;
  });
  const external = read.computed.includes('external tables') ? 'unknown' : read.external;
  const schema = read.schema === undefined ? undefined : resolve(at, read.schema);
  const place = schema ?? packagePlace(folder, into)?.schema ?? usualSchema(folder.path);
  if (place === undefined) {
    into.notes.push(...notes);
    return undefined;
  }
  const migrations = read.migrations === undefined ? undefined : resolve(at, read.migrations);
  return { schema: place, migrations, external, notes, by: source.path };
}

function configFileIn({ path, files }: Folder): string | undefined {
  const name = files.find((file) => configName.test(file));
  if (name !== undefined) return join(path, name);
  const hidden = join(path, '.config');
  const inside = isThere(hidden) ? listFolder(hidden)?.files.find((file) => hiddenConfigName.test(file)) : undefined;
  return inside === undefined ? undefined : join(hidden, inside);
}

function packagePlace({ path, files }: Folder, into: Collector): PrismaPlace | undefined {
  if (!files.includes('package.json')) return undefined;
  const source = sourceIn(into, join(path, 'package.json'));
  if (!source?.text.includes('"prisma"')) return undefined;
  try {
    const { prisma } = JSON.parse(source.text) as { prisma?: { schema?: unknown } | null };
    if (typeof prisma?.schema !== 'string') return undefined;
    return { schema: resolve(path, prisma.schema), migrations: undefined, notes: [], by: source.path };
  } catch {
    // The package manager will say so; the usual places still count.
    into.notes.push(`${source.path} is not JSON, so it is not known whether it names a schema`);
    return undefined;
  }
}

/** Where Prisma looks when nobody says anything. */
function usualSchema(folder: string): string | undefined {
  const places = ['prisma/schema.prisma', 'prisma/schema', 'schema.prisma'].map((place) => join(folder, place));
  return places.find((place) => (place.endsWith('.prisma') ? isThere(place) : isFolder(place)));
}

/** The sentence about a place that does not hold what it should. */
export const nothingAt = (cwd: string, { by, schema }: PrismaPlace): string =>
  `${by} names the schema ${shownPath(cwd, schema)}, which does not exist`;
