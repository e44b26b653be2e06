import { atom } from '#server/feeds/atom.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as letters from '#server/outbox/letters.ts';
import { signInSheet } from '#server/paper/sign-in-sheet.ts';
import * as ownData from '#server/people/own-data.ts';
import * as sessions from '#server/people/sessions.ts';
import { createRender } from '#server/reminders/render.ts';
import * as similar from '#server/voice/similar.ts';
import * as ofBody from '../../src/routes/[hub]/bodies/[id]/+page.server.ts';
import * as home from '../../src/routes/[hub]/+page.server.ts';
import * as dateAtDesk from '../../src/routes/[hub]/desk/meetups/[id]/+page.server.ts';
import * as desk from '../../src/routes/[hub]/desk/voice/+page.server.ts';
import * as topicAtDesk from '../../src/routes/[hub]/desk/voice/[id]/+page.server.ts';
import * as briefing from '../../src/routes/[hub]/desk/voice/[id]/briefing/+page.server.ts';
import * as carry from '../../src/routes/[hub]/desk/voice/[id]/carry/+page.server.ts';
import * as readOut from '../../src/routes/[hub]/desk/voice/read-out/+page.server.ts';
import * as say from '../../src/routes/[hub]/have-your-say/+page.server.ts';
import * as topic from '../../src/routes/[hub]/have-your-say/[id]/+page.server.ts';
import * as youSaid from '../../src/routes/[hub]/you-said/+page.server.ts';
import * as letter from '../../src/routes/letters/[token]/+page.server.ts';
import * as me from '../../src/routes/me/+page.server.ts';
import * as mine from '../../src/routes/me/voice/+page.server.ts';
import type { Speaking } from './voice.ts';

const KEY = 'a key of this test';
const ORIGIN = 'https://natter.example';

interface Page {
  load?: unknown;
}

/** What there is to ask for: topics and views by id, and words to look for. */
export interface Asked {
  topics: string[];
  views: string[];
  words: string[];
  meetup: string;
  bodies: string[];
}

/** What a page hands to a browser, as whoever is signed in reads it; null where they find nothing. */
export async function read(
  { db, hub }: Speaking,
  person: string | null,
  now: number,
): Promise<(page: Page, params?: Record<string, string>, search?: string) => Promise<unknown>> {
  const secret = person && (await sessions.begin(db, person, 'A test', now)).secret;
  const viewer = secret ? (await sessions.read(db, secret, now))!.viewer : null;
  const house = {
    db,
    config: { origin: ORIGIN },
    keys: { signing: KEY },
    address: ORIGIN,
    log() {},
    delivery: { wake() {} },
  };
  return async (page, params = {}, search = '') => {
    const url = new URL(`${ORIGIN}/${search}`);
    const request = new Request(url);
    const event = {
      locals: { house, now, viewer },
      params: { hub, ...params },
      url,
      request,
      setHeaders() {},
    };
    try {
      return await (page.load as (event: unknown) => unknown)(event);
    } catch (thrown) {
      if (thrown instanceof Error || !(thrown as { status?: number }).status) throw thrown;
      return null;
    }
  };
}

/** All that somebody can read of what was said: pages, search, feeds, paper, exports, and their letters on every way. */
export async function everything(town: Speaking, person: string | null, asked: Asked, now: number) {
  const { db, hub } = town;
  const page = await read(town, person, now);
  const all: unknown[] = [await page(home), await page(youSaid), await page(readOut), await page(me)];
  all.push(await page(dateAtDesk, { id: asked.meetup }));
  for (const search of ['', '?from=10', '?tender=yes'])
    all.push(await page(say, {}, search), await page(desk, {}, search));
  for (const id of asked.topics)
    for (const one of [topic, topicAtDesk, carry, briefing]) all.push(await page(one, { id }));
  for (const id of asked.bodies) all.push(await page(ofBody, { id }));
  for (const id of asked.views)
    all.push(await page(mine, {}, `?see=${id}`), await page(say, {}, `?said=${id}`));
  for (const word of asked.words) all.push(await similar.like(db, hub, word, { person, isHost: false }));
  const at = (await hubs.find(db, hub))!;
  all.push(await signInSheet(db, at, (await meetups.find(db, hub, asked.meetup, now))!, now));
  all.push(atom(at, await meetups.upcoming(db, hub, now, { limit: 20 }), ORIGIN, now, now));
  if (person) all.push(await ownData.gather(db, person), await lettersOf(town, person, now));
  return all;
}

/** Every letter of somebody as it lies on a locked screen and in a mailbox, and as its page shows it. */
async function lettersOf(town: Speaking, person: string, now: number): Promise<unknown[]> {
  const { db } = town;
  const page = await read(town, person, now);
  const rows = await db.all('SELECT id FROM letters WHERE person_id = :person', { person });
  const render = createRender({ db, origin: ORIGIN, signingKey: KEY });
  const all: unknown[] = [];
  for (const { id } of rows) {
    all.push([...(await render([(await letters.find(db, String(id)))!], now)).values()]);
    all.push(await page(letter, { token: letters.token(KEY, String(id)) }));
  }
  return all;
}

/** Every letter as whoever it was sent on to reads it: without an account, by its address alone. */
export async function sentOn(
  town: Speaking,
  now: number,
): Promise<{ kind: string; body: string | null; seen: string }[]> {
  const page = await read(town, null, now);
  const rows = await town.db.all(
    `SELECT letters.id, letters.kind, carries.body_id
     FROM letters
     LEFT JOIN carries ON carries.id = letters.occasion
     WHERE letters.kind LIKE 'voice-%'`,
  );
  const all = [];
  for (const { id, kind, body_id: body } of rows) {
    const seen = JSON.stringify(await page(letter, { token: letters.token(KEY, String(id)) }));
    all.push({ kind: String(kind), body: kind === 'voice-for-body' ? String(body) : null, seen });
  }
  return all;
}

/** How many stand behind a topic, as its page says; null where they do not find it. */
export async function behindOnPage(town: Speaking, person: string | null, id: string, now: number) {
  const page = await read(town, person, now);
  const seen = (await page(topic, { id })) as { topic: { behind: number | string } } | null;
  return seen && seen.topic.behind;
}
