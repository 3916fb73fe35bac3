import type { Span } from '@refint/model';
import type { AttributeTree, FieldTree } from '../syntax/tree.ts';

export interface NativeType {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly span: Span;
}

/** `@db.VarChar(100)`. What stands before the dot is the datasource's name, and no other attribute has a dot. */
export function nativeType({ attributes }: FieldTree): NativeType | undefined {
  const found = attributes.find((attribute) => attribute.name.text.includes('.'));
  return found && { name: afterDot(found), arguments: found.arguments.flatMap(plainText), span: found.span };
}

const afterDot = ({ name }: AttributeTree): string => name.text.slice(name.text.indexOf('.') + 1);

const plainText = ({ value }: AttributeTree['arguments'][number]): readonly string[] =>
  value.kind === 'number' || value.kind === 'name' || value.kind === 'text' ? [value.text] : [];
