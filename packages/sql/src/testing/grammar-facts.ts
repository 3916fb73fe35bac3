import { words } from './reader-facts.ts';

/** What PostgreSQL's own grammar says of statements, in the words of reader-facts.ts. */

export interface Json {
  readonly [key: string]: unknown;
}
export const node = (value: unknown): Json => (value ?? {}) as Json;
export const list = (value: unknown): Json[] => (value ?? []) as Json[];
const word = (value: unknown): string | undefined => value as string | undefined;
const strings = (value: unknown): string[] => list(value).map((item) => word(node(item['String'])['sval']) ?? '');
const relation = (value: unknown): string => {
  const { schemaname, relname } = node(value);
  return schemaname === undefined ? `${relname}` : `${schemaname}.${relname}`;
};

/** From where to where a statement goes, in UTF-16; blanks and comments may stand at its ends. */
export function placeOf(text: string, raw: Json): [number, number] {
  const bytes = Buffer.from(text);
  const start = Number(raw['stmt_location'] ?? 0);
  const length = Number(raw['stmt_len'] ?? bytes.length - start);
  const at = bytes.subarray(0, start).toString().length;
  return [at, at + bytes.subarray(start, start + length).toString().length];
}

const plainVerbs: Record<string, string> = {
  CreateStmt: 'CREATE TABLE',
  IndexStmt: 'CREATE INDEX',
  CreateEnumStmt: 'CREATE TYPE',
  CompositeTypeStmt: 'CREATE TYPE',
  AlterEnumStmt: 'ALTER TYPE',
  UpdateStmt: 'UPDATE',
  InsertStmt: 'INSERT',
  DeleteStmt: 'DELETE',
  DoStmt: 'DO',
  ViewStmt: 'CREATE VIEW',
  CreateTrigStmt: 'CREATE TRIGGER',
  CreateSchemaStmt: 'CREATE SCHEMA',
  CreateExtensionStmt: 'CREATE EXTENSION',
  CommentStmt: 'COMMENT',
  CreateSeqStmt: 'CREATE SEQUENCE',
  AlterSeqStmt: 'ALTER SEQUENCE',
  CallStmt: 'CALL',
  AlterPublicationStmt: 'ALTER PUBLICATION',
  CreateDomainStmt: 'CREATE DOMAIN',
  GrantStmt: 'GRANT',
  AlterDomainStmt: 'ALTER DOMAIN',
  RefreshMatViewStmt: 'REFRESH',
  AlterExtensionStmt: 'ALTER EXTENSION',
  CreatePolicyStmt: 'CREATE POLICY',
  RuleStmt: 'CREATE RULE',
  TruncateStmt: 'TRUNCATE',
  LockStmt: 'LOCK',
  CopyStmt: 'COPY',
  ExplainStmt: 'EXPLAIN',
  CreateStatsStmt: 'CREATE STATISTICS',
  CreateCastStmt: 'CREATE CAST',
  NotifyStmt: 'NOTIFY',
  CreateRangeStmt: 'CREATE TYPE',
  DefineStmt: 'CREATE TYPE',
};

/** The verb that a reader gives a statement of this kind. */
export function verbOf(stmt: Json): string {
  const [kind = '', value] = Object.entries(stmt)[0] ?? [];
  const of = node(value);
  const object = (key: string): string =>
    String(of[key]).replace('OBJECT_', '').replace('MATVIEW', 'MATERIALIZED VIEW');
  switch (kind) {
    case 'AlterTableStmt':
      return `ALTER ${object('objtype')}`;
    case 'DropStmt':
      return `DROP ${object('removeType')}`;
    case 'RenameStmt':
      return `ALTER ${/COLUMN|CONSTRAINT/.test(object('renameType')) ? 'TABLE' : object('renameType')}`;
    case 'AlterObjectSchemaStmt':
      return `ALTER ${object('objectType')}`;
    case 'CreateFunctionStmt':
      return of['is_procedure'] ? 'CREATE PROCEDURE' : 'CREATE FUNCTION';
    case 'CreateTableAsStmt':
      return of['objtype'] === 'OBJECT_MATVIEW' ? 'CREATE MATERIALIZED VIEW' : 'CREATE TABLE AS';
    case 'SelectStmt':
      if (of['valuesLists']) return 'VALUES';
      return of['intoClause'] ? 'SELECT INTO' : 'SELECT';
    case 'VariableSetStmt':
      return /RESET/.test(String(of['kind'])) ? 'RESET' : 'SET';
    case 'VacuumStmt':
      return of['is_vacuumcmd'] ? 'VACUUM' : 'ANALYZE';
    case 'TransactionStmt':
      return String(of['kind']).replace('TRANS_STMT_', '').replace('_TO', '');
    default:
      return plainVerbs[kind] ?? kind;
  }
}

