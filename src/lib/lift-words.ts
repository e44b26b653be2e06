import { namesInWords } from './words.ts';

/** What helps somebody on the way. */
export interface Helps {
  carer: boolean;
  walkingFrame: boolean;
  foldedChair: boolean;
  inWheelchair: boolean;
  dog: boolean;
  helpMin: number;
  lowSeat: boolean;
}

export const LEG_WORDS = { both: 'there and back', out: 'there only', back: 'back only' } as const;
export const WAY_WORDS = { out: 'There', back: 'Back' } as const;

/** "a carer, a walking frame and 5 minutes of help at the door"; '' for nothing. */
export function helpsInWords(helps: Helps): string {
  return namesInWords(
    [
      helps.carer ? 'a carer' : '',
      helps.inWheelchair ? 'stays in the wheelchair' : '',
      helps.foldedChair ? 'a folded wheelchair' : '',
      helps.walkingFrame ? 'a walking frame' : '',
      helps.lowSeat ? 'a seat that is easy to get into' : '',
      helps.dog ? 'a dog' : '',
      helps.helpMin > 0 ? `${helps.helpMin} minutes of help at the door` : '',
    ].filter(Boolean),
  );
}

export function peopleInWords(people: number): string {
  return people === 1 ? '1 person' : `${people} people`;
}

/** What came of something just done on a page about lifts. */
export const DONE_WORDS: Record<string, string> = {
  asked: 'Written down. We tell you as soon as there is a lift for you.',
  offered: 'Thank you! Your seats are written down. Somebody asks you before anybody counts on it.',
  picked: 'Thank you! We ask whether it suits them. It is settled when they say yes.',
  settled: 'It is settled. You both said yes.',
  yes: 'Thank you! It is settled when the other says yes too.',
  no: 'That is fine. We look on.',
  withdrawn: 'Taken back. Whoever knew of it is told.',
  'on-my-way': 'Good. They can see that you are on your way.',
  'picked-up': 'Noted: picked up.',
  'home-safe': 'Good to know. Home safe.',
  ready: 'Your driver is told that you are ready.',
  'rather-not': 'Noted. Nobody else reads it.',
  'taken-back': 'Taken back.',
};

export const SORRY_WORDS: Record<string, string> = {
  gone: 'Somebody was a little quicker, or it is no longer wanted. Thank you all the same!',
  full: 'Your car has no room left for so many.',
  'no-way-back': 'They need a lift both ways, and your car goes one way. Nobody is left without a way home.',
  'does-not-fit': 'This does not fit together. Choose somebody else.',
  'too-far': 'That is a longer way round than the driver said they can go. Choose somebody else.',
  'nothing-asked': 'There is nothing to answer any more. This is how it stands now:',
  'too-early': 'The day of this lift has not come yet. This is how it stands now:',
  'day-over': 'The day of this lift is over. You need do nothing more.',
  'too-late': 'That can no longer be done. This is how it stands now:',
};

/** How far a ride has got, as its host sees it. */
export const STEP_WORDS = {
  draft: 'Not asked yet',
  asked: 'Asked',
  'driver-yes': 'The driver said yes',
  'rider-yes': 'They said yes',
  settled: 'Settled',
} as const;

/** "£12.40", of pence. */
export function poundsInWords(pence: number): string {
  return `£${(pence / 100).toFixed(2)}`;
}

/** Why nobody could give a lift, for the council: a count of people, and never whose. */
export const NOT_MET_WORDS: Record<string, string> = {
  'nobody drives': 'Nobody drove that way',
  party: 'No car had the room for them',
  need: 'No car had what they need',
  'too late to order': 'It was too late to order a taxi',
  times: 'Nobody drove at that time',
  'too far': 'It was too far for every driver',
  'too long': 'The ride would have been too long',
  taken: 'Every car was full',
  'not planned': 'No lift was found',
  morning: 'In the morning',
  afternoon: 'In the afternoon',
  evening: 'In the evening',
  '': 'From elsewhere',
};

/** People say miles; the plan counts in kilometres. */
export const KM_A_MILE = 1.609344;

/** "To the surgery", of a place that somebody wrote down; "to Whitby" stands as it is. */
export function toPlace(title: string): string {
  return `To ${placeIn(title)}`;
}

/** The place alone: "the surgery", "Whitby". */
export function placeIn(title: string): string {
  return title.trim().replace(/^to\s+/i, '');
}
