import { emptied } from './emptied.ts';
import type { Server } from './server.ts';

/** Runs statements one by one on an empty database and gives those that fail, each as `SQLSTATE statement`. */
export async function ranOn(server: Server, statements: readonly string[]): Promise<string[]> {
  await emptied(server);
  const failed: string[] = [];
  for (const statement of statements) {
    try {
      await server.exec(statement);
    } catch (error) {
      failed.push(`${(error as { code: string }).code} ${statement}`);
    }
  }
  return failed;
}
