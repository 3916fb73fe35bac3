import { dataType } from '@refint/model';
import { plain, type TypeTable } from './type-table.ts';

/** MongoDB has no columns; these are BSON's names. */
export const mongodb: TypeTable = {
  scalars: {
    String: dataType('string'),
    Boolean: dataType('bool'),
    Int: dataType('int'),
    BigInt: dataType('long'),
    Float: dataType('double'),
    DateTime: dataType('date'),
    Json: dataType('object'),
    Bytes: dataType('binData'),
  },
  natives: {
    String: plain('string'),
    Double: plain('double'),
    Long: plain('long'),
    Int: plain('int'),
    BinData: plain('binData'),
    ObjectId: plain('objectId'),
    Bool: plain('bool'),
    Date: plain('date'),
    Timestamp: plain('timestamp'),
    Json: plain('object'),
  },
  synonyms: {},
};