function astType(value: unknown): string {
  const type = node(value);
  const name = strings(type['names'])
    .filter((part) => part !== 'pg_catalog')
    .join('.');
  const modifiers = list(type['typmods']).map((item) => {
    const constant = node(item['A_Const']);
    if (item['ColumnRef']) return strings(node(item['ColumnRef'])['fields'])[0];
    return String(node(constant['ival'])['ival'] ?? node(constant['sval'])['sval'] ?? 0);
  });
  if (name === 'numeric' && modifiers.length === 1) modifiers.push('0');
  const serials: Record<string, string> = { serial4: 'serial', serial8: 'bigserial', serial2: 'smallserial' };
  return (
    (serials[name] ?? name) +
    (modifiers.length > 0 ? `(${modifiers.join(',')})` : '') +
    '[]'.repeat(list(type['arrayBounds']).length)
  );
}

function astDefault(value: unknown): string {
  const expression = node(value);
  if (expression['TypeCast']) return astDefault(node(expression['TypeCast'])['arg']);
  const constant = expression['A_Const'];
  if (constant) return node(constant)['isnull'] ? 'null' : 'constant';
  return strings(node(expression['FuncCall'])['funcname']).at(-1) === 'nextval' ? 'sequence' : 'expression';
}

const actions: Record<string, string> = {
  a: 'no-action',
  r: 'restrict',
  c: 'cascade',
  n: 'set-null',
  d: 'set-default',
};

function astConstraint(
  of: Json,
  column?: string,
  deferrable = of['deferrable'],
  deferred = of['initdeferred'],
): string | undefined {
  const name = word(of['conname']);
  const keys = (key: string): string => `(${column ?? strings(of[key]).join(',')})`;
  const include = of['including'] ? `include (${strings(of['including']).join(',')})` : undefined;
  const tail = [
    (deferrable || deferred) && 'deferrable',
    deferred && 'deferred',
    of['skip_validation'] && 'not valid',
  ] as (string | undefined)[];
  switch (of['contype']) {
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE': {
      const kind = of['contype'] === 'CONSTR_UNIQUE' ? 'unique' : 'primary-key';
      return words(
        kind,
        name,
        keys('keys'),
        include,
        of['indexname'] ? `using ${of['indexname']}` : '',
        of['nulls_not_distinct'] ? 'nulls not distinct' : '',
        ...tail,
      );
    }
    case 'CONSTR_CHECK':
      return words('check', name, ...tail);
    case 'CONSTR_EXCLUSION': {
      const elements = list(of['exclusions']).map(
        (item) => node(node(list(node(item['List'])['items'])[0])['IndexElem'])['name'] ?? '*',
      );
      return words(
        'exclude',
        name,
        word(of['access_method']),
        `(${elements.join(',')})`,
        of['where_clause'] ? 'where' : '',
        ...tail,
      );
    }
    case 'CONSTR_FOREIGN': {
      const target = `${keys('fk_attrs')} -> ${relation(of['pktable'])}(${strings(of['pk_attrs']).join(',')})`;
      const set = of['fk_del_set_cols'] ? `set (${strings(of['fk_del_set_cols']).join(',')})` : undefined;
      const match = of['fk_matchtype'] === 'f' ? 'full' : 'simple';
      return words(
        'foreign-key',
        name,
        target,
        actions[String(of['fk_del_action'])],
        actions[String(of['fk_upd_action'])],
        set,
        match,
        ...tail,
      );
    }
    default:
      return undefined;
  }
}

function astColumn(of: Json): string[] {
  const name = word(of['colname'])!;
  const constraints = list(of['constraints']).map((item) => node(item['Constraint']));
  const has = (kind: string): Json | undefined => constraints.find(({ contype }) => contype === `CONSTR_${kind}`);
  const identity = has('IDENTITY');
  const value = has('DEFAULT');
  const main = words(
    'column',
    name,
    of['typeName'] ? astType(of['typeName']) : '',
    has('NOTNULL') ? 'not null' : has('NULL') ? 'null' : '',
    value && `default ${astDefault(value['raw_expr'])}`,
    identity && (identity['generated_when'] === 'a' ? 'always' : 'by-default'),
    has('GENERATED') && 'generated',
  );
  const others = constraints.map((constraint, index) => {
    const attributes: unknown[] = [];
    for (let at = index + 1; /ATTR/.test(String(constraints[at]?.['contype'])); at++)
      attributes.push(constraints[at]?.['contype']);
    return astConstraint(
      constraint,
      name,
      attributes.includes('CONSTR_ATTR_DEFERRABLE'),
      attributes.includes('CONSTR_ATTR_DEFERRED'),
    );
  });
  return [main, ...others.filter((fact) => fact !== undefined)];
}

