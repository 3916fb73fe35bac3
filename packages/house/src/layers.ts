import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { cyclesIn } from './cycles.ts';
import { globalsOf, type Import, importsOf } from './imports.ts';
import { isTest, type Room, runtimeOf } from './rooms.ts';
import { codeIn, tableOf } from './tables.ts';

/** What docs/ARCHITECTURE.md allows: by the name of a room, or a pattern such as `plugins/*`. */
export interface Layers {
  readonly mayKnow: ReadonlyMap<string, readonly string[]>;
  readonly mayUse: ReadonlyMap<string, readonly string[]>;
}

/** Reads the tables of the arrows and of the doors: the document is the rule. */
export function readLayers(markdown: string): Layers {
  const arrows = tableOf(markdown, ['package', 'may know', 'may not']);
  const doors = tableOf(markdown, ['room', 'may use']);
  return {
    mayKnow: new Map(arrows.map((row) => [codeIn(row.package)[0] ?? '', codeIn(row['may know'])])),
    mayUse: new Map(doors.map((row) => [codeIn(row.room)[0] ?? '', codeIn(row['may use'])])),
  };
}

/**
 * Every way in which the rooms differ from the document, a sentence each: rooms without a row and rows without a room,
 * imports and dependencies that no arrow allows, reaching around a package's public face, packages that are used and not
 * declared, doors of the machine, and circles.
 *
 * @param shared names of packages that every test may use: the development dependencies of the root.
 */
export function trespasses(rooms: readonly Room[], layers: Layers, shared: readonly string[] = []): string[] {
  return [
    ...differences(rooms, layers),
    ...rooms.flatMap((room) => [
      ...inManifest(room, rooms, layers),
      ...inFiles(room, rooms, layers, shared),
      ...inDoors(room, layers),
      ...inCircles(room),
    ]),
    ...cyclesIn(arrowsOf(rooms)).map((cycle) => `packages in a circle: ${cycle.join(' → ')}`),
  ];
}

function differences(rooms: readonly Room[], { mayKnow, mayUse }: Layers): string[] {
  const names = rooms.map(({ name }) => name);
  const rows = [...new Set([...mayKnow.keys(), ...mayUse.keys()])];
  return [
    ...names.filter((name) => !rowFor(mayKnow, name)).map((name) => `${name} has no row in the table of arrows`),
    ...rows.filter((row) => !names.some((name) => isMatch(row, name))).map((row) => `${row} has a row and is no room`),
  ];
}

/** A package.json may name no room that the code may not import, not even as a peer. */
function inManifest(room: Room, rooms: readonly Room[], layers: Layers): string[] {
  const named = Object.keys({ ...runtimeOf(room.manifest), ...room.manifest.peerDependencies });
  return named.flatMap((name) => {
    const other = rooms.find(({ manifest }) => manifest.name === name);
    return other && !mayKnow(layers, room, other) ? [`${room.folder}/package.json: ${notKnow(room, other)}`] : [];
  });
}

function inFiles(room: Room, rooms: readonly Room[], layers: Layers, shared: readonly string[]): string[] {
  return [...room.files].flatMap(([path, text]) => {
    const judge = (named: Import) => judgeImport(room, path, named.specifier, { rooms, layers, shared });
    return importsOf(path, text)
      .flatMap((named) => judge(named) ?? [])
      .map((wrong) => `${room.folder}/${path}: ${wrong}`);
  });
}

interface House {
  readonly rooms: readonly Room[];
  readonly layers: Layers;
  readonly shared: readonly string[];
}

