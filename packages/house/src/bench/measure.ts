import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** One program that is timed as a whole process. */
export interface Contestant {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Exit codes of a run that did its work; a linter that finds something may say 1. */
  readonly good: readonly number[];
  /** Is done before each run, and not timed. */
  readonly before?: () => void;
  /** What is set beside what `plain` leaves of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Measured {
  /** Milliseconds from start to end, one for each round. */
  readonly times: readonly number[];
  /** The highest resident memory of one run, in MiB; nothing where the system does not tell. */
  readonly peak: number | undefined;
}

/**
 * Runs all contestants in turn, round after round (A B C A B C …), so that a slow moment of the machine is shared by all
 * of them. One round before the first is not counted. Memory is taken in a run of its own.
 */
export function race(contestants: readonly Contestant[], rounds: number): Measured[] {
  const times = contestants.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    contestants.forEach((contestant, at) => {
      const time = timed(contestant);
      if (round >= 0) times[at]?.push(time);
    });
  }
  return contestants.map((contestant, at) => ({ times: times[at] ?? [], peak: peakOf(contestant) }));
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** How many times as long the first takes: the median of the ratios of each round, so that both had the same moment. */
export function ratio(one: Measured, other: Measured): number {
  return median(one.times.map((time, round) => time / (other.times[round] ?? Number.NaN)));
}

/**
 * An environment without what changes how Node starts: with NODE_EXTRA_CA_CERTS, as networks with a proxy set it, Node 20
 * reads all those certificates before it runs a line of anybody's program, and takes three times as long for nothing at all.
 */
export function plain(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('NODE_')));
}

function timed({ name, program, args, folder, good, env, before }: Contestant): number {
  before?.();
  const start = process.hrtime.bigint();
  const { status, error } = spawnSync(program, args, { cwd: folder, stdio: 'ignore', env: around(env) });
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  if (error) throw error;
  if (!good.includes(status ?? -1))
    throw new Error(`${name} ended with ${status}: ${program} ${args.slice(0, 5).join(' ')}`);
  return time;
}

const around = (env: Contestant['env']) => ({ ...plain(process.env), ...env });

/** GNU time tells the peak of a process that has ended, and of no other one. */
function peakOf({ program, args, folder, env }: Contestant): number | undefined {
  if (!existsSync('/usr/bin/time')) return undefined;
  const { stderr } = spawnSync('/usr/bin/time', ['-f', 'peak %M', program, ...args], {
    cwd: folder,
    env: around(env),
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const kilobytes = /peak (\d+)\s*$/.exec(stderr)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
