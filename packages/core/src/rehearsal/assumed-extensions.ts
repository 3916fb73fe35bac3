import type { Change, Timeline, TypeName } from '@refint/model';
import { extensionOfType } from '../replay/builtin-types.ts';

/**
 * Extensions that a history needs and does not make, by the types of its columns: many people make them by hand, or have a server on
 * which every new database has them. In the order in which they are needed.
 */
export function assumedExtensions({ moments }: Pick<Timeline, 'moments'>): readonly string[] {
  const made = new Set<string>();
  const needed = new Set<string>();
  for (const { change } of moments) {
    if (change.kind === 'add' && 'name' in change && change.name) made.add(change.name.name);
    for (const written of typesIn(change)) {
      const extension = written && extensionOfType(written.type.name);
      if (written && extension !== undefined && !made.has(written.type.name)) needed.add(extension);
    }
  }
  return [...needed].filter((name) => !made.has(name));
}

function typesIn(change: Change): readonly (TypeName | undefined)[] {
  if (change.kind === 'add' && change.entity === 'table') return change.columns.map(({ type }) => type);
  if (change.kind === 'add' && change.entity === 'column') return [change.column.type];
  if (change.kind !== 'alter' || change.entity !== 'column' || change.alteration.to !== 'type') return [];
  return [change.alteration.type];
}
