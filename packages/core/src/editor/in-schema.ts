import { type Declared, originOf, type Relation } from '@refint/model';
import type { Project } from '@refint/rule';
import type { Standings, Subject } from './subjects.ts';

/** What the schema speaks of: models, fields, relations and the types of fields. */
export function addDeclared({ declared, graph }: Project, into: Standings): void {
  if (!declared) return;
  for (const table of declared.snapshot.tables) {
    const own: Subject = { kind: 'table', table: table.id };
    into.add(table.origin, own, 'schema');
    into.add(table.origins?.['name'], own, 'name');
    for (const column of table.columns) {
      const subject: Subject = { kind: 'column', table: table.id, column: column.name };
      into.add(column.origin, subject, 'schema');
      into.add(column.origins?.['name'], subject, 'name');
    }
  }
  const byRelation = new Map(graph.references.flatMap((one) => (one.relation ? [[one.relation, one] as const] : [])));
  for (const [relation, reference] of byRelation) {
    const subject: Subject = { kind: 'reference', reference };
    if (relation.implicitManyToMany) continue;
    into.add(relation.origin, subject, 'schema');
    for (const fact of ['columns', 'referencedColumns', 'onDelete', 'onUpdate'])
      into.add(originOf(relation, fact), subject, 'name');
    into.add(relation.origins?.['referencedTable'], { kind: 'table', table: relation.referencedTable }, 'name');
  }
  addOtherSides(declared, [...byRelation.keys()], into, (relation) => {
    const reference = byRelation.get(relation);
    return reference && { kind: 'reference', reference };
  });
}

/** The sides of relations that hold no columns: `posts Post[]`. */
function addOtherSides(
  { models, snapshot }: Declared,
  relations: readonly Relation[],
  into: Standings,
  subjectOf: (relation: Relation) => Subject | undefined,
): void {
  const byEnds = new Map<string, Relation>();
  for (const one of relations) {
    const ends = endsOf(one.referencedModel, one.model, one.name);
    if (!byEnds.has(ends)) byEnds.set(ends, one);
  }
  const byModel = new Map([...snapshot.tables].reverse().map((table) => [table.model, table]));
  for (const { name, fields } of models) {
    for (const field of fields) {
      if (!field.relation || field.relation.fields.length > 0) continue;
      const relation = byEnds.get(endsOf(name, field.relation.model, field.relation.name));
      const subject = relation && subjectOf(relation);
      if (subject) into.add(field.origin, subject, 'name');
      const table = byModel.get(field.relation.model);
      if (table) into.add(field.origins?.['type'], { kind: 'table', table: table.id }, 'name');
    }
  }
}

const endsOf = (referenced: string, model: string, name: string): string => `${referenced} ${model} ${name}`;
