import { expect, test, vi } from 'vitest';
import { DAY, HOUR, MINUTE } from '#server/clock.ts';
import * as adding from '#server/elsewhere/adding.ts';
import { createRereading } from '#server/elsewhere/again.ts';
import * as calendars from '#server/elsewhere/calendars.ts';
import { nextAfterFailure, nextAfterReading } from '#server/elsewhere/intervals.ts';
import * as keptDates from '#server/elsewhere/kept-dates.ts';
import { warmUpSoon } from '#server/elsewhere/warming.ts';
import * as hubs from '#server/hubs/hubs.ts';
import type { Fetched, Fetcher, Known } from '#server/outbox/fetching.ts';
import { nextTurn } from '#server/turns.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage } from '../../helpers/plans.ts';

const ADDRESS = 'https://hall.example.org/calendar.ics';
const OWN = 'https://natter.example';

const hall = (...days: string[]) =>
  `BEGIN:VCALENDAR\r\n${days.map((day, i) => `BEGIN:VEVENT\r\nUID:${i}\r\nDTSTART:${day}T100000\r\nSUMMARY:Yoga ${day}\r\nEND:VEVENT\r\n`).join('')}END:VCALENDAR\r\n`;

/** The hall's server, which says what a test wants and keeps what it was asked. */
function somebodysServer() {
  let answer: Fetched | string = hall('20270303', '20270310');
  const asked: (Known | undefined)[] = [];
  const fetcher: Fetcher = {
    mayAsk: () => true,
    fetch: (_, __, known) => {
      asked.push(known);
      if (typeof answer !== 'string') return Promise.resolve(answer);
      return Promise.resolve({
        is: 'read',
        body: new TextEncoder().encode(answer),
        tag: '"1"',
        changed: null,
      });
    },
  };
  return { fetcher, asked, say: (next: Fetched | string) => (answer = next) };
}

