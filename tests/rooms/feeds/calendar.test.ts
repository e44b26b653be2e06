import { expect, test } from 'vitest';
import { DAY } from '#server/clock.ts';
import * as hubCalendar from '#server/feeds/hub-calendar.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as laterDates from '#server/meetups/later-dates.ts';
import * as series from '#server/meetups/series.ts';
import * as venues from '#server/meetups/venues.ts';
import { instantOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, get, join, planTea, teaPlan, type Village } from '../../helpers/plans.ts';

const at = (local: string) => instantOf(local, 'Europe/London');

async function feedOf({ db, hub }: Village, now = NOW) {
  return hubCalendar.ofHub(db, (await hubs.find(db, hub))!, 'https://natter.example', now);
}

/** The events of a feed by their UID, each as its properties. */
async function eventsOf(village: Village, now = NOW): Promise<Map<string, Record<string, string>>> {
  const body = (await (await feedOf(village, now)).body()).replaceAll('\r\n ', '');
  const events = body.split('BEGIN:VEVENT\r\n').slice(1);
  return new Map(
    events.map((one) => {
      const lines = one.split('\r\n').map((line) => /^([A-Z-]+)[^:]*:(.*)$/.exec(line) ?? ['', '', '']);
      const event = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
      return [event.UID!, event];
    }),
  );
}

eachDatabase((fresh) => {
  test('a cancelled date stays for 30 days after its date, and says so in its title', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const uid = `${tea}-2027-04-06@natter`;
    await join(village, `${tea}-2027-04-06`, 'Cyd');
    const before = (await eventsOf(village)).get(uid)!;
    expect(before).toMatchObject({ STATUS: 'CONFIRMED', SUMMARY: 'Tea at the shelter' });
    await cancelling.cancel(
      village.db,
      await get(village, `${tea}-2027-04-06`),
      { by: village.ada, because: 'Snow' },
      NOW,
    );
    const cancelled = (await eventsOf(village, at('2027-05-05T12:00'))).get(uid)!;
    expect(cancelled).toMatchObject({ STATUS: 'CANCELLED', SUMMARY: 'CANCELLED: Tea at the shelter' });
    expect(Number(cancelled.SEQUENCE)).toBeGreaterThan(Number(before.SEQUENCE));
    expect((await eventsOf(village, at('2027-05-08T12:00'))).has(uid)).toBe(false);
  });

  test('a change of the series raises the sequence of its dates, joined or not, and never lowers it', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada } = village;
    const tea = await planTea(village);
    await join(village, `${tea}-2027-05-04`, 'Cyd');
    const sequences = async (now = NOW) =>
      [...(await eventsOf(village, now))].map(([uid, event]) => [uid, Number(event.SEQUENCE)] as const);
    const first = new Map(await sequences());
    const change = async (id: string, from: string, start: string) => {
      const { version } = (await series.find(db, hub, id))!;
      const plan = { ...teaPlan(village), start };
      const asked = {
        hub,
        id,
        version,
        from,
        by: ada,
        plan,
        all: true,
        joined: 'move',
        tellSmall: false,
      } as const;
      expect(await laterDates.change(db, asked, NOW)).toMatchObject({ outcome: 'changed' });
    };
    await change(tea, '2027-04-06', '2027-04-06T11:00');
    const second = new Map(await sequences());
    for (const [uid, sequence] of second) expect(sequence).toBeGreaterThan(first.get(uid) ?? -1);
    expect(second.size).toBe(first.size);
    await change(tea, '2027-04-06', '2027-04-06T12:00');
    const third = new Map(await sequences());
    for (const [uid, sequence] of third) expect(sequence).toBeGreaterThan(second.get(uid) ?? -1);
  });

  test('what a feed says of itself changes when it does, and only then', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const tag = async (now = NOW) => (await feedOf(village, now)).tag;
    const first = await tag();
    expect(await tag(NOW + 60)).toBe(first);
    await cancelling.cancel(
      village.db,
      await get(village, `${tea}-2027-04-06`),
      { by: village.ada, because: '' },
      NOW,
    );
    const second = await tag();
    expect(second).not.toBe(first);
    await planTea(village, { title: 'Walk' });
    expect(await tag()).not.toBe(second);
    expect(await tag(NOW + DAY)).not.toBe(await tag());
  });

  test('a date that nobody has spoken for is tentative from two days ahead', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const uid = `${tea}-2027-05-04@natter`;
    expect((await eventsOf(village, at('2027-04-20T09:00'))).get(uid)!.STATUS).toBe('CONFIRMED');
    const unsure = (await eventsOf(village, at('2027-05-02T09:00'))).get(uid)!;
    expect(unsure.STATUS).toBe('TENTATIVE');
    expect(unsure.DESCRIPTION).toContain('Please check first');
  });

  test('a public place has its point, and its address in one line', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada } = village;
    const hall = await venues.add(
      db,
      {
        ...{ hub, by: ada, kind: 'public', name: 'Village hall' },
        ...{ address: 'Main Street\nStainsacre', point: { latitude: 54.466, longitude: -0.6 } },
      },
      NOW,
    );
    const id = await planTea(village, { venueId: hall });
    const event = (await eventsOf(village)).get(`${id}-2027-04-06@natter`)!;
    expect(event.LOCATION).toBe('Village hall\\, Main Street\\, Stainsacre');
    expect(event.GEO).toBe('54.466;-0.6');
    expect(event.URL).toBe(`https://natter.example/${hub}/meetups/${id}-2027-04-06`);
  });
});
