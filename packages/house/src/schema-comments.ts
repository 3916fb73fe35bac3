import { ts } from 'ts-morph';

/** The comments above the keys of each object that is called in a module: by the variable, then by the key. */
export function commentsOfKeys(text: string): Map<string, Map<string, string>> {
  const file = ts.createSourceFile('shape.ts', text, ts.ScriptTarget.Latest, true);
  const found = new Map<string, Map<string, string>>();
  for (const statement of file.statements.filter(ts.isVariableStatement)) {
    for (const { name, initializer } of statement.declarationList.declarations) {
      const [object] = initializer && ts.isCallExpression(initializer) ? initializer.arguments : [];
      if (!ts.isIdentifier(name) || !object || !ts.isObjectLiteralExpression(object)) continue;
      found.set(name.text, new Map(object.properties.flatMap((property) => commentAbove(property, text))));
    }
  }
  return found;
}

/** The name of a property with its `/** … *\/`, on one line; nothing where there is none. */
function commentAbove(property: ts.ObjectLiteralElementLike, text: string): [string, string][] {
  const name =
    property.name && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
      ? property.name.text
      : undefined;
  const last = ts.getLeadingCommentRanges(text, property.pos)?.at(-1);
  const comment = last && text.slice(last.pos, last.end);
  if (name === undefined || !comment?.startsWith('/**')) return [];
  const said = comment
    .slice(3, -2)
    .replace(/\n\s*\*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return [[name, said]];
}
