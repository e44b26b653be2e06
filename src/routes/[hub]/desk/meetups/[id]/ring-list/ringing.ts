import { dateTimeInWords } from '#lib/dates.ts';
import type { ToTell, WhoKnows } from '../who-knows.ts';

/** Whom to ring now, and what to say in one sentence that can be read out. */
export function ringing({ meetup, change, reminder }: WhoKnows): { people: ToTell[]; message: string } {
  const people = meetup.cancelled || change.toRing.length > 0 ? change.toRing : reminder.toRing;
  const when = dateTimeInWords(meetup.startsLocal, meetup.today);
  if (meetup.cancelled)
    return { people, message: `${meetup.title} on ${when} is cancelled. ${meetup.because}`.trim() };
  const hasChanged = people.some(({ kind }) => kind !== 'reminder');
  const message = hasChanged
    ? `Something has changed about ${meetup.title}. It is now ${when}, at ${meetup.where}.`
    : `${meetup.title} is ${when}, at ${meetup.where}. Are you still coming?`;
  return { people, message };
}
