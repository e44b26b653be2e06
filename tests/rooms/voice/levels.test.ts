import { expect, it } from 'vitest';
import type { Level } from '#lib/voice-words.ts';
import * as ownData from '#server/people/own-data.ts';
import * as bodyMeetings from '#server/partners/body-meetings.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import { signInSheet } from '#server/paper/sign-in-sheet.ts';
import * as hubs from '#server/hubs/hubs.ts';
import { atom } from '#server/feeds/atom.ts';
import { createRender } from '#server/reminders/render.ts';
import * as letters from '#server/outbox/letters.ts';
import * as opened from '#server/reminders/opened.ts';
import * as answering from '#server/voice/answering.ts';
import * as answers from '#server/voice/answers.ts';
import * as carries from '#server/voice/carries.ts';
import * as carryRounds from '#server/voice/carry-rounds.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as forBodies from '#server/voice/for-bodies.ts';
import * as ownViews from '#server/voice/own-views.ts';
import type { Eyes } from '#server/voice/readers.ts';
import * as said from '#server/voice/said.ts';
import * as similar from '#server/voice/similar.ts';
import * as supports from '#server/voice/supports.ts';
import * as topics from '#server/voice/topics.ts';
import * as views from '#server/voice/views.ts';
import * as weDid from '#server/voice/we-did.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { get, planTea } from '../../helpers/plans.ts';
import { buildSpeaking, type Speaking } from '../../helpers/voice.ts';

const LEVELS: Level[] = ['me', 'host', 'meetup', 'body', 'everyone'];
const DAY = 86_400;

/** The same numbers for the same seed. */
function chances(seed: number) {
  let state = seed * 2_654_435_761 + 1;
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
  return {
    number: (below: number) => Math.floor(next() * below),
    of: <T>(all: T[]): T => all[Math.floor(next() * all.length)]!,
    is: (share: number) => next() < share,
  };
}

/** What the test itself knows of one view, by a word that nothing else has in it. */
interface Known {
  id: string;
  word: string;
  author: string;
  level: Level;
  /** A form may name a meet-up that its level has no use for. */
  meetup: string | null;
  named: boolean;
  topic: string | null;
  gone: boolean;
}

eachDatabase((openFresh, mode) => {
  const seeds = Array.from({ length: mode === 'embedded' ? 16 : 3 }, (_, i) => i + 1);

  it.each(seeds)('nobody reads above the level, in anything that can be read (village %i)', async (seed) => {
    const town = await buildSpeaking(await openFresh());
    const { db, hub, ada, bert, cyd, dot, parish } = town;
    const chance = chances(seed);
    const eve = await town.neighbour('Eve');
    const olive = await town.neighbour('Olive');
    const stan = await town.neighbour('Stan');
    await bodyPeople.give(db, { hub, body: parish, person: eve, part: 'councillor', by: ada }, NOW);
    const startsLocal = '2027-03-20T19:00';
    await bodyMeetings.add(db, { hub, body: parish, startsLocal, place: '', today: '2027-03-02' });
    const [meeting] = await bodyMeetings.ahead(db, hub, '2027-03-02');
    const tea = await get(town, `${await planTea(town)}-2027-04-06`);
    const coming = [cyd, stan].filter(() => chance.is(0.8));
    for (const person of coming) await rsvps.answer(db, tea, { person, answer: 'coming', said: 'self' }, NOW);

    const known = await speakAtRandom(town, chance, [cyd, stan, olive, eve, dot], tea.id);
    const carried = await carryAtRandom(town, chance, known, meeting!.id);
    await changeAtRandom(town, chance, known, tea.id);

    const readers: { person: string | null; isHost: boolean; isBody: boolean }[] = [
      { person: null, isHost: false, isBody: false },
      ...[cyd, stan, olive].map((person) => ({ person, isHost: false, isBody: false })),
      { person: eve, isHost: false, isBody: true },
      { person: ada, isHost: true, isBody: false },
      { person: bert, isHost: true, isBody: false },
    ];
    for (const reader of readers) {
      const read = JSON.stringify(await everythingFor(town, reader, known, tea.id));
      for (const view of known) {
        const may = mayRead(reader, view, coming, carried);
        if (!may) expect(read, `${seed}: ${view.level} by another`).not.toContain(view.word);
        const isAuthors = view.author === reader.person && !view.gone;
        if (isAuthors) expect(read).toContain(view.word);
      }
      await expectNames(town, reader, known);
      await expectCounts(town, reader, known);
    }
  });
});