function astAction(table: string, of: Json): string[] {
  const name = word(of['name']);
  const def = node(of['def']);
  switch (of['subtype']) {
    case 'AT_AddColumn':
      return [words('add', table, of['missing_ok'] ? 'if not exists' : ''), ...astColumn(node(def['ColumnDef']))];
    case 'AT_AddConstraint':
      return [words('add', table, astConstraint(node(def['Constraint'])))];
    case 'AT_DropColumn':
    case 'AT_DropConstraint':
      return [
        words(
          'drop',
          of['subtype'] === 'AT_DropColumn' ? 'column' : 'constraint',
          table,
          name,
          of['missing_ok'] ? 'if exists' : '',
          of['behavior'] === 'DROP_CASCADE' ? 'cascade' : '',
        ),
      ];
    case 'AT_AlterColumnType':
      return [words('alter', table, name, 'type', astType(node(def['ColumnDef'])['typeName']))];
    case 'AT_SetNotNull':
    case 'AT_DropNotNull':
      return [words('alter', table, name, 'not-null', String(of['subtype'] === 'AT_SetNotNull'))];
    case 'AT_ColumnDefault':
      return [words('alter', table, name, 'default', of['def'] ? astDefault(def) : '')];
    case 'AT_ValidateConstraint':
      return [words('alter constraint', table, name, 'validated')];
    case 'AT_AttachPartition':
    case 'AT_DetachPartition': {
      const partition = relation(node(node(def['PartitionCmd'])['name']));
      return [words(of['subtype'] === 'AT_AttachPartition' ? 'attach' : 'detach', table, partition)];
    }
    case 'AT_AddIdentity': {
      const { generated_when: when } = node(def['Constraint']);
      return [words('alter', table, name, 'identity', when === 'a' ? 'always' : 'by-default')];
    }
    case 'AT_DropIdentity':
      return [words('alter', table, name, 'identity undefined')];
    case 'AT_DropExpression':
      return [words('alter', table, name, 'generated')];
    case 'AT_ChangeOwner':
    case 'AT_EnableRowSecurity':
    case 'AT_ReplicaIdentity':
    case 'AT_DisableRowSecurity':
    case 'AT_SetRelOptions':
      return [];
    default:
      return [`${of['subtype']}`];
  }
}

function objectName(of: Json): string {
  const object = node(of['object']);
  const parts = object['List']
    ? strings(node(object['List'])['items'])
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
  };
  const thing = (key: string): string => things[String(of[key]).replace('OBJECT_', '')] ?? String(of[key]);
  switch (kind) {
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
      const elements = (key: string): string =>
        `(${list(of[key])
          .map((item) => node(item['IndexElem'])['name'] ?? '*')
          .join(',')})`;
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
          of['whereClause'] ? 'where' : '',
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
      return [words('type', strings(of['defnames']).join('.'))];
    case 'CreateDomainStmt': {
      const isNotNull = list(of['constraints']).some(
        (item) => node(item['Constraint'])['contype'] === 'CONSTR_NOTNULL',
      );
      return [words('domain', strings(of['domainname']).join('.'), astType(of['typeName']), isNotNull && 'not null')];
    }
    case 'CreatePolicyStmt':
      return [words('policy', word(of['policy_name']))];
    case 'CreateSchemaStmt':
      return [words('schema', word(of['schemaname']), ifNotExists)];
    case 'CreateExtensionStmt':
      return [words('extension', word(of['extname']))];
    case 'CreateSeqStmt':
      return [words('sequence', relation(of['sequence']))];
    case 'CreateTrigStmt':
      return [words('trigger', word(of['trigname']), relation(of['relation']))];
    case 'ViewStmt':
      return [words('view', relation(of['view']))];
    case 'CreateFunctionStmt':
      return [words('function', strings(of['funcname']).join('.'))];
    default:
      return [];
  }
}
