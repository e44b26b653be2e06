import { HOUR, MINUTE } from '#server/clock.ts';
import type { PushOutcome } from './push-outcomes.ts';

const SILENCES_TO_CLOSE = 3;
const LONGEST_SILENCE = 5 * MINUTE;
/** As long as one careful try at a silent host may take. */
const ONE_TRY = 15;

/** What this process has learned about push services, so that one that is down or refuses us delays nobody else. */
export interface PushHosts {
  /** 'open', or why nothing goes there now. A silent host gets one try from time to time. */
  ask(host: string, now: number): 'open' | 'refused' | 'silent';
  /** Learns from an outcome; true when the operator should hear of it (once an hour and host). */
  note(host: string, outcome: PushOutcome, now: number): boolean;
  /** Whether this host has taken any message yet: then a refusal is about one subscription, not about us. */
  hasTaken(host: string): boolean;
}

interface Known {
  taken: boolean;
  silences: number;
  closedUntil: number;
  refusedUntil: number;
  toldUntil: number;
}

export function createPushHosts(): PushHosts {
  const hosts = new Map<string, Known>();

  function known(host: string): Known {
    let one = hosts.get(host);
    if (!one)
      hosts.set(host, (one = { taken: false, silences: 0, closedUntil: 0, refusedUntil: 0, toldUntil: 0 }));
    return one;
  }

  function ask(host: string, now: number) {
    const one = known(host);
    if (one.refusedUntil > now) return 'refused';
    if (one.silences < SILENCES_TO_CLOSE) return 'open';
    if (one.closedUntil > now) return 'silent';
    one.closedUntil = now + ONE_TRY;
    return 'open';
  }

  function note(host: string, outcome: PushOutcome, now: number): boolean {
    const one = known(host);
    if (outcome.is === 'theirs' && outcome.status === undefined) {
      one.silences++;
      const wait = 30 * 2 ** Math.min(Math.max(one.silences - SILENCES_TO_CLOSE, 0), 8);
      one.closedUntil = now + Math.min(wait, LONGEST_SILENCE);
    } else {
      one.silences = 0;
    }
    if (outcome.is === 'accepted') one.taken = true;
    if (outcome.is === 'refused') one.refusedUntil = now + HOUR;
    if (!isForTheOperator(outcome) || one.toldUntil > now) return false;
    one.toldUntil = now + HOUR;
    return true;
  }

  return { ask, note, hasTaken: (host) => hosts.get(host)?.taken ?? false };
}

function isForTheOperator({ is }: PushOutcome): boolean {
  return is === 'refused' || is === 'ours' || is === 'too-large' || is === 'not-allowed';
}
