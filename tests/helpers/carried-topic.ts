import * as bodyMeetings from '#server/partners/body-meetings.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as carryRounds from '#server/voice/carry-rounds.ts';
import * as carrying from '#server/voice/carrying.ts';
import { NOW } from './neighbours.ts';
import { buildSpeaking, type Speaking } from './voice.ts';

const DAY = 86_400;

/** Cyd's view for everyone, gathered, and a plan to carry it to the parish, for which Eve answers. */
export async function buildCarried(db: Speaking['db'], words = 'A bench', named = false) {
  const town = await buildSpeaking(db);
  const { hub, ada: by, bert, parish } = town;
  const eve = await town.neighbour('Eve');
  await bodyPeople.give(db, { hub, body: parish, person: eve, part: 'clerk', by }, NOW);
  await bodyMeetings.add(db, {
    hub,
    body: parish,
    startsLocal: '2027-03-20T19:00',
    place: '',
    today: '2027-03-02',
  });
  const [meeting] = await bodyMeetings.ahead(db, hub, '2027-03-02');
  const view = await town.say(town.cyd, words, { level: 'everyone', named });
  const topic = await town.gather([view]);
  const agreed = { words: 'A bench, please', goingWell: '', asked: 'A bench' };
  const way = { hub, zone: 'Europe/London', topic, meeting: meeting!.id, route: 'agenda' as const };
  const more = { hub, zone: 'Europe/London', name: '', words: '', tender: null, by };
  return { ...town, eve, view, topic, more, plan: { ...way, ...agreed, carrier: bert, by } };
}

export type Carried = Awaited<ReturnType<typeof buildCarried>>;

/** Puts the words before everybody, and two days later they go. */
export async function go({ db, plan }: Carried): Promise<void> {
  await carrying.propose(db, plan, NOW);
  await carryRounds.goOn(db, NOW + 2 * DAY);
}
