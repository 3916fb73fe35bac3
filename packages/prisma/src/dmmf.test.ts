import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Declared,
  type FieldDefault,
  type Model,
  type ModelField,
  type ModelIndex,
  sourceOf,
} from '@refint/model';
import { describe, expect, test } from 'vitest';
import { readSchema } from './testing/read.ts';

const corpus = process.env['REFINT_CORPUS'] ?? '../shared/corpus';
const entries = existsSync(corpus)
  ? readdirSync(corpus).filter((name) => existsSync(join(corpus, name, 'dmmf.json')))
  : [];
if (entries.length === 0)
  console.warn(
    `skipped: 196 tests that compare 28 schemas with what Prisma says of them, because there is no corpus at ${corpus}`,
  );
const schemaOf = (name: string) => {
  const path = join(corpus, name, 'schema.prisma');
  return sourceOf(path, readFileSync(path, 'utf8'));
};

// The truth is what Prisma's own parser said of each schema; our answer is put into its shape.
describe.skipIf(entries.length === 0)('every schema of the corpus is read as Prisma reads it', () => {
  for (const entry of entries) {
    const truth = JSON.parse(readFileSync(join(corpus, entry, 'dmmf.json'), 'utf8')) as Truth;
    const declared = readSchema([schemaOf(entry)]);

    describe(entry, () => {
      test('without problems', () => expect(declared.problems).toEqual([]));
      test('datasource and preview features', () => {
        expect(declared.dialect).toBe(truth.datasource.provider);
        expect(declared.datasource.schemas).toEqual(truth.datasource.schemas);
        expect(declared.relationMode).toBe(truth.datasource.relationMode === 'prisma' ? 'prisma' : 'foreign-keys');
        expect([...declared.datasource.previewFeatures].sort()).toEqual([...truth.previewFeatures].sort());
      });
      test('models and their fields', () => expect(byName(modelsOf(declared))).toEqual(byName(truth.models)));
      test('enums', () => expect(byName(enumsOf(declared))).toEqual(byName(truth.enums)));
      test('keys and indexes', () => expect(sorted(indexesOf(declared))).toEqual(sorted(truth.indexes)));
      test('relations', () => expect(sorted(relationsOf(declared))).toEqual(sorted(truth.relations)));
      test('implicit many-to-many relations', () => {
        expect(sorted(manyToManyOf(declared))).toEqual(sorted(truth.implicitManyToMany.map(unordered)));
      });
    });
  }
});

interface Named {
  readonly name: string;
}

interface Truth {
  readonly datasource: {
    readonly provider: string;
    readonly schemas: readonly string[];
    readonly relationMode: string | null;
  };
  readonly previewFeatures: readonly string[];
  readonly models: readonly Named[];
  readonly enums: readonly Named[];
  readonly indexes: readonly object[];
  readonly relations: readonly object[];
  readonly implicitManyToMany: readonly ManyToMany[];
}

interface ManyToMany {
  readonly a: string;
  readonly b: string;
  readonly name: string;
}

const byName = (things: readonly Named[]) => [...things].sort((a, b) => (a.name < b.name ? -1 : 1));
const sorted = (things: readonly object[]) => things.map((thing) => stable(thing)).sort();
const stable = (thing: object) => JSON.stringify(Object.entries(thing).sort(([a], [b]) => (a < b ? -1 : 1)));

// What is ignored is left out of the client, and so of what Prisma's parser tells.
const told = (declared: Declared) => declared.models.filter((model) => model.kind !== 'type' && !model.ignored);

const modelsOf = (declared: Declared) =>
  told(declared).map((model) => ({
    name: model.name,
    dbName: model.databaseName ?? null,
    primaryKey: model.primaryKey ? { name: model.primaryKey.name ?? null, fields: model.primaryKey.fields } : null,
    uniqueFields: model.uniques.map(({ fields }) => fields),
    uniqueIndexes: model.uniques.map(({ name, fields }) => ({ name: name ?? null, fields })),
    fields: model.fields.filter((field) => isTold(field, declared)).map((field) => fieldOf(field)),
  }));

const isTold = (field: ModelField, declared: Declared) =>
  field.kind !== 'unsupported' && !field.ignored && !toIgnored(field, declared);

