import { type Json, node } from './grammar-nodes.ts';

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
