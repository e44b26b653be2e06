import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as attempts from './attempts.ts';
import * as needs from './needs.ts';
import * as passkeyChallenges from './passkey-challenges.ts';
import * as sessions from './sessions.ts';
import * as signInCards from './sign-in-cards.ts';
import * as signInCodes from './sign-in-codes.ts';

const FORMS_KEPT = 30 * DAY;

/** Throws away what is over: sessions, codes, cards, challenges, counts of tries, needs of last week. Hourly is enough. */
export function tidy(db: Database, now: number): Promise<void> {
  return db.write(async (tx) => {
    await sessions.clearEnded(tx, now);
    await signInCodes.clearEnded(tx, now);
    await signInCards.clearEnded(tx, now);
    await passkeyChallenges.clearEnded(tx, now);
    await attempts.clearEnded(tx, now);
    await needs.clearDue(tx, now);
    await takenForms.forget(tx, now - FORMS_KEPT);
  });
}
