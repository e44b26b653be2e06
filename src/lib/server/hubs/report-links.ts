import { DAY } from '#server/clock.ts';
import { matches, sign } from '#server/secrets.ts';

const GOOD_FOR = 30 * DAY;

/** The secret part of the address at which whoever runs this Natter reads reports about keepers, for 30 days. */
export function make(key: string, now: number): string {
  const until = now + GOOD_FOR;
  return `${until}.${sign(key, `reports until ${until}`)}`;
}

/** Whether we made this address, and it is not over. */
export function isGood(key: string, token: string, now: number): boolean {
  const [until = '', signature = '', ...rest] = token.split('.');
  const isOurs = rest.length === 0 && matches(signature, sign(key, `reports until ${until}`));
  return isOurs && Number(until) > now;
}
