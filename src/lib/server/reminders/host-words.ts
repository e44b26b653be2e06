import { dayInWords } from '#lib/dates.ts';
import type { Kind } from '#server/outbox/letters.ts';
import { whenAndWhere } from './when-and-where.ts';
import type { Matter, Words } from './wording.ts';

/** Letters to those who host a meet-up, look after what hangs on a board, or drive for a scheme. */
export const HOST_WORDS = {
  'still-on': (matter) => ({
    title: `Is it still on? ${matter.title}`,
    body: `${whenAndWhere(matter)} One tap tells everybody.`,
    opening: `Is ${matter.title} still on? One tap tells everybody that it is.`,
    ask: 'Say so here:',
  }),
  'poster-wrong': (matter) => ({
    title: `A poster is wrong now: ${matter.title}`,
    body: `It hangs here: ${matter.where}. Tap for the new one to print.`,
    opening: `The poster “${matter.title}” is wrong now. It hangs here: ${matter.where}. Somebody may go by it.`,
    ask: 'Please take it down. What is wrong, and the new one to print, is here:',
  }),
  magazine: (matter) => ({
    title: `For ${matter.title}: a text by ${dayInWords(matter.startsLocal, matter.nowLocal)}`,
    body: 'It is written already, in 60 words and in 120. Tap to copy it.',
    opening: `${matter.title} wants its text by ${dayInWords(matter.startsLocal, matter.nowLocal)}.`,
    ask: 'It is written already, in 60 words and in 120. Copy it here, and send it off:',
  }),
  'papers-due': (matter) => ({
    title: `A date to look at: ${dayInWords(matter.startsLocal, matter.nowLocal)}`,
    body: 'Something you told us about runs out then. Tap to see it.',
    opening: `You drive for others. One of the dates you told us runs out on ${dayInWords(matter.startsLocal, matter.nowLocal)}.`,
    ask: 'See which one, and tell us the new date here:',
  }),
  hosting: (matter) => ({
    title: matter.hosts ? `You are a host: ${matter.title}` : `Another host this time: ${matter.title}`,
    body: whenAndWhere(matter),
    opening: matter.hosts
      ? `You are down as a host of ${matter.title}. People will look for you there.`
      : `You are no longer down as a host of ${matter.title} this time.`,
    ask: 'Please open this to see it all, and say you know:',
  }),
  'host-gone': (matter) => ({
    title: `A host has left: ${matter.title}`,
    body: 'Tap to see what is still planned, and who hosts it.',
    opening: `A host of ${matter.title} has left Natter. What was to be at their home is cancelled. The rest is still planned, so somebody else has to be there.`,
    ask: 'Please look at its dates, who hosts them, and say that they are on, or cancel them:',
  }),
  'help-ring': (matter) => ({
    title: `Please help to ring: ${matter.title}`,
    body: 'Some people do not know yet that something has changed. Tap to see whom to ring.',
    opening: `Something has changed about ${matter.title}, and some people do not know yet. Can you ring a few of them?`,
    ask: 'Say that you will, and see whom to ring, here:',
  }),
  'lifts-changed': () => ({
    title: 'Somebody dropped out of the lifts',
    body: 'Tap to see how it stands, and whom to ask.',
    opening: 'A driver or a rider has dropped out, or said no to a change. Nobody new is asked yet.',
    ask: 'Please look at the plan, and ask everybody, here:',
  }),
  'taxi-changed': () => ({
    title: 'Please ring the taxi firm',
    body: 'A taxi you ordered is no longer wanted as it is. Tap to see which.',
    opening: 'Somebody you ordered a taxi for no longer goes as you ordered it. The firm does not know yet.',
    ask: 'Please ring the firm. What has changed is here:',
  }),
  'not-home': () => ({
    title: 'Somebody is not known to be home',
    body: 'Please ring them. Tap to see whom.',
    opening: 'Somebody who travels alone has not said that they are home. The hour that they set is past.',
    ask: 'Please ring them. Whom to ring is here:',
  }),
  unlisted: (matter) => ({
    title: `No longer listed: ${matter.title}`,
    body: 'Nobody said twice running that it was on. Tap to see what you can do.',
    opening: `Nobody said twice running that ${matter.title} was on, so it is no longer listed.`,
    ask: 'What you can do about it is here:',
  }),
} satisfies Partial<Record<Kind, (matter: Matter) => Words>>;
