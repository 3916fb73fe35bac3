import { type Declared, type ModelField, originOf, type Relation, type Table } from '@refint/model';
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
  for (const { name, fields } of models) {
    for (const field of fields) {
      if (!field.relation || field.relation.fields.length > 0) continue;
      const relation = relations.find((one) => isOtherSide(one, name, field));
      const subject = relation && subjectOf(relation);
      if (subject) into.add(field.origin, subject, 'name');
      const table = tableOfModel(snapshot.tables, field.relation.model);
      if (table) into.add(field.origins?.['type'], { kind: 'table', table: table.id }, 'name');
    }
  }
}

const isOtherSide = (relation: Relation, model: string, { relation: side }: ModelField): boolean =>
  relation.referencedModel === model && relation.model === side?.model && relation.name === side.name;

const tableOfModel = (tables: readonly Table[], model: string): Table | undefined =>
  tables.find((table) => table.model === model);