eachDatabase((fresh) => {
  async function withHall() {
    const { db, hub, bert } = await buildVillage(await fresh());
    const server = somebodysServer();
    const whole = (await hubs.find(db, hub))!;
    const bringing = { hub: whole, owner: 'the village hall', page: 'https://hall.example.org/', by: bert };
    const added = await adding.fromAddress(
      db,
      server.fetcher,
      { ...bringing, address: ADDRESS, own: OWN },
      NOW,
    );
    if (added.is !== 'added') throw new Error(added.is);
    const log = vi.fn();
    const rereading = createRereading({ db, fetcher: server.fetcher, log, chance: () => 0.5 });
    const confirm = (now = NOW) => db.write((tx) => calendars.confirm(tx, hub, added.id, now));
    const shown = async (now = NOW) =>
      (await keptDates.upcoming(db, hub, now, { to: now + 60 * DAY, limit: 50 })).map(({ title }) => title);
    const turn = async (now: number) => {
      rereading.begin(now);
      await rereading.settled();
    };
    const get = async () => (await calendars.find(db, hub, added.id))!;
    return { db, hub, id: added.id, server, confirm, shown, turn, get, log, bringing };
  }

  test('nobody sees a calendar before a host says yes, and within the hour it is forgotten', async () => {
    const { db, hub, confirm, shown } = await withHall();
    expect(await shown()).toEqual([]);
    expect(await calendars.all(db, hub)).toEqual([]);
    await db.write((tx) => calendars.tidy(tx, NOW + HOUR - 1));
    await confirm();
    await db.write((tx) => calendars.tidy(tx, NOW + HOUR));
    expect(await shown()).toEqual(['Yoga 20270303', 'Yoga 20270310']);
    const other = await withHall();
    await other.db.write((tx) => calendars.tidy(tx, NOW + HOUR));
    expect(await calendars.find(other.db, other.hub, other.id)).toBeNull();
  });

  test('its dates say whose they are, and lead to their page', async () => {
    const { db, hub, confirm } = await withHall();
    await confirm();
    const [first] = await keptDates.upcoming(db, hub, NOW, { to: NOW + 60 * DAY, limit: 1 });
    expect(first).toMatchObject({
      title: 'Yoga 20270303',
      owner: 'the village hall',
      link: 'https://hall.example.org/',
      startsLocal: '2027-03-03T10:00',
      unsureSince: null,
    });
  });

  test('none is read before the reader is warm, nor once Natter stops meanwhile', async () => {
    const { db, server, confirm, log } = await withHall();
    await confirm();
    const asked = server.asked.length;
    const warming = warmUpSoon();
    const rereading = createRereading({ db, fetcher: server.fetcher, log, ready: warming.done });
    rereading.begin(NOW + 6 * HOUR);
    await nextTurn();
    expect(server.asked).toHaveLength(asked);
    warming.stop();
    await rereading.settled();
    expect(server.asked).toHaveLength(asked + 1);
    const another = warmUpSoon();
    const stopping = createRereading({ db, fetcher: server.fetcher, log, ready: another.done });
    stopping.begin(NOW + 12 * HOUR);
    another.stop();
    await stopping.stop();
    expect(server.asked).toHaveLength(asked + 1);
  });

  test('it is read again after six hours: what is gone goes, and what is new comes', async () => {
    const { server, confirm, shown, turn } = await withHall();
    await confirm();
    server.say(hall('20270310', '20270317'));
    await turn(NOW + 6 * HOUR - 1);
    expect(server.asked).toHaveLength(1);
    await turn(NOW + 6 * HOUR);
    expect(await shown()).toEqual(['Yoga 20270310', 'Yoga 20270317']);
    await turn(NOW + 12 * HOUR - 1);
    expect(server.asked).toHaveLength(2);
  });

  test('only something newer is asked for, but once a week all of it, since later dates come into sight', async () => {
    const { server, confirm, turn, get } = await withHall();
    await confirm();
    server.say({ is: 'unchanged' });
    await turn(NOW + 6 * HOUR);
    expect(server.asked.at(-1)).toEqual({ tag: '"1"', changed: null });
    expect(await get()).toMatchObject({ readAt: NOW + 6 * HOUR, laidOutAt: NOW });
    await turn(NOW + 8 * DAY);
    expect(server.asked.at(-1)).toBeUndefined();
  });

  test('when it cannot be read its dates stay; after two days they say so, after two weeks they go', async () => {
    const { db, hub, server, confirm, shown, turn, get } = await withHall();
    await confirm();
    server.say({ is: 'no-answer' });
    const failed = NOW + 6 * HOUR;
    await turn(failed);
    await turn(failed + 14 * MINUTE);
    expect(server.asked).toHaveLength(2);
    await turn(failed + 15 * MINUTE);
    expect(server.asked).toHaveLength(3);
    expect(await get()).toMatchObject({
      failingSince: failed,
      failedBecause: 'no-answer',
      failures: 2,
      readAt: NOW,
    });
    expect(await shown(NOW + HOUR)).toHaveLength(2);
    const [first] = await keptDates.upcoming(db, hub, NOW + 3 * DAY, { to: NOW + 60 * DAY, limit: 1 });
    expect(first).toMatchObject({ unsureSince: NOW });
    server.say(hall('20270401'));
    await turn(NOW + 3 * DAY);
    expect(await get()).toMatchObject({ failingSince: null, failures: 0 });
    server.say('<!doctype html>');
    await turn(NOW + 4 * DAY);
    expect(await get()).toMatchObject({ failedBecause: 'not-a-calendar' });
    expect(await shown(NOW + 16 * DAY)).toEqual(['Yoga 20270401']);
    expect(await shown(NOW + 17 * DAY)).toEqual([]);
  });

  test('paused it is neither shown nor read; taken out it is gone', async () => {
    const { db, hub, id, server, confirm, shown, turn } = await withHall();
    await confirm();
    await db.write((tx) => calendars.pause(tx, hub, id, NOW));
    await turn(NOW + DAY);
    expect([await shown(), server.asked.length]).toEqual([[], 1]);
    await confirm(NOW + DAY);
    await turn(NOW + DAY);
    expect(server.asked).toHaveLength(2);
    await db.write((tx) => calendars.remove(tx, hub, id));
    expect(await shown()).toEqual([]);
    expect(await db.all('SELECT title FROM other_dates')).toEqual([]);
  });

  test('a file is never read again', async () => {
    const { db, bringing, server, turn } = await withHall();
    const file = new TextEncoder().encode(hall('20270305'));
    const added = await adding.fromFile(db, { ...bringing, bytes: file }, NOW);
    await db.write((tx) => calendars.confirm(tx, bringing.hub.slug, (added as { id: string }).id, NOW));
    await turn(NOW + 30 * DAY);
    expect(server.asked).toHaveLength(1);
  });

  test('our own calendar is not brought in, nor more than twenty', async () => {
    const { db, bringing, server } = await withHall();
    const own = `${OWN}/stainsacre-social/calendar.ics`;
    expect(
      await adding.fromAddress(db, server.fetcher, { ...bringing, address: own, own: OWN }, NOW),
    ).toEqual({ is: 'ours' });
    const bring = () => adding.fromFile(db, { ...bringing, bytes: new TextEncoder().encode(hall()) }, NOW);
    for (let i = 1; i < calendars.MOST; i += 1) expect(await bring()).toMatchObject({ is: 'added' });
    expect(await bring()).toEqual({ is: 'too-many' });
  });

  test('the log has ids and words of ours, never an address or a title', async () => {
    const { server, confirm, turn, log } = await withHall();
    await confirm();
    await turn(NOW + 6 * HOUR);
    server.say({ is: 'no-answer' });
    await turn(NOW + 13 * HOUR);
    expect(log.mock.calls.map(([event]) => event)).toEqual(['calendar-read', 'calendar-not-read']);
    expect(JSON.stringify(log.mock.calls)).not.toMatch(/hall|Yoga/);
  });
});

test('an address is taken as people paste it', () => {
  expect(adding.addressOf(' webcal://hall.example.org/a.ics#x ')).toBe('https://hall.example.org/a.ics');
  expect(adding.addressOf('http://hall.example.org/a.ics')).toBe('https://hall.example.org/a.ics');
  for (const none of ['hall.example.org/a.ics', 'ftp://hall.example.org', 'javascript:alert(1)', ''])
    expect(adding.addressOf(none), none).toBeNull();
});

test('the next time is about six hours on, and after failures a quarter of an hour to a day', () => {
  expect([0, 1].map((chance) => nextAfterReading(0, chance))).toEqual([5.75 * HOUR, 6.25 * HOUR]);
  expect([1, 2, 3, 20].map((failures) => nextAfterFailure(0, failures, 0.5))).toEqual([
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    DAY,
  ]);
});
