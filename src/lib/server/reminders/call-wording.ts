import type { CallMatter } from '#server/rotas/call-letters.ts';
import type { Matter, Words } from './wording.ts';

/** Letters about calls. They lie on locked screens: nobody's name, no number, and not that anybody lives alone. */
export const CALL_WORDS = {
  'call-to-make': ({ call }: Matter): Words => {
    if (call?.step === 'again')
      return {
        title: 'A call to try again',
        body: 'Tap to see it.',
        opening: 'Please try the call again that did not get through. Your page says whom to ring.',
        ask: 'Whom you ring, and what came of it:',
      };
    return {
      title: call?.step === 'stand-in' ? 'Can you make a call today?' : 'You have a call to make today',
      body: 'Tap to see it.',
      opening:
        call?.step === 'stand-in'
          ? 'You stand in for a call that has not been made. Could you make it?'
          : 'You have a call to make today. Thank you for doing it.',
      ask: "Whom you ring, and what came of it. If you can't make it, say so there:",
    };
  },
  'call-help': ({ call }: Matter): Words => ({
    title: call?.step === 'worried' ? 'A call needs you now' : 'A call needs you',
    body: 'Somebody could not be reached. Tap to see what to do.',
    opening: HELP[call?.step ?? 'host'] ?? HELP.host!,
    ask: 'What was tried, and what to do now:',
  }),
  'call-known': (): Words => ({
    title: 'All is well: a call got through',
    body: 'You need do nothing more.',
    opening: 'You were asked to help with a call. It is known now, so you need do nothing more.',
    ask: 'How it went:',
  }),
  'call-ask': ({ call, hubName }: Matter): Words => ({
    title: ASKED[call?.place ?? 'caller'].title,
    body: `${hubName}. Tap to say yes or not this time.`,
    opening: ASKED[call?.place ?? 'caller'].opening,
    ask: 'What it is about, and your yes or no. No is fine too:',
  }),
  'call-gap': (): Words => ({
    title: 'A weekly call needs somebody',
    body: 'Nobody is there to ring, or to stand in. Tap to ask somebody.',
    opening: 'For a weekly call, there is nobody who rings, or nobody who stands in.',
    ask: 'Ask somebody here:',
  }),
};

export const ABOUT_CALLS = Object.keys(CALL_WORDS) as (keyof typeof CALL_WORDS)[];

const HELP: Partial<Record<NonNullable<CallMatter['step']>, string>> = {
  host: 'A call of today has not been made by anybody. Please ring, or find somebody who does.',
  contact: 'Somebody could not be reached by telephone. Please ring the contact they agreed to.',
  visit: 'Somebody could not be reached by telephone. Please call round, if you can.',
  worried:
    'Somebody could not be reached in any way. It is not known how they are. If you are worried, ring 999 or 111.',
};

const ASKED = {
  caller: {
    title: 'Would you make a call once a week?',
    opening: 'Somebody would like a friendly call once a week. Would you ring them?',
  },
  'stand-in': {
    title: 'Would you stand in for a weekly call?',
    opening: 'Somebody is rung once a week. Would you stand in when whoever rings cannot?',
  },
  visitor: {
    title: 'Would you call round if need be?',
    opening: 'Somebody is rung once a week. If they could not be reached, would you call round?',
  },
};
