/** Names of error conditions with their SQLSTATE (PostgreSQL, Appendix A): those that changes of a schema can raise. */
const codes: Readonly<Record<string, string>> = {
  duplicate_object: '42710',
  duplicate_table: '42P07',
  duplicate_column: '42701',
  duplicate_schema: '42P06',
  duplicate_function: '42723',
  undefined_table: '42P01',
  undefined_column: '42703',
  undefined_object: '42704',
  undefined_function: '42883',
  invalid_foreign_key: '42830',
  datatype_mismatch: '42804',
  wrong_object_type: '42809',
  invalid_table_definition: '42P16',
  invalid_object_definition: '42P17',
  invalid_column_reference: '42P10',
  invalid_schema_name: '3F000',
  invalid_parameter_value: '22023',
  dependent_objects_still_exist: '2BP01',
  raise_exception: 'P0001',
  feature_not_supported: '0A000',
  syntax_error: '42601',
  insufficient_privilege: '42501',
  active_sql_transaction: '25001',
};

/** Names that stand for every condition of a class. */
const classes: Readonly<Record<string, string>> = {
  syntax_error_or_access_rule_violation: '42',
  data_exception: '22',
  dependent_privilege_descriptors_still_exist: '2B',
  plpgsql_error: 'P0',
  invalid_transaction_state: '25',
};

/** Whether a handler for these conditions catches an error with that SQLSTATE. */
export function catches(conditions: readonly string[], code: string): boolean {
  return conditions.some((condition) => {
    if (condition === 'others') return true;
    if (condition.startsWith('sqlstate ')) {
      const state = condition.slice('sqlstate '.length);
      return state === code || (state.endsWith('000') && code.startsWith(state.slice(0, 2)));
    }
    const ofClass = classes[condition];
    return codes[condition] === code || (ofClass !== undefined && code.startsWith(ofClass));
  });
}
