/** Writes one line of JSON: an event and ids. Never a name, an address, or words that people wrote. */
export type Log = (event: string, about?: Record<string, string | number | boolean | null>) => void;

export function createLog(write: (line: string) => void, now: () => number): Log {
  return (event, about = {}) =>
    write(JSON.stringify({ at: new Date(now() * 1000).toISOString(), event, ...about }));
}
