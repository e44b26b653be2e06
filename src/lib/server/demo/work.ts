import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import { addDays, dayOf } from '#server/meetups/days.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as goBetweens from '#server/people/go-betweens.ts';
import * as checks from '#server/rotas/checks.ts';
import * as errands from '#server/rotas/errands.ts';
import * as helping from '#server/rotas/helping.ts';
import * as jobs from '#server/rotas/jobs.ts';
import type { JobCard } from '#server/rotas/jobs.ts';
import * as shifts from '#server/rotas/shifts.ts';
import * as turns from '#server/rotas/turns.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Village } from './village.ts';

const PLAIN: Omit<JobCard, 'name'> = {
  words: '',
  minutes: 30,
  fewest: 1,
  most: 1,
  must: true,
  shownHow: false,
  keyHolder: false,
  firstAid: false,
  lifting: false,
  learnerWelcome: false,
  joinable: false,
  forHost: false,
};

const CARDS: JobCard[] = [
  { ...PLAIN, name: 'Open up', words: 'Fetch the key, lights and heating on', joinable: true },
  {
    ...PLAIN,
    name: 'Kettle',
    words: 'Fill the urn and make the tea',
    minutes: 40,
    most: 2,
    learnerWelcome: true,
  },
  { ...PLAIN, name: 'Set out chairs', words: 'Twenty chairs, in a ring', lifting: true, fewest: 2, most: 3 },
  { ...PLAIN, name: 'Welcome', words: 'Say hello at the door', must: false, most: 2 },
  { ...PLAIN, name: 'Wash up', words: 'And leave it as we found it', minutes: 45, fewest: 2, most: 3 },
];

const HOSTS_HELP: JobCard = {
  ...PLAIN,
  name: "Host's helper",
  words: 'Carry the tray, so that Dot can sit down',
  forHost: true,
  lifting: true,
};

/** How often some of the village like to help: turns in twelve weeks, in the order of the cast. */
const PLEDGES = [3, 3, 3, 1, 6, 3, 1, 3, 0, 3, 6, 1, 3, 3];
const SOME_WEEKS = 45 * DAY;

/** The jobs of the demo village: cards, who likes to do what, and some turns taken in the weeks past and ahead. */
export async function shareTheWork(db: Database, { hub, ids }: Village, now: number): Promise<void> {
  const by = ids.Ada!;
  const made: string[] = [];
  for (const card of CARDS) made.push(await db.write((tx) => jobs.make(tx, { hub, by, card }, now)));
  const helper = await db.write((tx) => jobs.make(tx, { hub, by, card: HOSTS_HELP }, now));
  const dates = await meetups.upcoming(db, hub, now, {
    from: now - SOME_WEEKS,
    to: now + SOME_WEEKS,
    limit: 60,
  });
  for (const { seriesId, title } of dates) {
    const set = title.includes('walk')
      ? [made[3]!]
      : title.includes("Dot's")
        ? [helper, made[1]!, made[4]!]
        : made;
    await jobs.give(db, hub, seriesId, set);
  }
  // The councillor and the link worker come to listen.
  const neighbours = Object.keys(ids).filter((name) => name !== 'Eve' && name !== 'Fay');
  const people = neighbours.slice(0, PLEDGES.length).map((name) => ids[name]!);
  for (const [i, person] of people.entries()) await sayWishes(db, { hub, person, i, made }, now);
  await checks.note(db, {
    ...{ hub, person: ids.Bert!, kind: 'shown-how', job: made[1]!, venue: null, by },
    ...{ checkedOn: dayOf(localOf(now - SOME_WEEKS, 'Europe/London')), goodUntil: null },
  });
  for (const [i, date] of dates.entries()) await takeSome(db, date, people, i);
  await leaveErrands(db, { hub, ids }, now);
  // Mabel has no device.
  const pair = { hub, person: ids.Mabel!, by: ids.Ada! };
  await goBetweens.allow(db, { ...pair, said: 'in-person', enteredBy: by }, now);
}

async function sayWishes(
  db: Database,
  { hub, person, i, made }: { hub: string; person: string; i: number; made: string[] },
  now: number,
): Promise<void> {
  const likings = Object.fromEntries(made.map((job, j) => [job, ((i + j) % 4) as helping.Liking]));
  await helping.say(
    db,
    { person, hub, pledge: PLEDGES[i]!, remindHours: i % 3 === 0 ? 2 : null, likings },
    now,
  );
}

/** Most jobs of a date have somebody; further ahead fewer do. */
async function takeSome(db: Database, date: meetups.Meetup, people: string[], turn: number): Promise<void> {
  if (date.cancelledAt !== null) return;
  const at = Math.min(date.startsAt - 9 * DAY, date.endsAt - 1);
  for (const [i, shift] of (await shifts.ofMeetups(db, [date])).entries()) {
    if ((i + turn) % 3 === 2) continue;
    const person = people[(turn * 2 + i * 3) % people.length]!;
    await turns.take(db, shift, { person, said: 'self' }, at);
  }
}

async function leaveErrands(db: Database, { hub, ids }: Village, now: number): Promise<void> {
  const today = dayOf(localOf(now, 'Europe/London'));
  const leaflets = {
    hub,
    name: 'Leaflets for Mill Lane',
    words: 'Eleven doors. The leaflets are at the shop',
    by: addDays(today, 5),
    minutes: 30,
    madeBy: ids.Ada!,
  };
  const key = {
    ...leaflets,
    name: 'Fetch the hall key',
    words: 'From Ada, any evening',
    by: addDays(today, 9),
    minutes: 10,
  };
  await db.write(async (tx) => {
    await errands.make(tx, leaflets, now);
    await errands.make(tx, key, now);
  });
}
