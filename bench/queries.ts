import { join } from 'node:path';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as sends from '#server/outbox/sends.ts';
import * as sessions from '#server/people/sessions.ts';
import { writeDue } from '#server/reminders/due.ts';
import { fillCrowd, type Crowd } from './crowd.ts';
import { median, round, type Figure } from './figures.ts';
import { makeFolder } from './servers.ts';

const MANY = 1_000;
const FEW = MANY / 100;
const ASKED = 400;
const PRIME = 7_919;

type Asking = (crowd: Crowd, i: number) => Promise<unknown>;

/** Each as the doors ask it, every time about another hub, person or meet-up. */
const ASKINGS: Record<string, Asking> = {
  "a hub's next meet-ups": ({ db, hub, now }, i) => meetups.upcoming(db, hub(i), now, { limit: 20 }),
  'a meet-up and its count': async ({ db, meetup, now }, i) => {
    const { hub, id } = meetup(i);
    const found = await meetups.find(db, hub, id, now);
    return found && rsvps.count(db, found.id);
  },
  'what I said I would do': ({ db, person, now }, i) => rsvps.ofPerson(db, person(i), now),
  'who is signed in': ({ db, secret, now }, i) => sessions.read(db, secret(i), now),
  'reminders that came due': ({ db, now }, i) => writeDue(db, now + 86_400 + i * 10, now + 86_410 + i * 10),
  'letters to send': ({ db, now }) => sends.claim(db, { way: 'push', copy: 'bench', most: 50 }, now),
};

/** The questions every page asks, at 1,000 hubs with 100,000 people and 2.1 million answers, and at a hundredth. */
export async function run(): Promise<Figure[]> {
  const { folder, remove } = makeFolder();
  const few = await fillCrowd(`file:${join(folder, 'few.db')}`, FEW);
  const many = await fillCrowd(`file:${join(folder, 'many.db')}`, MANY);
  try {
    const figures: Figure[] = [];
    for (const [name, ask] of Object.entries(ASKINGS)) {
      const small = await time(few, ask);
      const large = await time(many, ask);
      figures.push(toFigure(name, large, small));
    }
    return figures;
  } finally {
    await few.db.close();
    await many.db.close();
    remove();
  }
}

function toFigure(name: string, large: number, small: number): Figure {
  return {
    name: `query: ${name}`,
    value: round(large),
    unit: 'ms',
    ratio: round(large / small),
    goal: '≤ 1 ms, and ≤ 3 × that of a hundredth of the data',
    holds: large <= 1 && large <= 3 * small,
  };
}

/** Milliseconds, the median over many; both sizes are asked about as many different hubs. */
async function time(crowd: Crowd, ask: Asking): Promise<number> {
  const spent: number[] = [];
  for (let i = 0; i < ASKED; i++) {
    const began = performance.now();
    const answer = await ask(crowd, (i % FEW) * PRIME);
    spent.push(performance.now() - began);
    if (answer === null) throw new Error('what was asked about is not there');
  }
  return median(spent);
}
