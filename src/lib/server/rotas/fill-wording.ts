import type { Reason, WhyNot } from './fill-reasons.ts';

const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

const WHY_NOT: Record<WhyNot, string> = {
  'here already': 'is on it already',
  'pledged nothing': 'is not taking turns just now',
  'not able': 'has not been shown how',
  away: 'is away',
  'not coming': 'is not coming that day',
  'said no': 'cannot do it this time',
  'no room': 'has no place, as it is full',
  'rather not': 'would rather not do it',
  'no check': 'has no key or certificate for it',
  'is helped': 'is the host it helps',
  'no lifting': 'cannot lift that day',
  'over limit': 'has as many turns as they want',
  'too soon': 'had a turn just before',
  'other job': 'has another job that day',
  'other turn near': 'has a turn just before or after',
  company: 'does not fit in that day',
  'learner alone': 'is still learning it',
  'no key': 'has no key',
  'has done more': 'has done more already',
  'could as well': 'could do it as well',
};

/** So many others are named in a sentence; more would tire. */
const MOST_NAMED = 2;

type Names = (person: string) => string;

/** One sentence on a cell, for the host. `turns` says work in words, as in "two turns". */
export function reasonInWords(reason: Reason, nameOf: Names, turns = turnsInWords): string {
  const name = reason.person === null ? '' : nameOf(reason.person);
  const others = reason.others.slice(0, MOST_NAMED).map((other) => whyNotInWords(other, nameOf));
  return [first(reason, name, turns), ...others].join('; ') + '.';
}

/** As in "Jo is away". */
export function whyNotInWords({ person, why }: Reason['others'][number], nameOf: Names): string {
  return `${nameOf(person)} ${WHY_NOT[why]}`;
}

export function turnsInWords(count: number): string {
  return `${COUNTS[count] ?? count} ${count === 1 ? 'turn' : 'turns'}`;
}

function first({ because, given, pledge }: Reason, name: string, turns: (count: number) => string): string {
  const share = `${turns(given)} of the ${turns(pledge)} they pledged`;
  const words: Record<Reason['because'], string> = {
    locked: `${name}, because you fixed it`,
    'said yes': `${name}, who said yes`,
    'only one': `${name}, because nobody else can`,
    'has the key': `${name}, because they have the key`,
    teaches: `${name}, because they can show somebody how`,
    'has done least': `${name}, because they have ${share}`,
    'likes it': `${name}, because they like this job`,
    'fits best': `${name}, with ${share}`,
    'nobody able': 'Nobody can do this job yet',
    'nobody free': 'Nobody who can do it is free',
    'nobody with the key': 'Nobody with the key is free',
    'nobody to teach': 'Nobody is free to show a learner how',
    'needed elsewhere': 'Whoever can do it is needed more elsewhere',
  };
  return words[because];
}
