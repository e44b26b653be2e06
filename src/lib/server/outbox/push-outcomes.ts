import { DAY, MINUTE } from '#server/clock.ts';
import type { Reply } from './push-carriers.ts';

/**
 * accepted: handed over, not shown yet · gone: delete the subscription · ours: our mistake, tell the operator, do
 * not repeat · refused: our key is not wanted there, keep the subscription · too-large: a bug, do not repeat ·
 * slow-down: nothing to that host for so long · theirs: try again later · not-allowed: not an address to send to,
 * or one that leads to a private network just now.
 */
export type PushOutcome =
  | { is: 'accepted' }
  | { is: 'gone' }
  | { is: 'ours'; status: number }
  | { is: 'refused'; status: number }
  | { is: 'too-large' }
  | { is: 'slow-down'; waitSeconds: number }
  | { is: 'theirs'; status?: number }
  | { is: 'not-allowed' };

/** What an answer means (RFC 8030 and what the services say of themselves). `now` in Unix seconds. */
export function toOutcome(reply: Exclude<Reply, { is: 'missed' }>, now: number): PushOutcome {
  if (reply.is === 'inward') return { is: 'not-allowed' };
  if (reply.is === 'silence') return { is: 'theirs' };
  const { status, retryAfter } = reply;
  if (status >= 200 && status < 300) return { is: 'accepted' };
  if (status === 404 || status === 410) return { is: 'gone' };
  if (status === 401 || status === 403) return { is: 'refused', status };
  if (status === 413) return { is: 'too-large' };
  if (status === 429 || status === 406)
    return { is: 'slow-down', waitSeconds: secondsToWait(retryAfter, now) };
  return status >= 400 && status < 500 ? { is: 'ours', status } : { is: 'theirs', status };
}

// `Retry-After` is seconds or a date (RFC 9110, 10.2.3). A minute where it is missing or no sense, a day at most.
function secondsToWait(retryAfter: string | undefined, now: number): number {
  const text = retryAfter?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil(Date.parse(text) / 1000) - now;
  return Number.isNaN(seconds) ? MINUTE : Math.min(Math.max(seconds, 1), DAY);
}
