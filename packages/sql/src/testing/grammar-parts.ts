import { type Json, list, node, relation, strings, word } from './grammar-nodes.ts';
import { words } from './reader-facts.ts';
import { treeOf } from './trees.ts';

/** What the grammar says of columns, constraints and the actions of ALTER TABLE, in the words of reader-facts.ts. */

export function astType(value: unknown): string {
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

/** A part of an index: a column or the tree of an expression, and how it is kept. */
export function astIndexPart(item: unknown): string {
  const of = node(node(item)['IndexElem']);
  const options = list(of['opclassopts']).length > 0 ? ' (…)' : '';
  return words(
    word(of['name']) ?? treeOf(of['expr']),
    of['collation'] ? `collate ${strings(of['collation']).at(-1)}` : '',
    of['opclass'] ? `${strings(of['opclass']).at(-1)}${options}` : '',
    of['ordering'] === 'SORTBY_DESC' ? 'desc' : '',
    String(of['nulls_ordering'] ?? '').replace(/SORTBY_NULLS_(\w+)/, (_, which: string) =>
      which === 'DEFAULT' ? '' : `nulls ${which.toLowerCase()}`,
    ),
  );
}

export function astConstraint(
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
      return words('check', name, ...tail, treeOf(of['raw_expr']));
    case 'CONSTR_EXCLUSION': {
      const elements = list(of['exclusions']).map((item) => astIndexPart(node(list(node(item['List'])['items'])[0])));
      return words(
        'exclude',
        name,
        word(of['access_method']),
        `(${elements.join(',')})`,
        of['where_clause'] ? `where ${treeOf(of['where_clause'])}` : '',
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

export function astColumn(of: Json): string[] {
  const name = word(of['colname'])!;
  const constraints = list(of['constraints']).map((item) => node(item['Constraint']));
  const has = (kind: string): Json | undefined => constraints.find(({ contype }) => contype === `CONSTR_${kind}`);
  const identity = has('IDENTITY');
  const value = has('DEFAULT');
  const generated = has('GENERATED');
  const main = words(
    'column',
    name,
    of['typeName'] ? astType(of['typeName']) : '',
    has('NOTNULL') ? 'not null' : has('NULL') ? 'null' : '',
    value && `default ${astDefault(value['raw_expr'])} ${treeOf(value['raw_expr'])}`,
    identity && (identity['generated_when'] === 'a' ? 'always' : 'by-default'),
    generated && `generated ${treeOf(generated['raw_expr'])}`,
    of['collClause'] ? `collate ${strings(node(of['collClause'])['collname']).at(-1)}` : '',
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

export function astAction(table: string, of: Json): string[] {
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
      return [words('alter', table, name, 'default', of['def'] ? `${astDefault(def)} ${treeOf(def)}` : '')];
    case 'AT_ValidateConstraint':
      return [words('alter constraint', table, name, 'validated')];
    case 'AT_AttachPartition':
    case 'AT_DetachPartition': {
      const partition = relation(node(node(def['PartitionCmd'])['name']));
      return [words(of['subtype'] === 'AT_AttachPartition' ? 'attach' : 'detach', table, partition)];
    }
    case 'AT_AddInherit':
    case 'AT_DropInherit':
      return [
        words(of['subtype'] === 'AT_AddInherit' ? 'inherit' : 'no inherit', table, relation(node(def['RangeVar']))),
      ];
    case 'AT_AddIdentity': {
      const { generated_when: when } = node(def['Constraint']);
      return [words('alter', table, name, 'identity', when === 'a' ? 'always' : 'by-default')];
    }
    case 'AT_DropIdentity':
      return [words('alter', table, name, 'identity undefined')];
    case 'AT_DropExpression':
      return [words('alter', table, name, 'generated')];
    default:
      return harmless.has(String(of['subtype']).slice(3)) ? [] : [`${of['subtype']}`];
  }
}

/** Actions of ALTER TABLE that change nothing that refint looks at. */
const harmless = new Set(
  `AddOf AlterColumnGenericOptions AlterConstraint ChangeOwner ClusterOn DisableRowSecurity DisableRule DisableTrig DisableTrigAll
  DisableTrigUser DropCluster DropOf EnableAlwaysRule EnableAlwaysTrig EnableReplicaRule EnableReplicaTrig
  EnableRowSecurity EnableRule EnableTrig EnableTrigAll EnableTrigUser ForceRowSecurity GenericOptions NoForceRowSecurity
  ReplicaIdentity ResetOptions ResetRelOptions SetAccessMethod SetCompression SetLogged SetOptions SetRelOptions
  SetStatistics SetStorage SetTableSpace SetUnLogged`.split(/\s+/),
);