async function speakAtRandom(
  town: Speaking,
  chance: ReturnType<typeof chances>,
  people: string[],
  meetup: string,
): Promise<Known[]> {
  const known: Known[] = [];
  for (let i = 0; i < 14; i++) {
    const [author, level] = [chance.of(people), chance.of(LEVELS)];
    const word = `qx${i}zz${chance.number(1e6)}`;
    const tender = chance.is(0.2) ? ('health' as const) : null;
    const to = placesOf(town, chance, level, meetup);
    const named = chance.is(0.3);
    const id = await town.say(author, `Please ${word} soon`, {
      level,
      ...to,
      named,
      tender,
      consented: tender !== null,
    });
    known.push({ id, word, author, level, meetup: to.meetup, named, topic: null, gone: false });
  }
  for (let t = 0; t < 4; t++) {
    const some = known.filter((one) => one.topic === null && one.level !== 'me' && chance.is(0.5));
    if (some.length === 0) continue;
    const topic = await town.gather(
      some.map(({ id }) => id),
      `Topic number ${t}`,
    );
    for (const one of some) one.topic = topic;
    for (const person of people.filter(() => chance.is(0.4)))
      await supports.support(
        town.db,
        { hub: town.hub, topic, person, said: 'self' },
        { person, isHost: false },
        NOW,
      );
  }
  return known;
}

/** Carries what may be carried; the topics that the body has been sent. */
async function carryAtRandom(
  { db, hub, ada, bert }: Speaking,
  chance: ReturnType<typeof chances>,
  known: Known[],
  meeting: string,
): Promise<Set<string>> {
  const all = [...new Set(known.flatMap(({ topic }) => topic ?? []))];
  for (const topic of all.filter(() => chance.is(0.7))) {
    const words = { words: 'The agreed words', goingWell: '', asked: 'A bench' };
    const plan = {
      hub,
      zone: 'Europe/London',
      topic,
      meeting,
      route: 'agenda' as const,
      carrier: bert,
      by: ada,
    };
    await carrying.propose(db, { ...plan, ...words }, NOW);
  }
  await carryRounds.goOn(db, NOW + 2 * DAY);
  const sent = await db.all('SELECT topic_id, id FROM carries WHERE sent_at IS NOT NULL');
  for (const row of sent.filter(() => chance.is(0.5))) {
    const given = { carry: String(row.id), kind: 'yes', words: 'Yes, we do it.', because: '' } as const;
    const rest = { passedTo: null, byDay: null, how: 'paper', by: ada, sendAnyway: '' } as const;
    await answering.give(db, { ...given, ...rest }, NOW + 20 * DAY);
  }
  return new Set(sent.map((row) => String(row.topic_id)));
}

async function changeAtRandom(
  town: Speaking,
  chance: ReturnType<typeof chances>,
  known: Known[],
  meetup: string,
): Promise<void> {
  for (const view of known.filter(() => chance.is(0.5))) {
    if (chance.is(0.2)) {
      await ownViews.withdraw(town.db, { person: view.author, view: view.id }, NOW + 21 * DAY);
      view.gone = true;
      continue;
    }
    const level = chance.of(LEVELS);
    const own = { person: view.author, view: view.id, level, named: false };
    const to = placesOf(town, chance, level, meetup);
    await ownViews.changeLevel(town.db, { ...own, ...to }, NOW + 21 * DAY);
    Object.assign(view, { level, meetup: to.meetup, named: false });
    if (level === 'me') view.topic = null;
  }
}

function placesOf(
  { parish }: Speaking,
  chance: ReturnType<typeof chances>,
  level: Level,
  meetup: string,
): { meetup: string | null; body: string | null } {
  return {
    meetup: level === 'meetup' || chance.is(0.5) ? meetup : null,
    body: level === 'body' || chance.is(0.5) ? parish : null,
  };
}

