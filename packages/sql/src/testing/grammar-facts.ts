import { type Json, list, node, relation, strings, word } from './grammar-nodes.ts';
import { astAction, astColumn, astConstraint, astIndexPart, astType } from './grammar-parts.ts';
import { words } from './reader-facts.ts';
import { treeOf } from './trees.ts';

export { type Json, list, node, placeOf } from './grammar-nodes.ts';
export { verbOf } from './grammar-verbs.ts';

/** What PostgreSQL's own grammar says of statements, in the words of reader-facts.ts. */

function objectName(of: Json): string {
  const object = node(of['object']);
  const parts = object['String']
    ? strings([object])
    : object['List']
      ? strings(node(object['List'])['items'])
      : object['TypeName']
        ? strings(node(object['TypeName'])['names'])
        : strings(node(object['ObjectWithArgs'])['objname']);
  return parts.join('.');
}

/** What a statement says, one line for each fact. */
export function factsOfNode(stmt: Json): string[] {
  const [kind = '', value] = Object.entries(stmt)[0] ?? [];
  const of = node(value);
  const ifNotExists = of['if_not_exists'] ? 'if not exists' : '';
  const things: Record<string, string> = {
    INDEX: 'index',
    TYPE: 'type',
    TABLE: 'table',
    VIEW: 'view',
    MATVIEW: 'view',
    COLUMN: 'column',
    TABCONSTRAINT: 'constraint',
    TRIGGER: 'trigger',
    FUNCTION: 'function',
    PROCEDURE: 'function',
    SEQUENCE: 'sequence',
    SCHEMA: 'schema',
    DOMAIN: 'type',
    EXTENSION: 'extension',
    POLICY: 'policy',
    AGGREGATE: 'function',
    ROUTINE: 'function',
    FOREIGN_TABLE: 'table',
  };
  /** Nothing for kinds of things that refint does not look at. */
  const thing = (key: string): string | undefined => things[String(of[key]).replace('OBJECT_', '')];
  switch (kind) {
    case 'CreateForeignTableStmt':
      return factsOfNode({ CreateStmt: of['base'] });
    case 'CreateStmt': {
      const elements = list(of['tableElts']);
      const parents = list(of['inhRelations']).map((item) => relation(item['RangeVar']));
      const temporary = node(of['relation'])['relpersistence'] === 't' ? 'temporary' : '';
      const bound = of['partbound'];
      return [
        words(
          'table',
          relation(of['relation']),
          ifNotExists,
          temporary,
          of['ofTypename'] ? 'as query' : '',
          of['partspec'] ? 'partitioned' : '',
          bound ? `partition of ${parents[0]}` : '',
        ),
        ...(bound ? [] : parents.map((table) => `inherits ${table}`)),
        ...elements.flatMap((item) =>
          item['ColumnDef']
            ? astColumn(node(item['ColumnDef']))
            : item['TableLikeClause']
              ? [`like ${relation(node(item['TableLikeClause'])['relation'])}`]
              : [astConstraint(node(item['Constraint'])) ?? '?'],
        ),
      ];
    }
    case 'AlterTableStmt':
      return of['objtype'] === 'OBJECT_TABLE'
        ? list(of['cmds']).flatMap((item) => astAction(relation(of['relation']), node(item['AlterTableCmd'])))
        : [];
    case 'IndexStmt': {
      const elements = (key: string): string => `(${list(of[key]).map(astIndexPart).join(',')})`;
      return [
        words(
          'index',
          word(of['idxname']),
          'on',
          relation(of['relation']),
          of['unique'] ? 'unique' : '',
          word(of['accessMethod']),
          elements('indexParams'),
          of['indexIncludingParams'] ? `include ${elements('indexIncludingParams')}` : '',
          of['whereClause'] ? `where ${treeOf(of['whereClause'])}` : '',
          of['options'] ? 'with' : '',
          of['concurrent'] ? 'concurrently' : '',
          ifNotExists,
          of['nulls_not_distinct'] ? 'nulls not distinct' : '',
        ),
      ];
    }
    case 'CreateEnumStmt':
      return [words('enum', strings(of['typeName']).join('.'), strings(of['vals']).join(','))];
    case 'AlterEnumStmt': {
      const type = strings(of['typeName']).join('.');
      if (of['oldVal'] !== undefined) return [words('rename value', type, word(of['oldVal']), word(of['newVal']))];
      return [
        words(
          'enum value',
          type,
          word(of['newVal']),
          of['skipIfNewValExists'] ? 'if not exists' : '',
          of['newValNeighbor'] === undefined
            ? ''
            : `${of['newValIsAfter'] ? 'after' : 'before'} ${of['newValNeighbor']}`,
        ),
      ];
    }
    case 'DropStmt':
      if (!thing('removeType')) return [];
      return list(of['objects']).map((item) => {
        const parts = item['List']
          ? strings(node(item['List'])['items'])
          : item['TypeName']
            ? strings(node(item['TypeName'])['names'])
            : item['ObjectWithArgs']
              ? strings(node(item['ObjectWithArgs'])['objname'])
              : [word(node(item['String'])['sval'])!];
        const own = /TRIGGER|POLICY/.test(String(of['removeType']))
          ? [parts.slice(0, -1).join('.'), parts.at(-1)!]
          : [parts.join('.')];
        return words(
          'drop',
          thing('removeType'),
          ...own,
          of['missing_ok'] ? 'if exists' : '',
          of['behavior'] === 'DROP_CASCADE' ? 'cascade' : '',
        );
      });
    case 'RenameStmt': {
      const what = thing('renameType');
      if (!what) return [];
      const name = of['relation'] ? relation(of['relation']) : objectName(of);
      return [words('rename', what, name, word(of['subname']), word(of['newname']))];
    }
    case 'AlterObjectSchemaStmt':
      return [
        words(
          'move',
          thing('objectType'),
          of['relation'] ? relation(of['relation']) : objectName(of),
          word(of['newschema']),
        ),
      ];
    case 'CreateTableAsStmt': {
      const into = node(node(of['into'])['rel']);
      if (of['objtype'] === 'OBJECT_MATVIEW') return [words('view', relation(into))];
      return [
        words('table', relation(into), ifNotExists, into['relpersistence'] === 't' ? 'temporary' : '', 'as query'),
      ];
    }
    case 'SelectStmt': {
      const into = node(node(of['intoClause'])['rel']);
      return of['intoClause']
        ? [words('table', relation(into), into['relpersistence'] === 't' ? 'temporary' : '', 'as query')]
        : [];
    }
    case 'VariableSetStmt':
      return of['name'] === 'search_path' || of['kind'] === 'VAR_RESET_ALL' ? ['search path'] : [];
    case 'CompositeTypeStmt':
      return [words('type', relation(of['typevar']))];
    case 'CreateRangeStmt':
      return [words('type', strings(of['typeName']).join('.'))];
    case 'DefineStmt':
      return thing('kind') ? [words(thing('kind'), strings(of['defnames']).join('.'))] : [];
    case 'CreateDomainStmt': {
      const isNotNull = list(of['constraints']).some(
        (item) => node(item['Constraint'])['contype'] === 'CONSTR_NOTNULL',
      );
      return [words('domain', strings(of['domainname']).join('.'), astType(of['typeName']), isNotNull && 'not null')];
    }
    case 'AlterDomainStmt': {
      const isNullability = of['subtype'] === 'O' || of['subtype'] === 'N';
      const name = strings(of['typeName']).join('.');
      return isNullability ? [words('alter domain', name, of['subtype'] === 'O' ? 'not null' : 'null')] : [];
    }
    case 'CreatePolicyStmt':
      return [words('policy', word(of['policy_name']))];
    case 'CreateSchemaStmt':
      return [words('schema', word(of['schemaname'] ?? node(of['authrole'])['rolename']), ifNotExists)];
    case 'CreateExtensionStmt': {
      const schema = list(of['options']).find((item) => node(item['DefElem'])['defname'] === 'schema');
      const name = schema && word(node(node(node(schema['DefElem'])['arg'])['String'])['sval']);
      return [words('extension', name === undefined ? word(of['extname']) : `${name}.${of['extname']}`)];
    }
    case 'CreateSeqStmt':
      return [words('sequence', relation(of['sequence']))];
    case 'CreateTrigStmt':
      return [
        words('trigger', word(of['trigname']), relation(of['relation']), 'runs', strings(of['funcname']).join('.')),
      ];
    case 'ViewStmt':
      return [words('view', relation(of['view']))];
    case 'CreateFunctionStmt':
      return [words('function', strings(of['funcname']).join('.'))];
    default:
      return [];
  }
}
