import { dateTimeInWords, relativeDay, timeInWords } from '#lib/dates.ts';
import { NOT_THIS_TIME } from '#lib/words.ts';
import { MINUTE } from '#server/clock.ts';
import { declare, type Rendered } from '#server/outbox/handing-over.ts';
import type { Kind } from '#server/outbox/letters.ts';
import type { PushMessage } from '#server/outbox/push.ts';
import type { JobStanding } from './job-standing.ts';
import { HOST_WORDS } from './host-words.ts';
import type { LiftMatter } from '#server/lifts/lift-letters.ts';
import { ABOUT_LIFTS, LIFT_WORDS } from './lift-words.ts';
import { JOB_WORDS } from './job-words.ts';
import { when, whenAndWhere } from './when-and-where.ts';
import type { CallMatter } from '#server/rotas/call-letters.ts';
import { ABOUT_CALLS, CALL_WORDS } from './call-wording.ts';
import { ABOUT_TOPICS, VOICE_WORDS } from './voice-wording.ts';

/** What a letter speaks of. Local times are 'YYYY-MM-DDTHH:MM' where the hub is. */
export interface Matter {
  kind: Kind;
  firstName: string;
  hubName: string;
  title: string;
  startsLocal: string;
  nowLocal: string;
  /** As anybody may know it: never the address of a home. */
  where: string;
  /** They host it. */
  hosts: boolean;
  /** They said "maybe". */
  maybe: boolean;
  /** When it was, if it moved. */
  wasLocal: string | null;
  /** Why it is cancelled, in the host's words; not for a locked screen. */
  because: string;
  /** Until when a free place is kept, where the hub is. */
  openUntilLocal: string | null;
  /** The job it is about. */
  job: JobStanding | null;
  /** The jobs the reader has at this meet-up. */
  jobs: string[];
  /** What it asks for, when it is about a weekly call. */
  call: CallMatter | null;
  /** What it asks for or tells of, when it is about a lift. */
  lift: LiftMatter | null;
}

/** Where a tap leads; all are our own addresses. */
export interface Links {
  letter: string;
  yes: string;
  cannot: string;
  know: string;
  stop: string;
}

export interface Words {
  title: string;
  body: string;
  /** What the mail says first, and what to do with the link below it. */
  opening: string;
  ask: string;
}

const WORDS: Record<Kind, (matter: Matter) => Words> = {
  ...HOST_WORDS,
  ...JOB_WORDS,
  ...CALL_WORDS,
  ...LIFT_WORDS,
  ...VOICE_WORDS,
  reminder: (matter) => ({
    title: `${matter.title}, ${dayFrom(matter)}`,
    body: `${whenAndWhere(matter)}${jobsOf(matter)}`,
    opening: `${matter.title} is ${dayFrom(matter)}, ${timeInWords(matter.startsLocal)}.${jobsOf(matter)}`,
    ask: matter.maybe
      ? 'You said maybe. Say whether you are coming here:'
      : `You said you are coming. If you can't, say so here, so that nobody waits for you:`,
  }),
  cancelled: (matter) => ({
    title: `Cancelled: ${matter.title}`,
    body: `Not on ${when(matter)}. Please tap to say you know.`,
    opening: `${matter.title} on ${when(matter)} is cancelled. Please do not set out.`,
    ask: 'Please open this and say you know, so that nobody has to ring you:',
  }),
  moved: (matter) => ({
    title: `Moved: ${matter.title}`,
    body: `Now ${whenAndWhere(matter)}`,
    opening: `${matter.title} has moved.${wasIn(matter)}`,
    ask: 'Please open this and say you know, or that you cannot come then:',
  }),
  changed: (matter) => ({
    title: `Changed: ${matter.title}`,
    body: whenAndWhere(matter),
    opening: `Something has changed about ${matter.title}. This is how it stands now.`,
    ask: 'Please open this to see it all, and say you know:',
  }),
  'back-on': (matter) => ({
    title: `On after all: ${matter.title}`,
    body: whenAndWhere(matter),
    opening: `${matter.title} is on after all.`,
    ask: 'Please open this and say you know, or that you cannot come after all:',
  }),
  'place-free': (matter) => ({
    title: `A place for you: ${matter.title}`,
    body: `${whenAndWhere(matter)}${openUntil(matter)}`,
    opening: `A place has come free for you at ${matter.title}.${openUntil(matter)}`,
    ask: 'Take it, or let it go to the next in line, here:',
  }),
};

/** When it was to be; where it moved to another place alone, that says nothing. */
function wasIn({ wasLocal, startsLocal }: Matter): string {
  return wasLocal && wasLocal !== startsLocal ? ` It was to be ${dateTimeInWords(wasLocal)}.` : '';
}

