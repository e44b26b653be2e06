import type { Level } from '#lib/voice-words.ts';
import type { Database } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as bodyMeetings from '#server/partners/body-meetings.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as answering from '#server/voice/answering.ts';
import * as carryRounds from '#server/voice/carry-rounds.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as checks from '#server/voice/checks.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as joining from '#server/voice/joining.ts';
import * as ownViews from '#server/voice/own-views.ts';
import * as supports from '#server/voice/supports.ts';
import { makeRole, NOW, settle, startHub } from './neighbours.ts';
import { get, planTea } from './plans.ts';
import type { Asked } from './reading-pages.ts';
import { buildSpeaking, fresh, PARISH, type Speaking } from './voice.ts';

const DAY = 86_400;
const LEVELS: Level[] = ['me', 'host', 'meetup', 'body', 'everyone'];
/** After all that happens below, and before the meet-up. */
export const END = NOW + 28 * DAY;

export interface Reader {
  name: string;
  person: string | null;
  isHost: boolean;
  body: string | null;
}

/** Being behind a topic, as the test itself knows it. */
export interface Voice {
  author: string;
  level: Level;
  body: string | null;
  topic: string | null;
  gone: boolean;
  aside: boolean;
}

/** Words that stand nowhere else, and where they belong. */
export interface Secret {
  word: string;
  author: string;
  topic: string;
}

export interface Talk {
  town: Speaking;
  readers: Reader[];
  coming: string[];
  views: (Voice & { id: string; word: string })[];
  supports: Voice[];
  tender: Set<string>;
  /** By topic. */
  names: Map<string, string>;
  carriedWords: Map<string, string[]>;
  objections: Secret[];
  reasons: Secret[];
  sent: { topic: string; body: string }[];
  asked: Asked;
}

type Chance = ReturnType<typeof chances>;

/** The same numbers for the same seed. */
function chances(seed: number) {
  let state = seed * 2_654_435_761 + 1;
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
  let words = 0;
  return {
    of: <T>(all: T[]): T => all[Math.floor(next() * all.length)]!,
    is: (share: number) => next() < share,
    word: () => `qx${++words}z${Math.floor(next() * 1e6)}q`,
  };
}

/** A village in which people have said, gathered, carried, answered, checked and changed things at random. */
export async function buildTalk(db: Database, seed: number): Promise<Talk> {
  const town = await buildSpeaking(db);
  const { hub, ada, bert, cyd, dot, parish } = town;
  const chance = chances(seed);
  const county = await bodies.add(
    db,
    { hub, card: { ...PARISH, name: 'The county', kind: 'county' }, by: ada, once: fresh() },
    NOW,
  );
  const [eve, cora, olive, stan] = [
    await town.neighbour('Eve'),
    await town.neighbour('Cora'),
    await town.neighbour('Olive'),
    await town.neighbour('Stan'),
  ];
  await bodyPeople.give(db, { hub, body: parish, person: eve, part: 'councillor', by: ada }, NOW);
  await bodyPeople.give(db, { hub, body: county, person: cora, part: 'clerk', by: ada }, NOW);
  for (const body of [parish, county])
    await bodyMeetings.add(db, {
      hub,
      body,
      startsLocal: '2027-03-20T19:00',
      place: '',
      today: '2027-03-02',
    });
  const tea = await get(town, `${await planTea(town)}-2027-04-06`);
  const coming = [cyd, stan].filter(() => chance.is(0.8));
  for (const person of coming) await rsvps.answer(db, tea, { person, answer: 'coming', said: 'self' }, NOW);
  const elsewhere = await startHub(db, 'Elsewhere');
  const olga = await settle(db, elsewhere, { firstName: 'Olga' });
  await makeRole(db, olga, elsewhere, 'keeper');
  const reader = (name: string, person: string | null, more: Partial<Reader> = {}): Reader => ({
    ...{ name, person, isHost: false, body: null },
    ...more,
  });
  const talk: Talk = {
    ...{ town, coming, views: [], supports: [], objections: [], reasons: [], sent: [] },
    ...{ tender: new Set(), names: new Map(), carriedWords: new Map() },
    readers: [
      reader('a stranger', null),
      reader('an outsider', olga),
      ...[reader('Cyd', cyd), reader('Stan', stan), reader('Olive', olive)],
      reader('Eve', eve, { body: parish }),
      reader('Cora', cora, { body: county }),
      ...[reader('Ada', ada, { isHost: true }), reader('Bert', bert, { isHost: true })],
    ],
    asked: { topics: [], views: [], words: [], meetup: tea.id, bodies: [parish, county] },
  };
  const people = [cyd, stan, olive, eve, cora, dot];
  await speak(talk, chance, people);
  await carry(talk, chance, people);
  await change(talk, chance, county);
  const rows = await db.all(
    `SELECT topic_id, body_id FROM carries WHERE sent_at IS NOT NULL AND ended_how IS NOT 'called-off'`,
  );
  talk.sent = rows.map((row) => ({ topic: text(row, 'topic_id'), body: text(row, 'body_id') }));
  talk.asked.topics = [...new Set(talk.names.keys())];
  talk.asked.views = talk.views.map(({ id }) => id);
  talk.asked.words = [...talk.views.map(({ word }) => word), ...talk.names.values()];
  return talk;
}

