import { ts } from 'ts-morph';
import type { Protocol } from './declarations.ts';

/** The properties that an object may have. */
interface Members {
  readonly properties: ReadonlyMap<string, { readonly type: ts.TypeNode | undefined; readonly isOptional: boolean }>;
  /** What all others have to be; nothing where there may be no others. */
  readonly others: ts.TypeNode | 'anything' | undefined;
}

const isUri = (value: unknown): boolean =>
  typeof value === 'string' && /^[a-z][a-z0-9+.-]*:/i.test(value) && URL.canParse(value);
const biggest = 2 ** 31 - 1;
const isWhole = (value: unknown, least: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= biggest;

/** What the types themselves cannot say. */
const particular: Readonly<Record<string, (value: unknown) => boolean>> = {
  integer: (value) => isWhole(value, -biggest - 1),
  uinteger: (value) => isWhole(value, 0),
  decimal: (value) => typeof value === 'number' && Number.isFinite(value),
  DocumentUri: isUri,
  URI: isUri,
  ProgressToken: (value) => typeof value === 'string' || isWhole(value, -biggest - 1),
};

/** Tells where values are not what the types of the protocol say. A type parameter stands for anything. */
export class Mismatches {
  readonly #protocol: Protocol;

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
  }

  /** In sentences that begin with the way to the place; none where all is well. */
  between(value: unknown, type: ts.TypeNode, way: string): readonly string[] {
    if (ts.isParenthesizedTypeNode(type)) return this.between(value, type.type, way);
    if (ts.isUnionTypeNode(type)) return this.#fewest(type.types.map((one) => this.between(value, one, way)));
    if (ts.isArrayTypeNode(type)) return this.#list(value, () => type.elementType, way);
    if (ts.isTupleTypeNode(type)) return this.#tuple(value, type, way);
    if (ts.isTypeReferenceNode(type)) return this.#named(value, type.typeName.getText(), way, type);
    if (ts.isTypeQueryNode(type)) {
      const constant = this.#protocol.constants.get(type.exprName.getText());
      if (!constant) return [`${way}: ${type.getText()} is unknown`];
      if (ts.isTypeNode(constant)) return this.between(value, constant, way);
      return isLiteral(value, constant) ? [] : [`${way} is ${shown(value)} and not ${constant.getText()}`];
    }
    if (ts.isIntersectionTypeNode(type) || ts.isTypeLiteralNode(type)) return this.#object(value, type, way);
    return isOfKind(value, type) ? [] : [`${way} is ${shown(value)} and not ${type.getText()}`];
  }

  #named(value: unknown, name: string, way: string, type: ts.TypeNode): readonly string[] {
    const isRight = particular[name];
    if (isRight) return isRight(value) ? [] : [`${way} is ${shown(value)} and no ${name}`];
    const declaration = this.#protocol.types.get(name);
    if (!declaration) return isParameter(name, type) ? [] : [`${way}: the type ${name} is unknown`];
    if (ts.isTypeAliasDeclaration(declaration)) return this.between(value, declaration.type, way);
    return this.#object(value, declaration, way);
  }

  #object(value: unknown, type: ts.TypeNode | ts.InterfaceDeclaration, way: string): readonly string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [`${way} is ${shown(value)} and no ${nameOf(type)}`];
    const alternatives = this.#members(type);
    return this.#fewest(alternatives.map((members) => this.#parts(value, members, way, nameOf(type))));
  }

  #parts(value: object, { properties, others }: Members, way: string, name: string): readonly string[] {
    const found: string[] = [];
    for (const [key, { isOptional }] of properties) {
      if (!isOptional && !(key in value)) found.push(`${way} has no ${key}, which ${name} has`);
    }
    for (const [key, part] of Object.entries(value)) {
      const at = `${way}.${key}`;
      const property = properties.get(key);
      const type = property ? property.type : others;
      if (type === undefined && !property) found.push(`${at} is nothing that ${name} has`);
      else if (type !== undefined && type !== 'anything') found.push(...this.between(part, type, at));
    }
    return found;
  }

  /** What an object of a type may hold, once for each of the types that it may be of. */
  #members(type: ts.TypeNode | ts.InterfaceDeclaration | ts.ExpressionWithTypeArguments): readonly Members[] {
    if (ts.isParenthesizedTypeNode(type)) return this.#members(type.type);
    if (ts.isUnionTypeNode(type)) return type.types.flatMap((one) => this.#members(one));
    if (ts.isIntersectionTypeNode(type)) return type.types.map((one) => this.#members(one)).reduce(both);
    if (ts.isTypeLiteralNode(type)) return [ownMembers(type.members)];
    if (ts.isInterfaceDeclaration(type)) {
      const bases = (type.heritageClauses ?? []).flatMap((clause) => [...clause.types]);
      return [...bases.map((base) => this.#members(base)), [ownMembers(type.members)]].reduce(both);
    }
    const name = ts.isTypeReferenceNode(type) ? type.typeName.getText() : type.getText();
    const declaration = this.#protocol.types.get(name);
    if (!declaration) return [{ properties: new Map(), others: 'anything' }];
    return this.#members(ts.isTypeAliasDeclaration(declaration) ? declaration.type : declaration);
  }

  #list(value: unknown, typeAt: (index: number) => ts.TypeNode, way: string): readonly string[] {
    if (!Array.isArray(value)) return [`${way} is ${shown(value)} and no list`];
    return value.flatMap((item, index) => this.between(item, typeAt(index), `${way}[${index}]`));
  }

  #tuple(value: unknown, { elements }: ts.TupleTypeNode, way: string): readonly string[] {
    if (Array.isArray(value) && value.length !== elements.length)
      return [`${way} has ${value.length} items and not ${elements.length}`];
    return this.#list(value, (index) => elements[index]!, way);
  }

  /** Of a value that is none of several things, it is told what makes it different from the one that is nearest. */
  #fewest = (all: readonly (readonly string[])[]): readonly string[] =>
    all.reduce((best, one) => (one.length < best.length ? one : best));
}

