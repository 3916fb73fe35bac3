import {
  type Edit,
  type Entity,
  nameOf,
  originOf,
  type Place,
  type Problem,
  placeOf,
  type Source,
} from '@refint/model';
import {
  type AnyRule,
  type Claim,
  type Finding,
  type Fix,
  type GivenOptions,
  optionsWith,
  type Say,
  type Severity,
  type Subjects,
} from '@refint/rule';
import { digestOf } from './digest.ts';
import { WithLateFix } from './late-fix.ts';

/** What came of running one rule. */
export interface Examined {
  readonly findings: readonly Finding[];
  /** Fingerprints of what was found where an override switches the rule off; none where there is no override. */
  readonly silenced?: readonly string[] | undefined;
  readonly problems: readonly Problem[];
  /** What each finding was made of, but for a fix that was left for later. */
  readonly claims: readonly Claim[];
}

/** What was decided of a rule: a severity for all that it finds, where its own does not hold, and its options. */
export interface Decided {
  readonly severity?: Severity | undefined;
  readonly options?: GivenOptions | undefined;
  /**
   * The severity of a single claim at its place; `off` when it is not to be said, `elsewhere` when it is so with other options only.
   * Instead of `severity`.
   */
  readonly weigh?: ((claim: Claim, at: Place) => Severity | 'off' | 'elsewhere' | undefined) | undefined;
  /** Whether fixes that take a while are left for whoever asks for them. */
  readonly fixesLater?: boolean | undefined;
}

/** Runs one rule over one subject. A rule that throws becomes a problem, keeps what it had found and stops nobody else. */
export function examine<On extends keyof Subjects>(
  rule: AnyRule,
  subject: Subjects[On],
  { severity, options, weigh, fixesLater = false }: Decided = {},
): Examined {
  const findings: Finding[] = [];
  const silenced: string[] = [];
  const claims: Claim[] = [];
  // The same may be said of one table in many migrations, and each time it is another matter.
  const run = rule.on === 'migration' ? (subject as Subjects['migration']).migration.name : undefined;
  try {
    for (const claim of rule.check(subject, sayer(rule), optionsWith(rule.options, options)) as Iterable<Claim>) {
      const at = placeOfClaim(claim);
      const weighed = weigh ? weigh(claim, at) : severity;
      if (weighed === 'elsewhere') continue;
      const isOff = weighed === 'off';
      const { fix } = claim;
      const isLate = fixesLater && typeof fix === 'function';
      const told = settle(rule, claim, {
        at,
        severity: (isOff ? undefined : weighed) ?? claim.severity ?? rule.severity,
        fix: isLate ? undefined : fixNow(fix),
        run,
      });
      const finding = isLate ? new WithLateFix(told, fix) : told;
      if (isOff) silenced.push(finding.fingerprint);
      else {
        findings.push(finding);
        // What a fix would be worked out of is not kept with the answer.
        claims.push(isLate ? { ...claim, fix: undefined } : claim);
      }
    }
    return { findings, silenced, problems: [], claims };
  } catch (cause) {
    const text = `the rule ${rule.id} crashed: ${cause instanceof Error ? cause.message : String(cause)}`;
    return { findings, problems: [{ kind: 'rule-crashed', text, fatal: true }], claims };
  }
}

/** How texts of now are known, and where a place of one that is no more has gone; nothing where that was edited. */
export interface Moves {
  readonly texts: ReadonlySet<Source>;
  readonly placeNow?: ((place: Place) => Place | undefined) | undefined;
}

/**
 * The same answer where all that it is about says the same at other places. Nothing where a place, or an edit of a fix, is in a stretch that
 * was edited: who has those has to be asked again.
 */
