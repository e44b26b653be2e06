/** The present as Unix seconds. The only place that reads the machine's clock. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86400;