/** Letters about something else than one date. */
const WITHOUT_MEETUP: readonly Kind[] = [
  'unlisted',
  'poster-wrong',
  'magazine',
  'papers-due',
  'host-gone',
  'lifts-changed',
  'taxi-changed',
  'not-home',
  'rota-asked',
  ...ABOUT_CALLS,
  ...ABOUT_LIFTS,
  ...ABOUT_TOPICS,
];
/** Worth no more of a battery than the next time the device wakes. */
const CAN_WAIT: readonly Kind[] = [
  'unlisted',
  'poster-wrong',
  'magazine',
  'papers-due',
  'host-gone',
  'rota-asked',
  'call-ask',
  'call-known',
  'call-gap',
  'lift-drive',
  'lift-asked',
  'lift-settled',
  'lift-again',
  ...ABOUT_TOPICS,
  'reminder',
  'hosting',
  'shift-not-needed',
  'gap',
];
/** These ask something with a yes and a no of its own. */
const ASKS: readonly Kind[] = ['cover-asked', 'gap', 'swap-offered'];
const WITHOUT_ACTIONS: readonly Kind[] = [
  ...WITHOUT_MEETUP,
  'still-on',
  'help-ring',
  'shift-yours',
  'shift-not-needed',
  'cover-found',
  'gaps-left',
];

/** A letter in words, for each way. What shows on a locked screen has no address, no reason and nobody's name. */
export function word(matter: Matter, links: Links, topic: string): Rendered {
  const words = WORDS[matter.kind](matter);
  const stoppable = matter.kind === 'reminder';
  return {
    push: {
      title: words.title,
      body: words.body,
      navigate: links.letter,
      tag: topic,
      actions: actionsFor(matter.kind, links),
    },
    mail: {
      subject: words.title,
      text: mailOf(matter, words, links, stoppable),
      // One's own promise is not something to unsubscribe from; being reminded of it is.
      ...(stoppable ? { unsubscribe: links.stop } : {}),
    },
    urgency: CAN_WAIT.includes(matter.kind) ? 'normal' : 'high',
    topic,
  };
}

/** A public place by its name; of a home no more than "a house in Mill Lane". */
export function placeInWords(venue: { kind: 'public' | 'home'; name: string; area: string }): string {
  return venue.kind === 'home' ? `a house in ${venue.area}` : venue.name;
}

/** The notification that shows whether any arrives; `navigate` is where a tap on it leads. */
export function testMessage(navigate: string): PushMessage {
  const notification = {
    title: 'It works',
    body: 'This is how Natter will tell you. Tap to say that it arrived.',
    navigate,
    tag: 'test',
  };
  return { payload: declare(notification), ttl: 5 * MINUTE, urgency: 'high', topic: 'test' };
}

function actionsFor(kind: Kind, links: Links): Rendered['push']['actions'] {
  if (kind === 'reminder') return [{ action: 'cannot', title: `I can't come`, navigate: links.cannot }];
  if (kind === 'place-free') return [{ action: 'cannot', title: NOT_THIS_TIME, navigate: links.cannot }];
  if (kind === 'call-to-make')
    return [{ action: 'cannot', title: `I can't make it`, navigate: links.cannot }];
  if (WITHOUT_ACTIONS.includes(kind)) return [];
  if (ASKS.includes(kind)) {
    return [
      { action: 'yes', title: 'Yes', navigate: links.yes },
      { action: 'cannot', title: NOT_THIS_TIME, navigate: links.cannot },
    ];
  }
  return [{ action: 'know', title: 'Thanks, I know', navigate: links.know }];
}

function mailOf(matter: Matter, { opening, ask }: Words, links: Links, stoppable: boolean): string {
  const facts =
    matter.kind === 'cancelled'
      ? [matter.because && `Why: ${matter.because}`]
      : WITHOUT_MEETUP.includes(matter.kind)
        ? []
        : [`When: ${when(matter)}`, `Where: ${matter.where}`];
  return [
    `Hello ${matter.firstName},`,
    opening,
    facts.filter(Boolean).join('\n'),
    `${ask}\n${links.letter}`,
    matter.hubName,
    stoppable && `No more reminders? One tap here stops them:\n${links.stop}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

function jobsOf({ jobs }: Matter): string {
  return jobs.length === 0 ? '' : ` Your job: ${jobs.join(', ')}.`;
}

/** 'today', 'tomorrow', 'on Thursday'. */
function dayFrom({ startsLocal, nowLocal }: Matter): string {
  const day = relativeDay(startsLocal, nowLocal);
  return day === 'today' || day === 'tomorrow' ? day : `on ${day}`;
}

function openUntil({ openUntilLocal, nowLocal }: Matter): string {
  if (!openUntilLocal) return '';
  return ` It is kept for you until ${timeInWords(openUntilLocal)} ${relativeDay(openUntilLocal, nowLocal)}.`;
}
