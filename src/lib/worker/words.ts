/** Why something said without a signal did not count, or not as it was meant: the word for it that the server gives. */
export type Why =
  | 'cancelled'
  | 'over'
  | 'waiting'
  | 'too-many'
  | 'overtaken'
  | 'noted-since'
  | 'too-early'
  | 'signed-out'
  | 'somebody-else'
  | 'gone'
  | 'form';

/** The same in words, for whoever said it. */
export const WORDS: Record<Exclude<Why, 'signed-out'>, string> = {
  cancelled: 'It was cancelled while you were away.',
  over: 'It was over before this could be sent.',
  waiting:
    'All the places were taken by then, so you are on the waiting list. If one comes free, you are asked.',
  'too-many': 'There was not room for so many of you. Please open it and say how many come.',
  overtaken: 'You have said something newer since, and that counts.',
  'noted-since': 'Somebody has noted something newer since, and that counts.',
  'too-early': 'Its day has not come yet.',
  'somebody-else':
    'Somebody else said something here without a signal. It was not sent. Please let them know.',
  gone: 'It is no longer there.',
  form: 'It could not be taken as it was. Please open it and say it again.',
};
