import { relativeDay } from '#lib/dates.ts';
import type { Matter, Words } from './wording.ts';

/** Letters about lifts. They lie on locked screens: never where, never why, and nobody's name. */
export const LIFT_WORDS = {
  'lift-drive': (matter: Matter): Words => {
    if (matter.lift?.isChange) return changeWords(matter, 'Could you take somebody else, or one more?');
    return {
      title: `Could you give a lift ${day(matter)}?`,
      body: 'Tap to see how long it takes, and say yes or no.',
      opening: `You offered a lift ${day(matter)}. There is somebody for you to take. It is only a question: no is fine.`,
      ask: 'How long it takes, and your yes or no:',
    };
  },
  'lift-asked': (matter: Matter): Words => {
    if (matter.lift?.isChange) return changeWords(matter, 'Could you go another way?');
    return {
      title: `A lift for you ${day(matter)}?`,
      body: 'Tap to say whether it suits you.',
      opening: `You asked for a lift ${day(matter)}. There may be one for you.`,
      ask: 'Please say whether it suits you:',
    };
  },
  'lift-settled': (matter: Matter): Words => ({
    title: `Your lift ${day(matter)} is settled`,
    body: 'Both of you said yes. Tap to see it.',
    opening: `Your lift ${day(matter)} is settled. Both of you said yes.`,
    ask: 'When, and how to reach each other:',
  }),
  'lift-again': (matter: Matter): Words => ({
    title: `Is your lift ${day(matter)} still all right?`,
    body: 'Tap to say yes or no.',
    opening: `Your lift ${day(matter)} is settled. Is it still all right?`,
    ask: 'Say yes or no here:',
  }),
  'lift-off': (matter: Matter): Words =>
    matter.lift?.role === 'driver'
      ? {
          title: `Your lift ${day(matter)} has changed`,
          body: 'Somebody does not need it now. Tap to see how it stands.',
          opening: `Somebody you were to take ${day(matter)} does not need it now.`,
          ask: 'How it stands:',
        }
      : {
          title: `Your lift ${day(matter)} has fallen through`,
          body: 'We are looking for another. Please tap to say you know.',
          opening: `Your lift ${day(matter)} has fallen through. Please do not wait for it. We are looking for another.`,
          ask: 'Please open this and say you know, so that nobody has to ring you:',
        },
  'lift-ready': (): Words => ({
    title: 'Somebody is ready to go home',
    body: 'Tap to say that you are on your way.',
    opening: 'Whoever you take home is ready now.',
    ask: 'Say that you are on your way:',
  }),
};

export const ABOUT_LIFTS = Object.keys(LIFT_WORDS) as (keyof typeof LIFT_WORDS)[];

/** To somebody whose lift is settled. */
function changeWords(matter: Matter, question: string): Words {
  return {
    title: `Could you change your lift ${day(matter)}?`,
    body: 'A driver has dropped out. Tap to say yes or no.',
    opening: `A driver has dropped out ${day(matter)}. ${question} Your lift stays as it is until everybody has said yes.`,
    ask: 'What would change, and your yes or no:',
  };
}

/** 'today', 'tomorrow', 'on Thursday'. */
function day({ startsLocal, nowLocal }: Matter): string {
  const words = relativeDay(startsLocal, nowLocal);
  return words === 'today' || words === 'tomorrow' ? words : `on ${words}`;
}
