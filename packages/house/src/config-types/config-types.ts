/** The parts of a valibot schema that decide which type it stands for. */
export interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly key?: Shape;
  readonly value?: Shape;
  readonly options?: readonly (Shape | string | number)[];
  readonly literal?: unknown;
}

/**
 * The types of a configuration as a module: an interface for each object, called after its constant, with its comments.
 *
 * @param shapes the constants of the module that holds the shapes; that of the whole is called `shape`
 * @param comments what is said of the keys, by constant
 */
export function configTypes(
  shapes: Readonly<Record<string, Shape>>,
  comments: ReadonlyMap<string, ReadonlyMap<string, string>>,
): string {
  // By name, because who loads the module decides about its order.
  const constants = Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1));
  const objects = constants.filter(([, { entries }]) => entries !== undefined);
  const names = new Map(objects.map(([constant, shape]) => [shape, interfaceName(constant)]));
  const interfaces = objects.map(([constant, { entries = {} }]) => {
    const keys = Object.entries(entries).map(([key, shape]) => {
      const about = comments.get(constant)?.get(key);
      const isOptional = shape.type === 'optional';
      const type = typeFor(isOptional ? shape.wrapped! : shape, names);
      const doc = about === undefined ? '' : `  /** ${about} */\n`;
      return `${doc}  readonly ${key}${isOptional ? '?' : ''}: ${type};\n`;
    });
    return `\nexport interface ${interfaceName(constant)} {\n${keys.join('')}}\n`;
  });
  return `import type { RuleSettings } from './rule-settings.ts';\n${interfaces.join('')}`;
}

/** `deleteShape` is called `DeleteConfig`. */
const interfaceName = (constant: string): string => {
  const stem = constant.replace(/shape$/i, '');
  return `${stem.charAt(0).toUpperCase()}${stem.slice(1)}Config`;
};

function typeFor(shape: Shape, names: ReadonlyMap<Shape, string>): string {
  const named = names.get(shape);
  if (named !== undefined) return named;
  switch (shape.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return shape.type;
    case 'literal':
      return literal(shape.literal);
    case 'picklist':
      return shape.options!.map(literal).join(' | ');
    case 'array': {
      const item = typeFor(shape.item!, names);
      return `readonly ${item.includes(' ') ? `(${item})` : item}[]`;
    }
    case 'union':
      return shape.options!.map((one) => typeFor(one as Shape, names)).join(' | ');
    case 'record':
      // The only record is that of the rules.
      return 'RuleSettings';
    default:
      throw new Error(`no type is known for a shape of the kind ${shape.type}`);
  }
}

export const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : String(value);
