import type { Cursor } from '../../cursor.ts';
import { opaque, type StatementBody } from '../../reading.ts';

/** DO: the code of a block. */
export function readDo(c: Cursor): StatementBody {
  return opaque(c, 'DO', 'blocks of code are not read yet');
}