export function moved({ findings, claims, problems }: Examined, moves: Moves): Examined | undefined {
  if (problems.length > 0) return undefined;
  const nowFindings: Finding[] = [];
  for (const [at, finding] of findings.entries()) {
    const claim = claims[at]!;
    const { fix: before } = finding;
    const edits = before && movedEdits(before.edits, moves);
    if (before && !edits) return undefined;
    const fix = before && edits && { title: before.title, safe: before.safe, edits };
    const now = placed(finding, claim, fix);
    if (!moves.texts.has(now.at.source)) return undefined;
    for (const note of now.notes) if (note.at && !moves.texts.has(note.at.source)) return undefined;
    nowFindings.push(now);
  }
  return { findings: nowFindings, problems, claims };
}

const placed = (
  { rule, message, severity, text, entity, fingerprint }: Finding,
  claim: Claim,
  fix: Fix | undefined,
): Finding => ({
  rule,
  message,
  severity,
  text,
  at: placeOfClaim(claim),
  entity,
  notes: notesOf(claim),
  fix,
  fingerprint,
});

/** The edits in the texts of now; nothing where one of them is in a stretch that was edited. */
function movedEdits(edits: readonly Edit[], { texts, placeNow }: Moves): readonly Edit[] | undefined {
  const now: Edit[] = [];
  for (const edit of edits) {
    const place = texts.has(edit.source) ? edit : placeNow?.(edit);
    if (!place) return undefined;
    now.push({ source: place.source, span: place.span, text: edit.text });
  }
  return now;
}

const notesOf = ({ notes = [] }: Claim): Finding['notes'] =>
  notes.map((note) => ({ text: asText(note.text, 'a note of it'), at: note.at && placeOf(note.at) }));

/** Not every plugin is written in TypeScript, and what is no text would first be missed where a report is written. */
function asText(said: unknown, what: string): string {
  if (typeof said === 'string') return said;
  throw new TypeError(`${what} is no text`);
}

type AnySay = Say<Record<string, (data: unknown) => string>>;

const sayers = new WeakMap<AnyRule, AnySay>();

function sayer(rule: AnyRule): AnySay {
  let known = sayers.get(rule);
  if (!known) {
    const messages = Object.entries(rule.messages as Record<string, (data: unknown) => string>);
    known = Object.fromEntries(
      messages.map(([message, write]) => [
        message,
        (at: Entity, data: unknown, { fact, place, severity, notes, fix }: Partial<Claim> = {}): Claim => ({
          message,
          text: asText(write(data), `its message ${message}`),
          at,
          fact,
          place,
          severity,
          notes,
          fix,
        }),
      ]),
    );
    sayers.set(rule, known);
  }
  return known;
}

function placeOfClaim(claim: Claim): Place {
  const origin = claim.place ?? ('kind' in claim.at ? originOf(claim.at, claim.fact) : undefined);
  return origin ? placeOf(origin) : placeOfMoment(claim.at);
}

interface Settled extends Pick<Finding, 'at' | 'severity' | 'fix'> {
  /** The name of the migration that the rule was asked about; nothing where it was asked about something else. */
  readonly run: string | undefined;
}

function settle(rule: AnyRule, claim: Claim, { at, severity, fix, run }: Settled): Finding {
  const entity = nameOf(claim.at);
  return {
    rule: rule.id,
    message: claim.message,
    severity,
    text: claim.text,
    at,
    entity,
    notes: notesOf(claim),
    fix,
    fingerprint: fingerprintOf([rule.id, claim.message, entity, claim.fact ?? '', ...(run === undefined ? [] : [run])]),
  };
}

const fixNow = (fix: Claim['fix']): Fix | undefined => (typeof fix === 'function' ? fix() : fix);

function placeOfMoment(at: Entity): Place {
  if ('kind' in at) return placeOf(at.origin);
  return { source: at.change.source, span: at.change.span };
}

/** The line is left out on purpose: moved code keeps its fingerprint, and so its place in a baseline. */
const fingerprintOf = (parts: readonly string[]): string => digestOf(parts.join('\n'));
