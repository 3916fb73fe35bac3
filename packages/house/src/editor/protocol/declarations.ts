import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ts } from 'ts-morph';
import * as library from 'vscode-languageserver-protocol/node';

/** A method of the protocol: who may use it, and which types its messages have. Nothing where it has no such part. */
export interface Method {
  readonly name: string;
  readonly isRequest: boolean;
  readonly from: 'clientToServer' | 'serverToClient' | 'both';
  readonly params: ts.TypeNode | undefined;
  readonly result: ts.TypeNode | undefined;
}

/** The protocol as its own package declares it: the machine readable model of it is made from these types, and is not shipped. */
export interface Protocol {
  /** By their names, which are the same in all files. */
  readonly types: ReadonlyMap<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>;
  /** The types or the values of constants, by names as `DocumentDiagnosticReportKind.Full`. */
  readonly constants: ReadonlyMap<string, ts.TypeNode | ts.Expression>;
  readonly methods: ReadonlyMap<string, Method>;
}

let known: Protocol | undefined;

/** Read once by whoever asks first. */
export function protocol(): Protocol {
  return (known ??= read());
}

function read(): Protocol {
  const types = new Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>();
  const constants = new Map<string, ts.TypeNode | ts.Expression>();
  const methods = new Map<string, Method>();
  for (const path of declarationFiles()) {
    const { statements } = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
        types.set(statement.name.text, statement);
      if (!ts.isModuleDeclaration(statement) || !statement.body || !ts.isModuleBlock(statement.body)) continue;
      const name = statement.name.text;
      const inside = new Map(constantsIn(statement.body));
      for (const [constant, type] of inside) constants.set(`${name}.${constant}`, type);
      const method = methodOf(name, inside.get('type'));
      if (method) methods.set(method.name, method);
    }
  }
  return { types, constants, methods };
}

function declarationFiles(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  const folder = join(dirname(resolve('vscode-languageserver-protocol/node')), '../common');
  const types = createRequire(join(folder, 'api.js')).resolve('vscode-languageserver-types');
  const names = readdirSync(folder).filter((name) => name.endsWith('.d.ts'));
  return [...names.map((name) => join(folder, name)), types.replace(/\.js$/, '.d.ts')];
}

function* constantsIn({ statements }: ts.ModuleBlock): Generator<readonly [string, ts.TypeNode | ts.Expression]> {
  for (const statement of statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, type, initializer } of statement.declarationList.declarations) {
      const said = type ?? initializer;
      if (said && ts.isIdentifier(name)) yield [name.text, said];
    }
  }
}

/** Who may send it is no part of the types, so the package itself is asked. */
function methodOf(namespace: string, type: ts.Node | undefined): Method | undefined {
  if (!type || !ts.isTypeReferenceNode(type)) return undefined;
  const [, what, without] = /^Protocol(Request|Notification)Type(0?)$/.exec(type.typeName.getText()) ?? [];
  const { type: made, messageDirection } =
    (library as unknown as Readonly<Record<string, Partial<Made>>>)[namespace] ?? {};
  if (!what || !made || !messageDirection) return undefined;
  const [params, result] = without ? [undefined, ...(type.typeArguments ?? [])] : (type.typeArguments ?? []);
  const isRequest = what === 'Request';
  return { name: made.method, isRequest, from: messageDirection, params, result: isRequest ? result : undefined };
}

interface Made {
  readonly type: { readonly method: string };
  readonly messageDirection: Method['from'];
}
