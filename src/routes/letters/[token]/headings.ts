import type { PageData } from './$types';

type Letter = NonNullable<PageData['letter']>;

const HEADINGS: Record<Letter['kind'], (title: string, job: string) => string> = {
  reminder: (title) => title,
  cancelled: (title) => `Cancelled: ${title}`,
  moved: (title) => `Moved: ${title}`,
  changed: (title) => `Changed: ${title}`,
  'back-on': (title) => `On after all: ${title}`,
  'place-free': (title) => `A place for you: ${title}`,
  'still-on': (title) => `Is it still on? ${title}`,
  'poster-wrong': (title) => `A poster is wrong now: ${title}`,
  magazine: (title) => `A text for ${title}`,
  'papers-due': () => 'A date of yours runs out soon',
  hosting: (title) => `Hosting: ${title}`,
  'host-gone': (title) => `A host has left: ${title}`,
  'help-ring': (title) => `Please help to ring: ${title}`,
  'rota-asked': () => 'Could you help with these?',
  'shift-yours': (_, job) => `Yours now: ${job}`,
  'shift-not-needed': (_, job) => `Not needed this time: ${job}`,
  'cover-asked': (_, job) => `Could you step in? ${job}`,
  'cover-found': (_, job) => `Somebody does ${job} for you`,
  'swap-offered': (_, job) => `A swap for ${job}?`,
  gap: (_, job) => `Still empty: ${job}`,
  'gaps-left': (title) => `Jobs still empty: ${title}`,
  'call-to-make': () => 'You have a call to make',
  'call-help': () => 'A call needs you',
  'call-known': () => 'All is well: a call got through',
  'call-ask': () => 'Would you help with a weekly call?',
  'call-gap': () => 'A weekly call needs somebody',
  'lift-drive': () => 'Could you give a lift?',
  'lift-asked': () => 'A lift for you?',
  'lift-settled': () => 'Your lift is settled',
  'lift-again': () => 'Is your lift still all right?',
  'lift-off': () => 'Your lift has changed',
  'lift-ready': () => 'Somebody is ready to go home',
  'lifts-changed': () => 'Somebody dropped out of the lifts',
  'taxi-changed': () => 'Please ring the taxi firm',
  'not-home': () => 'Somebody is not known to be home',
  'voice-moved': () => 'What you said stands with others now',
  'voice-carry': () => 'About to be carried',
  'voice-answer': () => 'There is an answer',
  'voice-receipt': () => 'Have they got it?',
  'voice-for-body': () => 'Carried to you by neighbours',
  'voice-gentle': () => 'A kind word from your neighbours',
  'voice-formal': () => 'Neighbours ask for your answer',
  'voice-person': () => 'Could you raise it in person?',
  'promise-yours': () => 'You see to something',
  'promise-due': () => 'Something you promised',
  'promise-loose': () => 'A promise has nobody now',
  'notes-sent': () => 'What was agreed',
  'notes-due': () => 'Please send the notes',
  'notes-later': () => 'What has come of it?',
  'ask-told': () => 'What came of what you were asked',
  'ask-replied': () => 'There is a reply',
  unlisted: (title) => `No longer listed: ${title}`,
};

/** What a letter is about now: whatever it said when it was sent, what is off is off. */
export function headingFor({ kind, title, meetup, job }: Letter): string {
  if (meetup?.isOver) return title;
  if (meetup?.cancelled && kind !== 'help-ring') return HEADINGS.cancelled(title, '');
  return HEADINGS[kind === 'cancelled' ? 'back-on' : kind](title, job?.name ?? 'a job');
}
