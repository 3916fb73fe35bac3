import type { EnumType } from '../data-type.ts';
import type { Snapshot } from '../snapshot.ts';
import type { DifferenceOf } from './difference.ts';

const none: readonly never[] = [];

/** Enums that one side lacks, or that have other values. The order of values does not count. */
export function enumDrift(
  declared: Snapshot,
  made: Snapshot,
  schemas: readonly string[],
): readonly DifferenceOf<'enum'>[] {
  const drift: DifferenceOf<'enum'>[] = [];
  for (const type of declared.types) {
    if (type.kind !== 'enum') continue;
    const { schema, name } = type;
    const other = made.typeNamed(schema, name);
    if (other?.kind !== 'enum') {
      drift.push({ what: 'enum', schema, name, declared: type, made: undefined, added: none, dropped: none });
      continue;
    }
    const [added, dropped] = [valuesBesides(type, other), valuesBesides(other, type)];
    if (added.length === 0 && dropped.length === 0) continue;
    drift.push({ what: 'enum', schema, name, declared: type, made: other, added, dropped });
  }
  for (const type of made.types) {
    if (type.kind !== 'enum' || !schemas.includes(type.schema)) continue;
    const { schema, name } = type;
    if (declared.typeNamed(schema, name)) continue;
    drift.push({ what: 'enum', schema, name, declared: undefined, made: type, added: none, dropped: none });
  }
  return drift;
}

function valuesBesides({ values }: EnumType, other: EnumType): readonly string[] {
  const known = new Set(other.values);
  return values.every((value) => known.has(value)) ? none : values.filter((value) => !known.has(value));
}