async function speak(talk: Talk, chance: Chance, people: string[]): Promise<void> {
  const { town, views, coming } = talk;
  for (let i = 0; i < 16; i++) {
    const [author, level, word] = [chance.of(people), chance.of(LEVELS), chance.word()];
    const tender = chance.is(0.15) ? ('health' as const) : null;
    const given = {
      level,
      ...placesOf(talk, chance),
      named: chance.is(0.7),
      tender,
      consented: tender !== null,
    };
    const id = await town.say(author, `please ${word} soon`, given);
    const body = level === 'body' ? given.body : null;
    views.push({ id, word, author, level, body, topic: null, gone: false, aside: false });
    if (tender) talk.tender.add(id);
  }
  for (let t = 0; t < 4; t++) {
    const some = views.filter((one) => one.topic === null && one.level !== 'me' && chance.is(0.5));
    if (some.length === 0) continue;
    const name = chance.word();
    const topic = await town.gather(
      some.map(({ id }) => id),
      `About ${name}`,
    );
    talk.names.set(topic, name);
    if (some.some(({ id }) => talk.tender.has(id))) talk.tender.add(topic);
    for (const one of some) one.topic = topic;
    for (const person of people.filter(() => chance.is(0.4))) {
      const given = { hub: town.hub, topic, person, said: 'self' as const };
      if ((await supports.support(town.db, given, { person, isHost: false }, NOW)) === 'not-found') continue;
      const all = [...some, ...talk.supports.filter((one) => one.topic === topic)];
      const isOpen = all.some(({ level }) => level === 'everyone');
      const isThere = coming.includes(person) && all.some(({ level }) => level === 'meetup');
      const level = isOpen ? 'everyone' : isThere ? 'meetup' : 'host';
      talk.supports.push({ author: person, level, body: null, topic, gone: false, aside: false });
    }
  }
}

/** Both are named however the form was filled in: only the one that the level is about may count. */
function placesOf({ asked }: Talk, chance: Chance) {
  return { meetup: asked.meetup, body: chance.of(asked.bodies) };
}

/** Carries what may be carried, with objections, answers of each kind, and checks that take some of it back. */
async function carry(talk: Talk, chance: Chance, people: string[]): Promise<void> {
  const { db, hub, ada, bert } = talk.town;
  const meetings = await bodyMeetings.ahead(db, hub, '2027-03-02');
  for (const topic of [...talk.names.keys()].filter(() => chance.is(0.8))) {
    const word = chance.word();
    const words = { words: `the words ${word}`, goingWell: `well ${word}`, asked: `a bench ${word}` };
    const plan = {
      hub,
      zone: 'Europe/London',
      topic,
      meeting: chance.of(meetings).id,
      route: 'agenda' as const,
    };
    const proposed = await carrying.propose(db, { ...plan, ...words, carrier: bert, by: ada }, NOW);
    if (proposed === 'proposed') talk.carriedWords.set(topic, [word]);
  }
  for (const row of await db.all('SELECT id, topic_id FROM carries')) {
    const [person, word, topic] = [chance.of(people), chance.word(), text(row, 'topic_id')];
    const given = { carry: text(row, 'id'), person, words: `not ${word}` };
    if ((await carrying.object(db, given, NOW + DAY)) === 'noted')
      talk.objections.push({ word, author: person, topic });
  }
  await carryRounds.goOn(db, NOW + 2 * DAY);
  for (const row of await db.all('SELECT id FROM carries WHERE sent_at IS NOT NULL')) {
    const kind = chance.of(['yes', 'passed-on', 'not-yet'] as const);
    const [, other] = talk.asked.bodies;
    const given = { carry: text(row, 'id'), kind, words: 'We do it soon.', because: '', passedTo: other! };
    if (chance.is(0.4))
      await answering.give(
        db,
        { ...given, byDay: null, how: 'paper', by: ada, sendAnyway: '' },
        NOW + 20 * DAY,
      );
  }
  for (const topic of talk.names.keys()) {
    const [person, word] = [chance.of(people), chance.word()];
    const given = {
      topic,
      person,
      verdict: 'not-really',
      words: `only ${word}`,
      said: 'self',
      by: null,
    } as const;
    const outcome = await checks.check(db, given, NOW + 25 * DAY);
    if (outcome === 'back' || outcome === 'checked') talk.reasons.push({ word, author: person, topic });
  }
}

/** Some are put aside, lowered, raised or taken back, and two topics become one. */
async function change(talk: Talk, chance: Chance, county: string): Promise<void> {
  const { db, hub, ada: by } = talk.town;
  const at = NOW + 26 * DAY;
  for (const view of talk.views.filter(() => chance.is(0.5))) {
    const [person, level] = [view.author, chance.of(LEVELS)];
    if (chance.is(0.2)) {
      await ownViews.withdraw(db, { person, view: view.id }, at);
      view.gone = true;
    } else if (chance.is(0.15) && view.level !== 'me') {
      view.aside = (await gathering.putAside(db, { hub, view: view.id, because: 'No', by }, at)) === 'aside';
    } else {
      const to = { meetup: talk.asked.meetup, body: county };
      await ownViews.changeLevel(db, { person, view: view.id, level, ...to, named: chance.is(0.7) }, at);
      Object.assign(view, { level, body: level === 'body' ? county : null });
      if (level === 'me') view.topic = null;
    }
  }
  const [into, from] = [...talk.names.keys()];
  if (!into || !from || chance.is(0.5)) return;
  if ((await joining.join(db, { hub, from, into, by }, at)) !== 'joined') return;
  for (const one of [...talk.views, ...talk.supports, ...talk.objections, ...talk.reasons])
    if (one.topic === from) one.topic = into;
  if (talk.tender.has(from)) talk.tender.add(into);
  talk.carriedWords.set(into, [
    ...(talk.carriedWords.get(into) ?? []),
    ...(talk.carriedWords.get(from) ?? []),
  ]);
}