function judgeImport(room: Room, path: string, specifier: string, house: House): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    const meant = posix.join(posix.dirname(path), specifier);
    return meant.startsWith('src/') ? undefined : `${specifier} leaves the package`;
  }
  if (isBuiltin(specifier))
    return specifier.startsWith('node:') ? undefined : `${specifier} is written node:${specifier}`;

  const name = packageOf(specifier);
  const other = house.rooms.find(({ manifest }) => manifest.name === name);
  if (other && specifier !== name) return `${specifier} reaches past the public face of ${name}`;
  if (other === room) return `${specifier} is this package itself`;
  if (other && !isTest(path) && !mayKnow(house.layers, room, other)) return notKnow(room, other);
  return isDeclared(room, path, name, house.shared) ? undefined : `${name} is no dependency of ${room.manifest.name}`;
}

/** Tests, and a room that is never published, may use what is only there for development. */
function isDeclared({ manifest }: Room, path: string, name: string, shared: readonly string[]): boolean {
  if (Object.hasOwn({ ...runtimeOf(manifest), ...manifest.peerDependencies }, name)) return true;
  if (!isTest(path) && !manifest.private) return false;
  return Object.hasOwn(manifest.devDependencies ?? {}, name) || shared.includes(name);
}

/** The modules of Node and the globals through which a room that is not a test reaches the machine. */
function inDoors(room: Room, { mayUse }: Layers): string[] {
  const allowed = rowFor(mayUse, room.name) ?? [];
  if (allowed.includes('*')) return [];
  return [...room.files]
    .filter(([path]) => !isTest(path))
    .flatMap(([path, text]) => {
      const modules = importsOf(path, text)
        .filter(({ specifier, typeOnly }) => isBuiltin(specifier) && !typeOnly)
        .map(({ specifier }) => specifier.replace(/^node:/, '').split('/')[0] ?? '');
      const globals = [...globalsOf(path, text, new Set(Object.keys(doorOf)))].map((name) => doorOf[name] ?? name);
      return [...new Set([...modules, ...globals])]
        .filter((door) => !allowed.includes(door))
        .map((door) => `${room.folder}/${path}: ${room.name} may not use ${door}`);
    });
}

/** Which door a global belongs to. `Date` is always the clock here: nothing else in refint has to do with dates. */
const doorOf: Readonly<Record<string, string>> = {
  process: 'process',
  console: 'console',
  Date: 'clock',
  performance: 'clock',
  setTimeout: 'clock',
  setInterval: 'clock',
  setImmediate: 'clock',
  fetch: 'network',
};

function inCircles(room: Room): string[] {
  const graph = new Map(
    [...room.files]
      .filter(([path]) => !isTest(path))
      .map(([path, text]) => {
        const near = importsOf(path, text).filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly);
        return [path, new Set(near.map(({ specifier }) => posix.join(posix.dirname(path), specifier)))] as const;
      }),
  );
  return cyclesIn(graph).map((cycle) => `${room.folder}: files in a circle: ${cycle.join(' → ')}`);
}

/** Who knows whom, by the imports of files that are no tests and by what is declared for running. */
function arrowsOf(rooms: readonly Room[]): Map<string, Set<string>> {
  return new Map(
    rooms.map((room) => {
      const imported = [...room.files]
        .filter(([path]) => !isTest(path))
        .flatMap(([path, text]) => importsOf(path, text).map(({ specifier }) => packageOf(specifier)));
      const known = [...imported, ...Object.keys(runtimeOf(room.manifest))];
      return [room.manifest.name, new Set(known.filter((name) => name !== room.manifest.name))];
    }),
  );
}

function mayKnow({ mayKnow }: Layers, room: Room, other: Room): boolean {
  return (rowFor(mayKnow, room.name) ?? []).some((allowed) => isMatch(allowed, other.name));
}

/** A row with the room's own name comes before a pattern. */
function rowFor(rows: ReadonlyMap<string, readonly string[]>, name: string): readonly string[] | undefined {
  const pattern = [...rows.keys()].find((row) => isMatch(row, name));
  return rows.get(name) ?? (pattern === undefined ? undefined : rows.get(pattern));
}

function isMatch(pattern: string, name: string): boolean {
  return pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)));
}

function notKnow(room: Room, other: Room): string {
  return `${room.name} may not know ${other.name}`;
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}
