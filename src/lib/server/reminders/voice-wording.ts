import type { Kind } from '#server/outbox/letters.ts';
import { MEETING_WORDS } from './meeting-wording.ts';
import type { Matter, Words } from './wording.ts';

/** Letters about what somebody said. They lie on locked screens: not what it was, and nobody's name. */
export const VOICE_WORDS = {
  ...MEETING_WORDS,
  'voice-moved': ({ hubName }) => ({
    title: 'What you said stands with others now',
    body: 'Others say the same. Tap to see it.',
    opening: `Others say the same as you, so the hosts of ${hubName} have put it together. You are still counted.`,
    ask: 'See it here, or take it back:',
  }),
  'voice-carry': () => ({
    title: 'What you said is about to be carried',
    body: 'Read the words first. You have two days to object.',
    opening:
      'What you and others said is about to go to those who decide. These are the words, before they go.',
    ask: 'Read them here. You have two days to say if they are not right:',
  }),
  'voice-answer': () => ({
    title: 'There is an answer',
    body: 'To something you stand behind. Tap to read it.',
    opening: 'There is an answer to something you stand behind.',
    ask: 'Read it here, and later say whether it really happened:',
  }),
  'voice-receipt': () => ({
    title: 'Have they got it?',
    body: 'Nobody has said that it came. Could you try another way?',
    opening: 'You carry something for your neighbours. Five days on, nobody has said that it came.',
    ask: 'Could you ring, or hand it over? Say here when they have it:',
  }),
  'voice-for-body': ({ hubName }) => ({
    title: 'Neighbours have carried something to you',
    body: 'Tap to read it, and to answer in two minutes.',
    opening: `Neighbours of ${hubName} have agreed on some words for you, and hope for an answer.`,
    ask: 'Read it, say that you have it, and answer, here. No account is needed:',
  }),
  'voice-gentle': ({ hubName }) => ({
    title: 'A kind word from your neighbours',
    body: 'Something of theirs waits for you. Tap to read it.',
    opening: `Neighbours of ${hubName} have carried something to you, and have not heard from you. It may have got lost.`,
    ask: 'Say here that you have it, or answer. No account is needed:',
  }),
  'voice-formal': ({ hubName }) => ({
    title: 'Neighbours ask for your answer',
    body: 'They hoped for it by a day that you can read here.',
    opening: `Neighbours of ${hubName} have asked you something, and still wait for an answer.`,
    ask: 'Please answer here, or name another day. No account is needed:',
  }),
  'voice-person': () => ({
    title: 'Could you raise it in person?',
    body: 'Something you carry has had no answer. Tap to read on.',
    opening: 'You carry something for your neighbours, and letters have not brought an answer.',
    ask: 'Could you ask in person? See what it is about:',
  }),
  'ask-told': () => ({
    title: 'What came of what you were asked',
    body: 'You read it first. Tap to see it.',
    opening: 'You answered some questions. All answers are counted now, and you read it first.',
    ask: 'See what came of it:',
  }),
  'ask-replied': () => ({
    title: 'There is a reply',
    body: 'To what you were asked. Tap to read it.',
    opening: 'You answered some questions, and there is a reply to it now.',
    ask: 'Read it here:',
  }),
} satisfies Partial<Record<Kind, (matter: Matter) => Words>>;

export const ABOUT_TOPICS = Object.keys(VOICE_WORDS) as (keyof typeof VOICE_WORDS)[];
