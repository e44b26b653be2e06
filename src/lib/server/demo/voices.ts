import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import { addDays } from '#server/meetups/days.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as bodyMeetings from '#server/partners/body-meetings.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as answering from '#server/voice/answering.ts';
import * as carries from '#server/voice/carries.ts';
import * as carryRounds from '#server/voice/carry-rounds.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as checks from '#server/voice/checks.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as supports from '#server/voice/supports.ts';
import * as views from '#server/voice/views.ts';
import { localOf } from '#server/wall-clock.ts';
import { markRead } from './letters-read.ts';
import { MATTERS, type Matter } from './matters.ts';
import type { Village } from './village.ts';

const ZONE = 'Europe/London';
const LONG_AGO = '2000-01-01';

interface Speaking extends Village {
  bodies: Record<'parish' | 'county' | 'health', string>;
}

/** What the demo village says, from just said to checked; and who decides. */
export async function speak(db: Database, village: Village, now: number): Promise<void> {
  const speaking = { ...village, bodies: await startBodies(db, village, now - 180 * DAY) };
  for (const matter of MATTERS) await raise(db, speaking, matter, now);
  await say(db, village, ['Frank', 'The tea is good, and so is the company.', 'everyone'], now - DAY);
  await say(db, village, ['Doreen', 'Could we meet on a Thursday, too?', 'host'], now - DAY);
  await markRead(db, 'voice-', now - 5 * DAY);
}

async function startBodies(db: Database, { hub, ids }: Village, now: number): Promise<Speaking['bodies']> {
  const by = ids.Ada!;
  const card = { nation: 'england', daysAhead: 10, answersWithin: 21 } as const;
  const add = (rest: Pick<bodies.BodyCard, 'name' | 'kind' | 'remit'>) =>
    bodies.add(db, { hub, by, once: '', card: { ...card, ...rest } }, now);
  const parish = await add({
    name: 'Stainsacre parish council',
    kind: 'parish',
    remit: 'Paths, benches, the green',
  });
  const county = await add({ name: 'The county council', kind: 'county', remit: 'Roads, buses, lamps' });
  const health = await add({ name: 'Whitby surgery', kind: 'health', remit: 'Doctors and nurses' });
  await bodyPeople.give(db, { hub, body: parish, person: ids.Eve!, part: 'councillor', by }, now);
  await bodyPeople.give(db, { hub, body: health, person: ids.Fay!, part: 'clerk', by }, now);
  return { parish, county, health };
}

async function raise(db: Database, village: Speaking, matter: Matter, now: number): Promise<void> {
  const { hub, ids } = village;
  const begun = now - matter.daysAgo * DAY;
  const said: string[] = [];
  for (const one of matter.said) said.push(await say(db, village, one, begun));
  const { name, words } = matter;
  const fresh = { hub, zone: ZONE, name, words, tender: null, into: null, by: ids.Dot!, once: '' };
  const gathered = await gathering.gather(db, { ...fresh, views: said }, begun);
  if (gathered.outcome !== 'gathered') throw new Error(gathered.outcome);
  const { topic } = gathered;
  for (const name of matter.too) {
    const person = ids[name]!;
    await supports.support(db, { hub, topic, person, said: 'self' }, { person, isHost: false }, begun);
  }
  if (matter.carried) await carry(db, village, { topic, matter, carried: matter.carried }, now);
}

/** Takes a topic as far as it has come. */
async function carry(
  db: Database,
  { hub, ids, bodies: known }: Speaking,
  { topic, matter, carried }: { topic: string; matter: Matter; carried: NonNullable<Matter['carried']> },
  now: number,
): Promise<void> {
  const at = now - carried.daysAgo * DAY;
  const body = known[carried.to];
  const startsLocal = `${addDays(localOf(at, ZONE).slice(0, 10), 14)}T19:00`;
  await bodyMeetings.add(db, { hub, body, startsLocal, place: 'The hall', today: LONG_AGO });
  const meetings = await bodyMeetings.ahead(db, hub, startsLocal);
  const meeting = meetings.find((one) => one.body === body && one.startsLocal === startsLocal)!.id;
  const words = { words: matter.words, goingWell: 'Thank you for listening to us.', asked: carried.asked };
  const who = { carrier: ids.Bert!, by: ids.Dot! };
  const plan = { hub, zone: ZONE, topic, meeting, route: 'agenda' as const, ...words, ...who };
  const proposed = await carrying.propose(db, plan, at);
  if (proposed !== 'proposed') throw new Error(proposed);
  await carryRounds.goOn(db, at + 2 * DAY);
  const open = (await carries.goingOn(db, topic))!.id;
  if (carried.received || carried.answer)
    await carrying.receive(db, { carry: open, by: ids.Eve! }, at + 3 * DAY);
  if (!carried.answer) return;
  const { kind, words: answer, because = '' } = carried.answer;
  const given = { carry: open, kind, words: answer, because, passedTo: null, byDay: null };
  const how = { how: 'minutes' as const, by: ids.Eve!, sendAnyway: 'As it stands in the minutes' };
  const outcome = await answering.give(db, { ...given, ...how }, at + 16 * DAY);
  if (outcome.outcome !== 'sent') throw new Error(outcome.outcome);
  if (carried.begun) await checks.begin(db, { hub, topic, by: ids.Dot!, zone: ZONE }, at + 25 * DAY);
  for (const name of carried.happened ?? []) {
    const check = { topic, person: ids[name]!, verdict: 'happened', words: '', by: null } as const;
    await checks.check(db, { ...check, said: 'self' }, at + 60 * DAY);
  }
}

async function say(
  db: Database,
  { hub, ids }: Village,
  [name, words, level]: Matter['said'][number],
  now: number,
): Promise<string> {
  const view = { hub, words, level, meetup: null, body: null, named: false, tender: null, consented: false };
  const said = await views.say(db, { ...view, person: ids[name]!, once: '' }, now);
  if (said.outcome !== 'said') throw new Error(said.outcome);
  return said.view;
}