/** Written anew from the words of the product, and not from the code: who may read one view. */
function mayRead(
  { person, isHost, isBody }: { person: string | null; isHost: boolean; isBody: boolean },
  view: Known,
  coming: string[],
  carried: Set<string>,
): boolean {
  if (view.gone) return false;
  if (view.author === person) return true;
  if (view.level === 'everyone') return true;
  if (view.level === 'me') return false;
  if (isHost) return true;
  if (view.level === 'host') return false;
  if (view.meetup && person !== null && coming.includes(person)) return true;
  if (view.level === 'meetup') return false;
  return isBody && view.topic !== null && carried.has(view.topic);
}

/** All that somebody can read: pages, search, exports, letters on every way, paper, feeds. */
async function everythingFor(
  { db, hub, parish }: Speaking,
  { person, isHost }: { person: string | null; isHost: boolean },
  known: Known[],
  meetup: string,
): Promise<unknown[]> {
  const eyes: Eyes = { person, isHost };
  const at = NOW + 22 * DAY;
  const read: unknown[] = [];
  for (const tender of [true, false]) read.push(await said.toGather(db, hub, eyes, { most: 99, tender }));
  const found = await topics.ofHub(db, hub, eyes, { most: 99 });
  read.push(found);
  // A page of a topic is asked for by its address, which anybody may know.
  for (const topic of new Set(known.flatMap(({ topic }) => topic ?? []))) {
    const seen = await topics.find(db, hub, topic, eyes);
    if (!seen) continue;
    read.push(seen, await said.inTopic(db, topic, eyes), await topics.stepsOf(db, topic));
    read.push(await carries.ofTopic(db, topic), await answers.ofTopic(db, topic));
  }
  for (const { word } of known) read.push(await similar.like(db, hub, word, eyes));
  read.push(await weDid.ofHub(db, hub), await answers.toReadOut(db, hub), await weDid.replyRecords(db, hub));
  const home = (await hubs.find(db, hub))!;
  read.push(await signInSheet(db, home, (await meetups.find(db, hub, meetup, at))!, at));
  read.push(await feedOf(db, home, at));
  if (!person) return read;
  read.push(await forBodies.read(db, parish, person, at));
  read.push(await views.ofPerson(db, person), await topics.ofPerson(db, person));
  read.push(await ownData.gather(db, person));
  for (const id of known.map(({ id }) => id)) read.push(await views.findOwn(db, person, id));
  const mine = await db.all(`SELECT id FROM letters WHERE person_id = :person`, { person });
  const render = createRender({ db, origin: 'https://natter.example', signingKey: 'k' });
  for (const { id } of mine) {
    read.push(await opened.open(db, String(id), at));
    const letter = await letters.find(db, String(id));
    read.push([...(await render([letter!], at)).values()]);
  }
  return read;
}

/** The hub's own feed, as anybody reads it. */
async function feedOf(db: Speaking['db'], hub: hubs.Hub, now: number): Promise<string> {
  const ahead = await meetups.upcoming(db, hub.slug, now, { limit: 20 });
  return atom(hub, ahead, 'https://natter.example', now, now);
}

/** Hosts see who said it; others only where its author lets them. */
async function expectNames(
  { db, hub }: Speaking,
  { person, isHost }: { person: string | null; isHost: boolean },
  known: Known[],
): Promise<void> {
  const seen = [true, false].map((tender) =>
    said.toGather(db, hub, { person, isHost }, { most: 99, tender }),
  );
  for (const { id, by } of (await Promise.all(seen)).flat()) {
    const view = known.find((one) => one.id === id)!;
    expect(by !== null).toBe(isHost || view.named);
  }
}

/** Others count only voices for everyone; hosts all but "only me". */
async function expectCounts(
  { db, hub }: Speaking,
  { person, isHost }: { person: string | null; isHost: boolean },
  known: Known[],
): Promise<void> {
  for (const topic of await topics.ofHub(db, hub, { person, isHost }, { most: 99 })) {
    const authors = known
      .filter((view) => view.topic === topic.id && !view.gone)
      .filter(({ level }) => (isHost ? level !== 'me' : level === 'everyone'))
      .map(({ author }) => author);
    const too = await db.all('SELECT person_id FROM supports WHERE topic_id = :topic AND level >= :least', {
      topic: topic.id,
      least: isHost ? 1 : 4,
    });
    const all = new Set([...authors, ...too.map((row) => String(row.person_id))]);
    expect(topic.behind).toBe(all.size);
  }
}
