import { AsyncLocalStorage } from 'node:async_hooks';
import { askFirst, type StandIn } from '../disk.ts';

const current = new AsyncLocalStorage<StandIn | undefined>();

/** Does something while another answers in place of the disk, also what it waits for, and for nobody else meanwhile. */
export function standingIn<T>(other: StandIn | undefined, act: () => T): T {
  askFirst(() => current.getStore());
  return current.run(other, act);
}

/** Asks the disk itself. */
export const onDisk = <T>(act: () => T): T => current.run(undefined, act);
