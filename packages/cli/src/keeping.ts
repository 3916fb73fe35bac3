import { type Refusal, record } from '@refint/workspace';
import { type Io, valueIn, type WrittenFile } from './io.ts';
import type { Matter } from './kept-report.ts';
import type { Outcome } from './outcome.ts';

/**
 * Answers, and hands what was answered to who keeps it, with all that it rests on: what was asked of the disk and of the
 * environment. Nothing is kept where that is not all, nor of what was refused, because people are busy with what is refused.
 */
export async function keeping(
  matter: Matter,
  io: Io,
  answer: (io: Io) => Promise<number | Refusal>,
): Promise<number | Refusal> {
  const { keep } = io;
  if (!keep) return answer(io);
  const env: Record<string, string | null> = {};
  const files: WrittenFile[] = [];
  let printed = '';
  let isWhole = true;
  let outcome: Outcome | undefined;
  const watched: Io = {
    cwd: io.cwd,
    expect: io.expect,
    env: watchedEnvironment(io.env, env, () => void (isWhole = false)),
    stdout: {
      ...io.stdout,
      write(text) {
        printed += text;
        io.stdout.write(text);
      },
    },
    get stderr() {
      isWhole = false;
      return io.stderr;
    },
    wrote: (file) => void files.push(file),
    found: (one) => void (outcome = one),
  };
  const recording = record();
  let code: number | Refusal | undefined;
  let recorded: ReturnType<typeof recording.stop>;
  try {
    code = await answer(watched);
  } finally {
    recorded = recording.stop();
  }
  if (typeof code !== 'number' || !isWhole || !recorded || !outcome) return code;
  for (const name of recorded.environment) env[name] = valueIn(io.env, name);
  keep({ code, printed, files, env, asked: recorded.asked, matter, outcome });
  return code;
}

/** The environment, noting each variable that is asked for. `failed` is called when somebody wants to see all of them. */
function watchedEnvironment(env: Io['env'], into: Record<string, string | null>, failed: () => void): Io['env'] {
  return new Proxy(env, {
    get(_, name) {
      if (typeof name !== 'string') return undefined;
      into[name] = env[name] ?? null;
      return env[name];
    },
    has(_, name) {
      failed();
      return name in env;
    },
    ownKeys() {
      failed();
      return Reflect.ownKeys(env);
    },
  });
}
