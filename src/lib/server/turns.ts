/**
 * The next turn of the event loop. The database is synchronous underneath: long work waits for this between its
 * steps, so that pages are served in between.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}

/** How long a stretch of work may keep everybody else waiting. */
const LONGEST_STRETCH_MS = 8;

/** Marks how long a piece of work has run without a pause, whatever the pace of the machine. */
export interface Stretch {
  isLong(): boolean;
  /** The next turn; a new stretch begins with it. */
  pause(): Promise<void>;
}

/** Begins a stretch of work of unknown length: `if (stretch.isLong()) await stretch.pause()` between its steps. */
export function beginStretch(): Stretch {
  let began = performance.now();
  return {
    isLong: () => performance.now() - began >= LONGEST_STRETCH_MS,
    async pause() {
      await nextTurn();
      began = performance.now();
    },
  };
}
