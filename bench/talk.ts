import { HOUR } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as people from '#server/people/people.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as supports from '#server/voice/supports.ts';
import * as views from '#server/voice/views.ts';

const TOPICS = 200;
const PEOPLE = 40;
const BEHIND = 8;
const ZONE = 'Europe/London';

/** A hub with much to say: 200 topics with eight people behind each. Returns the address of its page. */
export async function fillTalk(db: Database, now: number): Promise<string> {
  const hub = await db.write((tx) =>
    hubs.start(tx, { name: 'The talking shop', place: 'Whitby', zone: ZONE, about: '' }, now),
  );
  const known: string[] = [];
  for (let i = 0; i < PEOPLE; i++)
    known.push(
      await db.write(async (tx) => {
        const person = await people.enter(tx, { firstName: `Speaker ${i}` }, now);
        await people.joinHub(tx, person, hub, now);
        return person;
      }),
    );
  for (let t = 0; t < TOPICS; t++) await speak(db, { hub, known, t }, now - t * HOUR);
  return `/${hub}/have-your-say`;
}

async function speak(
  db: Database,
  { hub, known, t }: { hub: string; known: string[]; t: number },
  now: number,
): Promise<void> {
  const person = (i: number) => known[(t * 7 + i) % PEOPLE]!;
  const view = {
    hub,
    words: `The path by house ${t} is dark`,
    level: 'everyone',
    meetup: null,
    body: null,
  } as const;
  const own = { ...view, named: false, tender: null, consented: false, person: person(0), once: `view ${t}` };
  const said = await views.say(db, own, now);
  if (said.outcome !== 'said') throw new Error(said.outcome);
  const topic = {
    hub,
    zone: ZONE,
    name: `A light at the path, number ${t}`,
    words: '',
    tender: null,
    into: null,
  };
  const given = { ...topic, by: person(0), views: [said.view], once: `topic ${t}` };
  const gathered = await gathering.gather(db, given, now);
  if (gathered.outcome !== 'gathered') throw new Error(gathered.outcome);
  for (let i = 1; i < BEHIND; i++) {
    const support = { hub, topic: gathered.topic, person: person(i), said: 'self' } as const;
    await supports.support(db, support, { person: person(i), isHost: false }, now);
  }
}
