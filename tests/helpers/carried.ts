import type { Database } from '#server/db/database.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as bodyMeetings from '#server/partners/body-meetings.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as views from '#server/voice/views.ts';
import { settle } from './neighbours.ts';
import type { Village } from './plans.ts';
import { PARISH } from './voice.ts';

const DAY = 86_400;
const ZONE = 'Europe/London';

/** What this person said for everyone, gathered by a host and on its way to a meeting of a body. */
export async function carry(
  db: Database,
  village: Village,
  person: string,
  now: number,
): Promise<{ topic: string; body: string }> {
  const { hub, bert: by } = village;
  const topic = await topicIn(db, village, person, now);
  const body = await bodies.add(db, { hub, card: PARISH, by, once: '' }, now);
  const startsLocal = `${new Date((now + 9 * DAY) * 1000).toISOString().slice(0, 10)}T10:30`;
  await bodyMeetings.add(db, { hub, body, startsLocal, place: '', today: '2000-01-01' });
  const [meeting] = await bodyMeetings.ahead(db, hub, '2000-01-01');
  const words = { words: 'A bench, please', goingWell: '', asked: 'A bench' };
  const plan = { hub, zone: ZONE, topic, meeting: meeting!.id, carrier: by, by, ...words };
  const outcome = await carrying.propose(db, { ...plan, route: 'agenda' }, now);
  if (outcome !== 'proposed') throw new Error(outcome);
  return { topic, body };
}

/** Somebody who answers for the body. */
export async function makeCouncillor(
  db: Database,
  { hub, ada }: Village,
  body: string,
  now: number,
): Promise<string> {
  const person = await settle(db, hub, { firstName: 'Eve' }, now);
  await bodyPeople.give(db, { hub, body, person, part: 'councillor', by: ada }, now);
  return person;
}

async function topicIn(
  db: Database,
  { hub, bert: by }: Village,
  person: string,
  now: number,
): Promise<string> {
  const view = { hub, words: 'A bench', level: 'everyone', meetup: null, body: null, named: false } as const;
  const own = { ...view, tender: null, consented: false, person, once: '' };
  const said = await views.say(db, own, now);
  if (said.outcome !== 'said') throw new Error(said.outcome);
  const bench = { hub, zone: ZONE, name: 'A bench', words: '', tender: null, into: null, once: '' };
  const gathered = await gathering.gather(db, { ...bench, by, views: [said.view] }, now);
  if (gathered.outcome !== 'gathered') throw new Error(gathered.outcome);
  return gathered.topic;
}
