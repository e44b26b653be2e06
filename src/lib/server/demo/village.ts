import { DAY } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as tally from '#server/meetups/tally.ts';
import * as people from '#server/people/people.ts';
import * as roleGrants from '#server/people/role-grants.ts';
import { askAboutTheShelter } from './agreement.ts';
import { askTheVillage } from './asking.ts';
import { CAST, NEIGHBOURS, type CastMember } from './cast.ts';
import { shareLifts } from './lifts.ts';
import { beginCalls } from './weekly-calls.ts';
import { planMeetups } from './diary.ts';
import { promise, writeNotes } from './meetings.ts';
import { speak } from './voices.ts';
import { shareTheWork } from './work.ts';
import { bringCalendar } from './hall.ts';
import { findBoards } from './wall.ts';

const HALF_A_YEAR = 183 * DAY;

export interface Village {
  hub: string;
  /** Person ids by first name. */
  ids: Record<string, string>;
}

/** True when nothing has been set up yet, so that the demo village may move in. */
export async function isEmpty(db: Database): Promise<boolean> {
  return (await hubs.count(db)) === 0;
}

/**
 * Fills an empty database with the demo village: one hub, forty neighbours, meet-ups for six months past and
 * ahead of `now`, and who came. The same moment gives the same village, but for ids.
 */
export async function fill(db: Database, now: number): Promise<Village> {
  const begun = now - HALF_A_YEAR;
  const hub = await db.write((tx) => hubs.start(tx, STAINSACRE, begun));
  const ids = await db.write((tx) => settle(tx, hub, begun));
  await planMeetups(db, { hub, ids }, begun);
  const dates = await meetups.upcoming(db, hub, now, { from: begun, to: now + 45 * DAY, limit: 200 });
  for (const [i, date] of dates.entries()) await liveThrough(db, date, { hub, ids }, i, now);
  await shareTheWork(db, { hub, ids }, now);
  await bringCalendar(db, { hub, ids }, now);
  await findBoards(db, { hub, ids }, now);
  await beginCalls(db, { hub, ids }, now);
  await shareLifts(db, { hub, ids }, now);
  await speak(db, { hub, ids }, now);
  await promise(db, { hub, ids }, now);
  await writeNotes(db, { hub, ids }, now);
  await askAboutTheShelter(db, { hub, ids }, now);
  await askTheVillage(db, { hub, ids }, now);
  return { hub, ids };
}

const STAINSACRE = {
  name: 'Stainsacre Social',
  place: 'Stainsacre, near Whitby',
  zone: 'Europe/London',
  about: 'Tea, a chat and a hand when you need one. It began in the old bus shelter. Everybody is welcome.',
};

async function settle(tx: Writer, hub: string, now: number): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const member of [...CAST, ...NEIGHBOURS]) {
    const id = await people.enter(tx, member, now);
    await people.joinHub(tx, id, hub, now);
    ids[member.firstName] = id;
  }
  for (const member of CAST) await giveRole(tx, hub, member, ids, now);
  return ids;
}

async function giveRole(
  tx: Writer,
  hub: string,
  { firstName, role }: CastMember,
  ids: Record<string, string>,
  now: number,
) {
  if (role === 'neighbour') return;
  await roleGrants.give(tx, { hub, person: ids[firstName]!, role, by: ids.Ada! }, now);
}

/** What happened, or is about to happen, on one date: who says they come, the host's yes, the count afterwards. */
async function liveThrough(db: Database, date: meetups.Meetup, village: Village, turn: number, now: number) {
  const asked = Math.min(now, date.startsAt) - 2 * DAY;
  const coming = guests(village, turn, date.exactLimit ?? 14);
  for (const [i, person] of coming.entries()) {
    const answer = i % 7 === 5 ? 'maybe' : i % 11 === 9 ? 'not-this-time' : 'coming';
    await rsvps.answer(db, date, { person, answer, party: i % 5 === 4 ? 2 : 1, said: 'self' }, asked);
  }
  if (date.startsAt < now + 8 * DAY) await stillOn.confirm(db, date, village.ids.Dot!, asked);
  if (date.endsAt > now) return;
  const there = coming.length + (turn % 4);
  await tally.record(db, date, { people: there, newFaces: turn % 3, by: village.ids.Dot! }, date.endsAt);
}

/** Who thinks of coming this time: another few of the village each time, and always Cyd. */
function guests({ ids }: Village, turn: number, most: number): string[] {
  const everybody = Object.values(ids);
  const number = Math.min(most, 7 + ((turn * 5) % 8));
  const some = Array.from(
    { length: number - 1 },
    (_, i) => everybody[(turn * 3 + i * 7) % everybody.length]!,
  );
  return [...new Set([ids.Cyd!, ...some])];
}
