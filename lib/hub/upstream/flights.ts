/** Runs a task once at a time per key: who asks meanwhile gets the same promise. */
export function flights<T>(): (key: string, task: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (key, task) => {
    const found = running.get(key);
    if (found) return found;
    const flight = task().finally(() => running.delete(key));
    running.set(key, flight);
    return flight;
  };
}
