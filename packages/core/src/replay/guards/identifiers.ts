import { quoted } from '@refint/model';
import { cutName } from '../names.ts';

/** The parts of a name in a string, as `'public."User"'::regclass` has it: bare parts fold to lower case. */
export function identifierParts(text: string): readonly string[] | undefined {
  const parts = [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{N}_$]*))\s*(\.|$)/guy)];
  if (parts.length === 0 || parts.reduce((length, part) => length + part[0].length, 0) !== text.length)
    return undefined;
  return parts.map(([, inQuotes, bare]) => cutName(inQuotes?.replaceAll('""', '"') ?? (bare ?? '').toLowerCase()));
}

/** Words that `%I` and quote_ident put in quotes although they look like plain names; the reserved ones that people use. */
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_date
current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch
for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null
offset on only or order placing primary references returning select session_user some symmetric table then to trailing
true union unique user using variadic when where window with authorization binary collation concurrently cross freeze
full ilike inner is isnull join left like natural notnull outer overlaps right similar tablesample verbose`.split(
    /\s+/,
  ),
);

export const quotedIdentifier = (name: string): string => (reserved.has(name) ? `"${name}"` : quoted(name));

export const quotedLiteral = (text: string): string =>
  `${text.includes('\\') ? ' E' : ''}'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