const toIgnored = (field: ModelField, declared: Declared) =>
  field.relation !== undefined && declared.models.find(({ name }) => name === field.relation?.model)?.ignored === true;

function fieldOf(field: ModelField) {
  const { relation } = field;
  return {
    name: field.name,
    kind: field.kind,
    type: field.type,
    isList: field.isList,
    isRequired: field.isRequired,
    isId: field.isId,
    isUnique: field.isUnique && !field.isId,
    ...(field.databaseName !== undefined && { dbName: field.databaseName }),
    ...(field.nativeType && { nativeType: [field.nativeType.name, field.nativeType.arguments] }),
    ...(field.default && { default: defaultOf(field.default, field) }),
    ...(relation && {
      relationName: relation.name,
      relationFromFields: relation.fields,
      relationToFields: relation.references,
      ...(relation.onDelete && { relationOnDelete: actionOf(relation.onDelete) }),
      ...(relation.onUpdate && { relationOnUpdate: actionOf(relation.onUpdate) }),
    }),
  };
}

function defaultOf(value: FieldDefault, field: ModelField): unknown {
  switch (value.kind) {
    case 'list':
      return value.items.map((item) => defaultOf(item, field));
    case 'function': {
      // Prisma's parser fills in the versions that these functions have when none is written.
      const filled = value.name === 'cuid' ? [1] : value.name === 'uuid' ? [4] : [];
      const args = value.arguments.map((each) => defaultOf(each, field));
      return { name: value.name, args: args.length > 0 ? args : filled };
    }
    case 'number':
      return field.type === 'BigInt' ? value.value : Number(value.value);
    case 'name':
      return value.value === 'true' ? true : value.value === 'false' ? false : value.value;
    case 'text':
      // Prisma's parser tells a decimal as a number, however it is written.
      return field.type === 'Decimal' ? Number(value.value) : value.value;
  }
}

const actionOf = (action: string) => action.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const enumsOf = (declared: Declared) =>
  declared.enums.map(({ name, databaseName, values }) => ({
    name,
    dbName: databaseName ?? null,
    values: values.map((value) => ({ name: value.name, dbName: value.databaseName ?? null })),
  }));

const indexesOf = (declared: Declared) =>
  told(declared).flatMap((model) => model.indexes.map((index) => indexOf(model, index)));

const indexOf = (model: Model, { type, name, databaseName, algorithm, onField, clustered, fields }: ModelIndex) => ({
  model: model.name,
  type,
  isDefinedOnField: onField,
  ...(name !== undefined && { name }),
  ...(databaseName !== undefined && { dbName: databaseName }),
  ...(algorithm !== undefined && { algorithm }),
  ...(clustered !== undefined && { clustered }),
  fields: fields.map((field) => ({
    name: field.name,
    ...(field.sort && { sortOrder: field.sort }),
    ...(field.length !== undefined && { length: field.length }),
    ...(field.operatorClass !== undefined && { operatorClass: field.operatorClass }),
  })),
});

const relationsOf = (declared: Declared) =>
  told(declared).flatMap((model) =>
    model.fields
      .filter(
        (field) => field.relation && field.relation.fields.length > 0 && !field.ignored && !toIgnored(field, declared),
      )
      .map(({ name, relation }) => ({
        model: model.name,
        field: name,
        to: relation?.model,
        fields: relation?.fields,
        references: relation?.references,
        onDelete: relation?.onDelete ? actionOf(relation.onDelete) : null,
        onUpdate: relation?.onUpdate ? actionOf(relation.onUpdate) : null,
        name: relation?.name,
      })),
  );

const manyToManyOf = (declared: Declared) => {
  const found = told(declared).flatMap((model) =>
    model.fields
      .filter(({ relation }) => relation?.implicitManyToMany)
      .map(({ relation }) => unordered({ a: model.name, b: relation?.model ?? '', name: relation?.name ?? '' })),
  );
  return [...new Map(found.map((each) => [stable(each), each])).values()];
};

const unordered = ({ a, b, name }: ManyToMany): ManyToMany => (a < b ? { a, b, name } : { a: b, b: a, name });
