/**
 * The next turn of the event loop. The database is synchronous underneath: long work waits for this between its
 * steps, so that pages are served in between.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}
