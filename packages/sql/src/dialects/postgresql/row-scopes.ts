import type { Expression, QualifiedName, Query, QueryRelation, RowName, RowNames, RowScope } from '@refint/model';
import { comparing } from './comparing.ts';

export type Among = RowScope['tables'][number];

/** The tables among which a name is looked for; nothing where not all of them are known. */
type Tables = readonly Among[] | undefined;

type Compared = RowScope['compared'][number];

/** Gathers what queries and expressions name. */
export class NamesIn {
  readonly found = {
    reads: [] as QualifiedName[],
    scopes: [] as RowScope[],
    casts: [] as RowNames['casts'][number][],
  };

  /** What a query names. Names in it may mean what the queries around it have, too. */
  addQuery(query: Query, outer: Tables, named: ReadonlySet<string> = new Set()): void {
    const known = new Set(named);
    for (const one of query.named ?? []) {
      this.addQuery(one.query, undefined, known);
      known.add(one.name);
    }
    const own = this.addRelations(query.from, outer, known);
    const tables = outer && own && !query.unknown ? [...own, ...outer] : undefined;
    const { columns, from, where, having } = query;
    const parts = [...columns.map(({ value }) => value), ...from.flatMap(({ on }) => on ?? [])];
    this.addExpressions([...parts, ...[where, having].filter((part) => part !== undefined)], tables, known);
    // What sorts or groups may be called by the name of a column that the query gives.
    const rest = [...(query.group ?? []), ...(query.order ?? []).map(({ value }) => value)];
    this.addExpressions(rest, undefined, known);
    for (const { query: other } of query.united ?? []) this.addQuery(other, outer, known);
  }

  /** Tables of FROM; nothing where something else stands there, whose columns are not known here. */
  addRelations(from: readonly QueryRelation[], outer: Tables, named: ReadonlySet<string>): Tables {
    const tables: Among[] = [];
    let isKnown = true;
    for (const { path, at, alias, query, call, rows, columns } of from) {
      const name = path.at(-1);
      const schema = path.at(-2);
      // Behind other tables it may be LATERAL, and then their columns are among those that it can name.
      if (query) this.addQuery(query, from[0]?.query === query ? outer : undefined, named);
      if (call) this.addExpressions([call], undefined, named);
      for (const row of rows ?? []) this.addExpressions(row, undefined, named);
      const isNamed = schema === undefined && name !== undefined && named.has(name);
      if (name === undefined || !at || isNamed || columns) isKnown = false;
      if (name === undefined || !at || isNamed) continue;
      const table = { name, schema, span: at };
      this.found.reads.push(table);
      tables.push({ table, alias });
    }
    return isKnown ? tables : undefined;
  }

  addExpressions(values: readonly Expression[], tables: Tables, named: ReadonlySet<string> = new Set()): void {
    const names: RowName[] = [];
    const compared: Compared[] = [];
    for (const value of values) this.walk(value, { tables, names, compared, named });
    if (tables && names.length > 0) this.found.scopes.push({ tables, names, compared });
  }

  private walk(value: Expression, into: Into): void {
    switch (value.kind) {
      case 'name':
        into.names?.push(...nameOf(value));
        return;
      case 'call': {
        // These take words that look like names.
        const hasWords = value.name === 'normalize' || value.name.startsWith('xml');
        for (const arg of value.args) this.walk(arg, hasWords ? { ...into, names: undefined } : into);
        if (value.by?.filter) this.walk(value.by.filter, into);
        return;
      }
      case 'operator': {
        const isNamed = value.operator === '=>' || value.operator === ':=';
        for (const operand of isNamed ? value.operands.slice(1) : value.operands) this.walk(operand, into);
        into.compared.push(...comparedIn(value));
        return;
      }
      case 'list':
        for (const item of value.items) this.walk(item, into);
        return;
      case 'cast': {
        const { value: text, to } = value;
        if (text.kind === 'literal' && typeof text.value === 'string')
          this.found.casts.push({ to, text: text.value, span: text.span });
        this.walk(text, into);
        return;
      }
      case 'case':
        for (const { when, then } of value.branches) {
          this.walk(when, into);
          this.walk(then, into);
        }
        if (value.otherwise) this.walk(value.otherwise, into);
        return;
      case 'exists':
      case 'query':
        this.addQuery(value.query, into.tables, into.named);
        return;
      case 'unknown':
        if (value.of) this.walk(value.of, into);
    }
  }
}

interface Into {
  readonly tables: Tables;
  /** Nothing where a word need not be a name. */
  readonly names: RowName[] | undefined;
  readonly compared: Compared[];
  readonly named: ReadonlySet<string>;
}

function nameOf({ path, span }: Extract<Expression, { readonly kind: 'name' }>): readonly RowName[] {
  const [first = '', second] = path;
  if (path.length > 2 || path.includes('*') || first.startsWith('$')) return [];
  return [second === undefined ? { of: undefined, name: first, span } : { of: first, name: second, span }];
}

/** A column beside a text, or beside a list of them. */
function comparedIn({ operator, operands }: Extract<Expression, { readonly kind: 'operator' }>): readonly Compared[] {
  const [left, right] = operands;
  if (!comparing.has(operator) || !left || !right) return [];
  const column = left.kind === 'name' ? left : right.kind === 'name' ? right : undefined;
  const [name] = column ? nameOf(column) : [];
  const other = column === left ? right : left;
  const texts = other.kind === 'list' ? other.items : [other];
  if (!name) return [];
  return texts.flatMap((text) =>
    text.kind === 'literal' && typeof text.value === 'string' ? [{ name, text: text.value, span: text.span }] : [],
  );
}
