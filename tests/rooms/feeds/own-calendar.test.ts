import { expect, test } from 'vitest';
import { DAY } from '#server/clock.ts';
import * as ownCalendar from '#server/feeds/own-calendar.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as dropping from '#server/lifts/dropping.ts';
import * as picking from '#server/lifts/picking.ts';
import * as rides from '#server/lifts/rides.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as ownCalendars from '#server/people/own-calendars.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, HOME } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';
import * as turns from '#server/rotas/turns.ts';
import { buildRota } from '../../helpers/rota.ts';
import { buildVillage, get, join, planTea, type Village } from '../../helpers/plans.ts';

async function read({ db }: Village, person: string, now = NOW): Promise<string[]> {
  const feed = await ownCalendar.ofPerson(db, person, 'https://natter.example', now);
  return (await feed.body()).replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1);
}

eachDatabase((fresh) => {
  test('holds what I am coming to with an alarm, what I might without, and nothing else', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const cyd = await join(village, `${tea}-2027-04-06`, 'Cyd');
    await join(village, `${tea}-2027-05-04`, 'Dora');
    const own = await read(village, cyd);
    expect(own).toHaveLength(1);
    expect(own[0]).toContain(`UID:${tea}-2027-04-06@natter`);
    expect(own[0]).toContain('You are coming.');
    expect(own[0]).toContain('TRIGGER:-PT2H');
    expect(own.join()).not.toMatch(/Dora|ATTENDEE/);
    const eve = await join(village, `${tea}-2027-04-06`, 'Eve', 'maybe');
    const [maybe] = await read(village, eve);
    expect(maybe).toContain('You said maybe.');
    expect(maybe).not.toContain('VALARM');
  });

  test('names the job I took, and no longer once I gave it up', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const pat = await rota.helper('Pat');
    await turns.take(rota.db, await rota.shift(kettle), { person: pat, said: 'self' }, NOW);
    expect((await read(rota, pat))[0]).toContain('You are coming. Your job: Kettle.');
    await turns.release(rota.db, await rota.shift(kettle), pat, NOW);
    expect((await read(rota, pat))[0]).not.toContain('Kettle');
  });

  test('holds every date I host', async () => {
    const village = await buildVillage(await fresh());
    await planTea(village);
    const own = await read(village, village.bert);
    expect(own.length).toBeGreaterThan(5);
    expect(own[0]).toContain('You are a host.');
    expect(await read(village, village.dot)).toEqual([]);
  });

  test('a settled lift is in it, both ways, for rider and driver, and says nothing of where or whom', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const surgery = { elsewhere: true };
    const request = await town.ask(
      cyd,
      { fromPoint: null, readyFrom: '11:30' },
      { ...surgery, home: { ...HOME, near: town.chapel } },
    );
    const offer = await town.offer(bea, { fromPoint: town.shop, readyFrom: '11:30' }, surgery);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    expect([...(await read(town, cyd)), ...(await read(town, bea))]).toEqual([]);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW + 60);
    const [rider, driver] = [await read(town, cyd), await read(town, bea)];
    const titles = (events: string[]) => events.map((one) => /SUMMARY:(.*)\r/.exec(one)![1]);
    expect(titles(rider)).toEqual([String.raw`My lift\, there`, String.raw`My lift\, back`]);
    expect(titles(driver)).toEqual([String.raw`I give a lift\, there`, String.raw`I give a lift\, back`]);
    const [there] = await rides.ofRequests(town.db, [request]);
    const at = new Date(there!.pickUpAt * 1000).toISOString().replace(/[-:]|\.000/g, '');
    for (const one of [rider[0], driver[0]]) {
      expect(one).toContain(`DTSTART:${at}`);
      expect(one).toContain('TRIGGER:-PT1H');
    }
    expect([...rider, ...driver].join()).not.toMatch(
      /Cyd|Bea|Lamb|chapel|shop|surgery|01947|LOCATION|GEO|ATTENDEE/,
    );
    expect(await read(town, town.dot)).toEqual([]);
  });

  test('a lift that fell through stays in it as cancelled, and rings no alarm; a new one beside it does', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea, dan] = await Promise.all(['Cyd', 'Bea', 'Dan'].map((name) => town.neighbour(name)));
    const [first, second] = [await town.ask(cyd!), await town.ask(dan!)];
    const offer = await town.offer(bea!);
    for (const request of [first, second]) {
      await picking.pick(town.db, { offer, request, by: bea! }, NOW);
      await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    }
    const before = await ownCalendar.ofPerson(town.db, bea!, 'https://natter.example', NOW);
    await dropping.withdrawRequest(town.db, second, NOW + 60);
    const [, there] = await read(town, bea!);
    expect(there).toContain('STATUS:CONFIRMED');
    expect((await ownCalendar.ofPerson(town.db, bea!, 'https://natter.example', NOW)).tag).not.toBe(
      before.tag,
    );
    await dropping.withdrawOffer(town.db, offer, NOW + 120);
    const own = (await read(town, cyd!)).filter((one) => one.includes('CATEGORIES:Lift'));
    expect(own).toHaveLength(2);
    for (const one of own) {
      expect(one).toContain('STATUS:CANCELLED');
      expect(one).toContain('SUMMARY:CANCELLED: ');
      expect(one).not.toContain('VALARM');
    }
  });

  test('of a home it names the street alone, even to who is coming', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village, { venueId: village.house });
    const cyd = await join(village, `${tea}-2027-04-06`, 'Cyd');
    const [one] = await read(village, cyd);
    expect(one).toContain('LOCATION:A house in Mill Lane');
    expect(one).not.toContain('12 Mill Lane');
  });

  test('a cancelled date stays, says so, and rings no alarm', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const cyd = await join(village, `${tea}-2027-04-06`, 'Cyd');
    const before = await ownCalendar.ofPerson(village.db, cyd, 'https://natter.example', NOW);
    const date = await get(village, `${tea}-2027-04-06`);
    await cancelling.cancel(village.db, date, { by: village.ada, because: 'Snow' }, NOW);
    const [one] = await read(village, cyd);
    expect(one).toContain('STATUS:CANCELLED');
    expect(one).not.toContain('VALARM');
    const after = await ownCalendar.ofPerson(village.db, cyd, 'https://natter.example', NOW);
    expect(after.tag).not.toBe(before.tag);
  });

  test('an address leads to its person until it is stopped, and only its own person can stop it', async () => {
    const { db, bert, dot } = await buildVillage(await fresh());
    const token = (await db.write((tx) => ownCalendars.make(tx, bert, NOW)))!;
    expect(Buffer.from(token, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
    expect(await ownCalendars.whose(db, token, NOW)).toBe(bert);
    expect(await ownCalendars.whose(db, `${token}x`, NOW)).toBeNull();
    const [own] = await ownCalendars.ofPerson(db, bert);
    expect(own).toMatchObject({ madeAt: NOW, readAt: NOW });
    await db.write((tx) => ownCalendars.stop(tx, dot, own!.id));
    expect(await ownCalendars.whose(db, token, NOW + DAY)).toBe(bert);
    expect((await ownCalendars.ofPerson(db, bert))[0]!.readAt).toBe(NOW + DAY);
    await db.write((tx) => ownCalendars.stop(tx, bert, own!.id));
    expect(await ownCalendars.whose(db, token, NOW)).toBeNull();
  });

  test('what is kept cannot be used as an address, and ten are enough', async () => {
    const { db, bert } = await buildVillage(await fresh());
    const made: (string | null)[] = [];
    for (let i = 0; i < 11; i++) made.push(await db.write((tx) => ownCalendars.make(tx, bert, NOW)));
    expect(made.filter(Boolean)).toHaveLength(10);
    expect(made.at(-1)).toBeNull();
    const kept = JSON.stringify(await db.all('SELECT * FROM own_calendars'));
    for (const token of made.slice(0, 10)) expect(kept).not.toContain(token);
  });
});
