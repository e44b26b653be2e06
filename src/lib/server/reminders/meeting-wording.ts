import type { Kind } from '#server/outbox/letters.ts';
import type { Matter, Words } from './wording.ts';

/** Letters about what was agreed and promised where a hub meets. They lie on locked screens: neither what it was, nor whose. */
export const MEETING_WORDS = {
  'promise-yours': ({ hubName }) => ({
    title: 'It is written down that you see to something',
    body: 'Tap to read it, or to say that it is not yours.',
    opening: `At ${hubName} it is written down that you see to something.`,
    ask: 'Read here what it is. If it is not yours, hand it back with one tap:',
  }),
  'promise-due': () => ({
    title: 'Something you promised is due soon',
    body: 'Tap to see it, and to say how it stands.',
    opening: 'Something that you said you would do is due in a week or less.',
    ask: 'See it here. You can say that it is done, or hand it back:',
  }),
  'promise-loose': ({ hubName }) => ({
    title: 'A promise has nobody now',
    body: 'Whoever had it has left. Tap to hand it on.',
    opening: `Something was promised at ${hubName}, and whoever promised it does not have it any more.`,
    ask: 'Hand it on to somebody, or say why it ends:',
  }),
  'notes-sent': ({ hubName }) => ({
    title: `What we agreed at ${hubName}`,
    body: 'Tap to read what was decided and promised.',
    opening: `This is what was decided and promised when ${hubName} met.`,
    ask: 'Read it here. If something is not right, say so at the next meet-up:',
  }),
  'notes-due': () => ({
    title: 'Please send the notes',
    body: 'They are to go out within a week. Tap to see.',
    opening:
      'The notes that you typed at a meet-up have not gone out yet. People count on them within a week.',
    ask: 'Look at them once more, and send them:',
  }),
  'notes-later': ({ hubName }) => ({
    title: 'What has come of it?',
    body: 'Some time ago your hub agreed on something. Tap to look again.',
    opening: `Some time ago ${hubName} agreed on something. It is time to look at what has come of it.`,
    ask: 'Read it here, and put it to the room at your next meet-up:',
  }),
} satisfies Partial<Record<Kind, (matter: Matter) => Words>>;
