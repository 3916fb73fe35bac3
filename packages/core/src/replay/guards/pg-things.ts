import { isUnsure, type World } from '../world.ts';
import { namespaceOid, partOid, tableOid } from './oids.ts';
import { type Hints, hintedTexts, type Rows, row } from './relations.ts';
import { tablesAsked } from './tables-asked.ts';

/** Foreign keys are kept by triggers of their own, whose names are made of numbers. */
export function triggerRows(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { oid: ['tgrelid'] });
  const rows = asked.tables.flatMap((table) =>
    (table.triggers ?? []).map(({ name }) =>
      row({
        oid: partOid('trigger', table.id, table.schema, name),
        tgrelid: tableOid(world, table),
        tgname: name,
        tgisinternal: false,
        tgparentid: 0,
      }),
    ),
  );
  const isNamed = hintedTexts(hints, 'tgname')?.every((name) => !name.startsWith('RI_ConstraintTrigger'));
  return { rows, others: isNamed ? [] : [row({ tgisinternal: true })], complete: asked.complete };
}

/** information_schema.triggers has a row for each event of a trigger, and the events are not known. */
export function triggerEventRows(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { table: ['event_object_table'] });
  const rows = asked.tables.flatMap((table) =>
    (table.triggers ?? []).map(({ name }) =>
      row({
        trigger_schema: table.schema,
        trigger_name: name,
        event_object_schema: table.schema,
        event_object_table: table.name,
      }),
    ),
  );
  return { rows, others: rows, complete: asked.complete };
}

export function policyRows(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { table: ['tablename'] });
  const rows = asked.tables.flatMap((table) =>
    (table.policies ?? []).map((name) => row({ schemaname: table.schema, tablename: table.name, policyname: name })),
  );
  return { rows, complete: asked.complete };
}

export function policyOidRows(world: World, hints: Hints): Rows {
  const asked = tablesAsked(world, hints, { oid: ['polrelid'] });
  const rows = asked.tables.flatMap((table) =>
    (table.policies ?? []).map((name) =>
      row({
        oid: partOid('policy', table.id, table.schema, name),
        polrelid: tableOid(world, table),
        polname: name,
      }),
    ),
  );
  return { rows, complete: asked.complete };
}

/** Functions that the history made. PostgreSQL has thousands of its own, in a schema of its own, and extensions bring others. */
export function functionRows(world: World, hints: Hints): Rows {
  return {
    rows: functionsOf(world).map(({ schema, name }) => row({ proname: name, pronamespace: namespaceOid(schema) })),
    others: areOwn(hintedTexts(hints, 'proname'))
      ? []
      : ['pg_catalog', 'information_schema'].map((schema) => row({ pronamespace: namespaceOid(schema) })),
    complete: !isUnsure(world) && !world.looseTypes,
  };
}

/** information_schema.routines */
export function routineRows(world: World, hints: Hints): Rows {
  return {
    rows: functionsOf(world).map(({ schema, name }) =>
      row({ routine_schema: schema, routine_name: name, specific_schema: schema }),
    ),
    others: areOwn(hintedTexts(hints, 'routine_name'))
      ? []
      : ['pg_catalog', 'information_schema'].map((schema) => row({ routine_schema: schema, specific_schema: schema })),
    complete: !isUnsure(world) && !world.looseTypes,
  };
}

/** Each function once, however many parameters it has. */
function functionsOf({ functions }: World): readonly { readonly schema: string; readonly name: string }[] {
  return functions.values().flatMap((all) => all.map(({ schema, change }) => ({ schema, name: change.name.name })));
}

const ourVerbs =
  `set_updated update_ updated_ create_ created_ handle_ notify_ ensure_ add_ check_ audit_ log_ insert_ delete_
drop_ enforce_ prevent_ validate_ fn_ trg_ trigger_set_ touch_ sync_ track_ migrate_ is_valid_ user_ safe_`.split(
    /\s+/,
  );

/** Whether PostgreSQL itself has no function of this name: its own have no capital letters, and other words at their beginning. */
export const isOwnFunction = (name: string): boolean =>
  (/[A-Z]/.test(name) && !name.startsWith('RI_')) || ourVerbs.some((verb) => name.startsWith(verb));

const areOwn = (names: readonly string[] | undefined): boolean => names?.every(isOwnFunction) === true;

/** Extensions that the history made, and the one that is always there. */
export const extensionRows = (world: World): Rows => ({
  rows: [...world.snapshot.extensions.map(({ name }) => name), 'plpgsql'].map((name) => row({ extname: name })),
  complete: !isUnsure(world),
});