function ownMembers(members: ts.NodeArray<ts.TypeElement>): Members {
  const properties = new Map<string, { type: ts.TypeNode | undefined; isOptional: boolean }>();
  let others: Members['others'];
  for (const member of members) {
    if (ts.isIndexSignatureDeclaration(member)) others = member.type;
    else if (ts.isPropertySignature(member) && (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name)))
      properties.set(member.name.text, { type: member.type, isOptional: member.questionToken !== undefined });
  }
  return { properties, others };
}

/** What is true of both: a property that both have is that of the second, which narrows it. */
const both = (one: readonly Members[], other: readonly Members[]): readonly Members[] =>
  one.flatMap((a) =>
    other.map((b) => ({
      properties: new Map([...a.properties, ...b.properties]),
      others: a.others ?? b.others,
    })),
  );

function isOfKind(value: unknown, type: ts.TypeNode): boolean {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return typeof value === 'string';
    case ts.SyntaxKind.NumberKeyword:
      return typeof value === 'number';
    case ts.SyntaxKind.BooleanKeyword:
      return typeof value === 'boolean';
    case ts.SyntaxKind.ObjectKeyword:
      return typeof value === 'object' && value !== null;
    case ts.SyntaxKind.AnyKeyword:
      return true;
    // On the wire nothing is null.
    case ts.SyntaxKind.VoidKeyword:
      return value === null;
    case ts.SyntaxKind.LiteralType:
      return isLiteral(value, (type as ts.LiteralTypeNode).literal);
    default:
      return false;
  }
}

const isLiteral = (value: unknown, literal: ts.Node): boolean =>
  ts.isStringLiteral(literal)
    ? value === literal.text
    : typeof value !== 'string' && String(value) === literal.getText();

const isParameter = (name: string, type: ts.Node): boolean => {
  for (let around = type.parent; around; around = around.parent) {
    if (ts.isInterfaceDeclaration(around) && around.typeParameters?.some((one) => one.name.text === name)) return true;
  }
  return false;
};

const nameOf = (type: ts.TypeNode | ts.InterfaceDeclaration): string =>
  ts.isInterfaceDeclaration(type) ? type.name.text : type.getText().replaceAll(/\s+/g, ' ').slice(0, 60);

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 60);
