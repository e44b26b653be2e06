import type { Database } from '#server/db/database.ts';
import type { Plan } from '#server/meetups/plans.ts';
import * as series from '#server/meetups/series.ts';
import * as venues from '#server/meetups/venues.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Village } from './village.ts';

const PLAIN: Omit<Plan, 'title' | 'venueId' | 'start' | 'hosts'> = {
  words: '',
  lengthMin: 90,
  rrule: null,
  extra: [],
  joining: 'just-turn-up',
  roomFor: null,
  exactLimit: null,
  bring: '',
  cost: '',
  planB: '',
  planBBy: '',
};

/** The regular meet-ups of the demo village, planned at `now`. */
export async function planMeetups(db: Database, village: Village, now: number): Promise<void> {
  const { hub, ids } = village;
  const { Ada, Bert, Dot } = ids as Record<'Ada' | 'Bert' | 'Dot', string>;
  const places = await addVenues(db, village, now);
  const today = localOf(now, 'Europe/London').slice(0, 10);
  const plans: Plan[] = [
    {
      ...PLAIN,
      title: 'Tea at the shelter',
      words: 'A cup of tea, a bun and a natter. Cushions and fairy lights provided.',
      venueId: places.shelter,
      start: `${today}T10:30`,
      rrule: 'FREQ=MONTHLY;BYDAY=1TU',
      hosts: [Dot, Bert],
      roomFor: 20,
      planB: 'the chapel hall',
      planBBy: '09:00',
    },
    {
      ...PLAIN,
      title: "Tea at Dot's",
      words: 'Dot opens her front room. Neighbours make the tea, so Dot can sit down too.',
      venueId: places.dots,
      start: `${today}T14:00`,
      lengthMin: 120,
      rrule: 'FREQ=MONTHLY;BYDAY=2TH',
      joining: 'tell-us',
      exactLimit: 8,
      hosts: [Dot, Ada],
    },
    {
      ...PLAIN,
      title: 'Seed and book swap',
      words: 'Bring what you have, take what you like.',
      venueId: places.hall,
      start: `${today}T11:00`,
      lengthMin: 60,
      rrule: 'FREQ=MONTHLY;BYDAY=3SA',
      bring: 'Seeds, spare vegetables or a book you have read',
      cost: 'Free. A tin for the hall if you can',
      hosts: [Ada],
    },
    {
      ...PLAIN,
      title: 'Slow walk and talk',
      words: 'A mile on the flat, with a bench half way.',
      venueId: places.shelter,
      start: `${today}T10:00`,
      lengthMin: 75,
      rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE',
      bring: 'Shoes that do not mind mud',
      hosts: [Bert],
      planB: 'tea in the chapel hall',
      planBBy: '08:30',
    },
  ];
  for (const plan of plans) await series.plan(db, { hub, by: Ada, ...plan }, now);
}

/** Where the old bus shelter stands; people are picked up there too. The number is near Whitby, the place is made up. */
export const SHELTER = { latitude: 54.4537, longitude: -0.5946 };

async function addVenues(db: Database, { hub, ids }: Village, now: number) {
  const by = ids.Ada!;
  const shelter = await venues.add(
    db,
    {
      hub,
      by,
      kind: 'public',
      name: 'The old bus shelter',
      directions: 'Where the lane meets the main road',
      address: 'Stainsacre Lane',
      point: SHELTER,
      roomFor: 20,
      shelter: 'yes',
    },
    now,
  );
  const hall = await venues.add(
    db,
    {
      hub,
      by,
      kind: 'public',
      name: 'Chapel hall',
      directions: 'Round the back of the chapel. The door is on the left',
      address: 'Chapel Lane',
      point: { latitude: 54.4611, longitude: -0.6119 },
      keyWith: 'Ada',
      roomFor: 40,
      shelter: 'yes',
    },
    now,
  );
  const dots = await venues.add(
    db,
    {
      hub,
      by,
      kind: 'home',
      name: "Dot's house",
      area: 'Mill Lane',
      directions: 'The green door, past the post box',
      address: '12 Mill Lane',
      roomFor: 8,
      homeOf: ids.Dot!,
    },
    now,
  );
  const on = localOf(now, 'Europe/London').slice(0, 10);
  await venues.check(db, {
    id: shelter,
    on,
    facts: {
      'step-free': 'yes',
      'seats-with-arms': 'yes',
      'near-a-bus': 'yes',
      toilet: 'no',
      dogs: 'yes',
      'lit-path': 'yes',
    },
  });
  await venues.check(db, {
    id: hall,
    on,
    facts: {
      'step-free': 'yes',
      toilet: 'yes',
      'accessible-toilet': 'yes',
      warm: 'yes',
      parking: 'yes',
      'hearing-loop': 'no',
    },
  });
  await venues.check(db, {
    id: dots,
    on,
    facts: {
      'step-free': 'no',
      toilet: 'yes',
      warm: 'yes',
      'smoke-free': 'yes',
      dogs: 'no',
      'quiet-corner': 'yes',
    },
  });
  return { shelter, hall, dots };
}
