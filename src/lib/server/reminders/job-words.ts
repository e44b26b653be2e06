import { dateTimeInWords, dayInWords } from '#lib/dates.ts';
import type { Kind } from '#server/outbox/letters.ts';
import type { Matter, Words } from './wording.ts';

/** Letters about jobs: a person is asked, never told off, and may always say no. */
export const JOB_WORDS = {
  'rota-asked': (matter) => ({
    title: 'Could you help with these?',
    body: `${jobsAsked(matter)} in the next weeks. It is only a question: no is fine.`,
    opening: `${matter.hubName} is making a rota for the next weeks. Could you do ${jobsAsked(matter)}? It is only a question: no is fine.`,
    ask: 'Say yes or no to each here:',
  }),
  'shift-yours': (matter) => ({
    title: `Yours now: ${jobOf(matter)}`,
    body: `${matter.title}, ${when(matter)}. A place came free.`,
    opening: `You waited to do ${jobOf(matter)} at ${matter.title}. A place came free, and it is yours.`,
    ask: `If you can't make it after all, say so here:`,
  }),
  'shift-not-needed': (matter) => ({
    title: `Not needed this time: ${jobOf(matter)}`,
    body: `${matter.title}, ${when(matter)}. The meet-up is still on.`,
    opening: `${jobOf(matter)} is left out at ${matter.title} this time. Thank you all the same. The meet-up is still on, so do come.`,
    ask: 'All about it is here:',
  }),
  'cover-asked': (matter) => ({
    title: `Could you step in? ${jobOf(matter)}`,
    body: `${matter.title}, ${when(matter)}. Yes or no, one tap.`,
    opening: `Somebody can't make it. Could you do ${jobOf(matter)} at ${matter.title}?`,
    ask: 'Say yes or no here, or offer to swap dates:',
  }),
  'cover-found': (matter) => ({
    title: `Somebody does ${jobOf(matter)} for you`,
    body: `${matter.title}, ${dayInWords(matter.startsLocal, matter.nowLocal)}. You need do nothing more.`,
    opening: `Somebody has taken ${jobOf(matter)} at ${matter.title} off your hands. You need do nothing more.`,
    ask: 'This is how it stands:',
  }),
  'swap-offered': (matter) => ({
    title: `A swap for ${jobOf(matter)}?`,
    body: `${matter.title}, ${when(matter)}. Somebody offers to swap dates.`,
    opening: `You can't do ${jobOf(matter)} at ${matter.title}. Somebody would, if you take a job of theirs${inReturn(matter)}.`,
    ask: 'Say yes or no here:',
  }),
  gap: (matter) => ({
    title: `Still empty: ${jobOf(matter)}`,
    body: `${matter.title}, ${when(matter)}. Could you?`,
    opening: `Nobody does ${jobOf(matter)} at ${matter.title} yet. Could you?`,
    ask: 'Say yes or no here:',
  }),
  'gaps-left': (matter) => ({
    title: `Jobs still empty: ${matter.title}`,
    body: `${when(matter)}. Tap to see whom you could ring.`,
    opening: `Some jobs at ${matter.title} are still empty.`,
    ask: 'Whom you could ring, or how to make it smaller, is here:',
  }),
} satisfies Partial<Record<Kind, (matter: Matter) => Words>>;

function jobsAsked({ jobs }: Matter): string {
  return jobs.length === 1 ? 'one job' : `${jobs.length} jobs`;
}

function jobOf({ job }: Matter): string {
  return job?.name ?? 'a job';
}

function inReturn({ job }: Matter): string {
  return job?.swap ? `: ${job.swap.name}, ${dateTimeInWords(job.swap.startsLocal)}` : '';
}

function when({ startsLocal, nowLocal }: Matter): string {
  return dateTimeInWords(startsLocal, nowLocal);
}
