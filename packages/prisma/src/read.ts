import { type Declared, type Source, sameMembers } from '@refint/model';
import { declaredOf } from './declared.ts';
import { follow, type Reading, readAll } from './reading.ts';
import { prepareFiles } from './syntax/file.ts';

/**
 * Reads a Prisma schema of one or many files. It never throws: a block that is broken is one fatal problem, the rest of
 * it is read, and its table is in doubt. What can be read and means nothing, such as an unknown type, is a problem that
 * is not fatal. A source is read once, and of a changed one only the changed blocks are read again.
 *
 * @param before schemas that were read before and that nobody asks any more: where this is what one of them has become, all of it
 *   that is as it was moves over, as the same tables and relations
 */
export async function readPrisma(sources: readonly Source[], before: readonly Declared[] = []): Promise<Declared> {
  const old = before.find((one) => isOf(sources, readings.get(one)));
  const reading = old && readings.get(old);
  await prepareFiles(
    sources,
    reading?.files.map(({ source }) => source),
  );
  return readPrepared(sources, old);
}

/** The same where `prepareFiles` was awaited, or the grammar is loaded. */
export function readPrepared(sources: readonly Source[], before?: Declared): Declared {
  const [first] = sources;
  const last = first && answers.get(first);
  if (last && sameMembers(last.sources, sources)) return last.declared;
  const reading = followed(sources, before) ?? readAll(sources);
  const declared = declaredOf(reading);
  readings.set(declared, reading);
  if (first) answers.set(first, { sources: [...sources], declared });
  return declared;
}

const answers = new WeakMap<Source, { readonly sources: readonly Source[]; readonly declared: Declared }>();
const readings = new WeakMap<Declared, Reading>();

/** Whether files are those that were read, whatever is in them by now. */
const isOf = (sources: readonly Source[], reading: Reading | undefined): boolean =>
  reading?.files.length === sources.length &&
  reading.files.every(({ source }, at) => source.path === sources[at]?.path);

function followed(sources: readonly Source[], before: Declared | undefined): Reading | undefined {
  const old = before && readings.get(before);
  const reading = old && follow(old, sources);
  if (!before || !reading) return undefined;
  // Its places are those of the new one by now.
  readings.delete(before);
  for (const { source } of old.files) if (answers.get(source)?.declared === before) answers.delete(source);
  return reading;
}
