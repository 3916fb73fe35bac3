/** Is told what is being done, and of how many things how many are done. */
export type Watcher = (what: string, done: number | undefined, of: number | undefined) => void;

let watcher: Watcher | undefined;

/** Tells somebody, and nobody else meanwhile, what is being done, until the function that it returns is called. */
export function watch(told: Watcher): () => void {
  watcher = told;
  return () => {
    if (watcher === told) watcher = undefined;
  };
}

/** Whoever begins with something that may take long says so. It changes nothing, and costs next to nothing where nobody watches. */
export const doing = (what: string, done?: number, of?: number): void => watcher?.(what, done, of);
