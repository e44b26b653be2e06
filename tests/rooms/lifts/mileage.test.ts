import { expect, test } from 'vitest';
import { mileageCsv } from '#server/feeds/mileage-csv.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as allowances from '#server/lifts/allowances.ts';
import * as following from '#server/lifts/following.ts';
import * as mileage from '#server/lifts/mileage.ts';
import * as filling from '#server/lifts/mileage-filling.ts';
import * as picking from '#server/lifts/picking.ts';
import * as rates from '#server/lifts/rates.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import { erase } from '#server/people/erasure.ts';
import { merge } from '#server/people/merging.ts';
import * as ownData from '#server/people/own-data.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, HOME, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const DAY = 86_400;

/** Bea took Cyd, with a carer, from her home to the tea and back, and Dan said no. */
async function buildDrive(town: LiftVillage) {
  const names = ['Cyd', 'Dan', 'Bea'];
  const [cyd, dan, bea] = await Promise.all(names.map((name) => town.neighbour(name)));
  const fromHome = { fromPoint: null, carer: true };
  const request = await town.ask(cyd!, fromHome, { home: { ...HOME, near: town.chapel } });
  const other = await town.ask(dan!);
  const offer = await town.offer(bea!, { fromPoint: town.shop });
  for (const one of [request, other]) await picking.pick(town.db, { offer, request: one, by: bea! }, NOW);
  await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
  await agreeing.answerAsRider(town.db, { request: other, yes: false }, NOW);
  const midnight = (await town.meetup()).startsAt + 13.5 * 3600;
  return { bea: bea!, cyd: cyd!, offer, midnight };
}

const keep = ({ db }: LiftVillage, person: string, now: number) =>
  db.write((tx) => mileage.keep(tx, person, now - filling.LOOKS_BACK));

eachDatabase((fresh) => {
  test('drives that happened go into the log once, the day after, as places and a number of people', async () => {
    const town = await buildLifts(await fresh());
    const { bea, midnight } = await buildDrive(town);
    expect(await filling.fill(town.db, midnight)).toBe(0);
    await keep(town, bea, midnight - 10);
    expect(await filling.fill(town.db, midnight - 1)).toBe(0);
    expect(await filling.fill(town.db, midnight)).toBe(2);
    expect(await filling.fill(town.db, midnight + 3600)).toBe(0);
    const drives = await mileage.ofPerson(town.db, bea);
    const common = { hub: town.hub, onDate: '2027-04-06', tenthMiles: 49, passengers: 2 };
    expect(drives).toMatchObject([
      { ...common, from: 'The shop', to: 'The old bus shelter' },
      { ...common, from: 'The old bus shelter', to: 'The shop' },
    ]);
    expect(JSON.stringify(drives)).not.toMatch(/Cyd|Dan|Lamb|chapel/);
  });

  test('a log that is begun later looks back 90 days; one that was stopped and begun again takes nothing twice', async () => {
    const town = await buildLifts(await fresh());
    const { bea, midnight } = await buildDrive(town);
    const later = midnight + 20 * DAY;
    await keep(town, bea, later);
    expect(await filling.fill(town.db, later)).toBe(2);
    await town.db.write((tx) => mileage.stop(tx, bea, later));
    expect(await mileage.isKept(town.db, bea)).toBe(false);
    expect(await filling.fill(town.db, later + DAY)).toBe(0);
    await keep(town, bea, later + DAY);
    expect(await filling.fill(town.db, later + DAY)).toBe(0);
    expect(await mileage.ofPerson(town.db, bea)).toHaveLength(2);
  });

  test('what was cancelled was not driven', async () => {
    const town = await buildLifts(await fresh());
    const { bea, midnight } = await buildDrive(town);
    await keep(town, bea, NOW);
    await cancelling.cancel(town.db, await town.meetup(), { by: town.ada, because: 'Snow' }, NOW);
    expect(await filling.fill(town.db, midnight)).toBe(0);
  });

  test('where a point is not known the driver fills the miles in, and puts right or takes out what is theirs alone', async () => {
    const town = await buildLifts(await fresh());
    const { db, hub, dot } = town;
    const { bea, cyd, midnight } = await buildDrive(town);
    const elsewhere = { readyFrom: '11:30' };
    const request = await town.ask(cyd, elsewhere, { elsewhere: true });
    const offer = await town.offer(bea, elsewhere, { elsewhere: true });
    await picking.pick(db, { offer, request, by: bea }, NOW);
    await agreeing.answerAsRider(db, { request, yes: true }, NOW);
    await keep(town, bea, NOW);
    await filling.fill(db, midnight + 4 * DAY);
    const all = await mileage.ofPerson(db, bea);
    expect(all).toHaveLength(4);
    expect(all[2]).toMatchObject({ to: 'the surgery', tenthMiles: null });
    const right = { ...all[2]!, tenthMiles: 84 };
    await db.write((tx) => mileage.change(tx, dot, right, NOW));
    await db.write((tx) => mileage.takeOut(tx, dot, all[3]!.id));
    expect(await mileage.ofPerson(db, bea)).toEqual(all);
    await db.write((tx) => mileage.change(tx, bea, right, NOW));
    await db.write((tx) => mileage.takeOut(tx, bea, all[3]!.id));
    expect(await mileage.ofPerson(db, bea)).toEqual([all[0], all[1], right]);
    const own = { hub, onDate: '2027-05-01', from: 'Home', to: 'Whitby', tenthMiles: 50, passengers: 1 };
    await db.write((tx) => mileage.add(tx, bea, own, NOW));
    expect((await mileage.ofPerson(db, bea)).at(-1)).toMatchObject(own);
  });

  test('90 days after, the lifts are gone and the log still says no name; after six years it goes too', async () => {
    const town = await buildLifts(await fresh());
    const { bea, midnight } = await buildDrive(town);
    await keep(town, bea, midnight);
    await filling.fill(town.db, midnight + 91 * DAY - 3600);
    await following.tidy(town.db, midnight + 91 * DAY);
    expect(await town.db.all('SELECT id FROM rides')).toEqual([]);
    expect(await mileage.ofPerson(town.db, bea)).toHaveLength(2);
    await filling.tidy(town.db, midnight + 6 * 365 * DAY);
    expect(await mileage.ofPerson(town.db, bea)).toHaveLength(2);
    await filling.tidy(town.db, midnight + (6 * 365 + 3) * DAY);
    expect(await mileage.ofPerson(town.db, bea)).toEqual([]);
  });

  test('the log is in a driver’s own data, goes with them, and joins with the log of who they turn out to be', async () => {
    const town = await buildLifts(await fresh());
    const { db } = town;
    const { bea, cyd, midnight } = await buildDrive(town);
    await keep(town, bea, midnight);
    await filling.fill(db, midnight);
    expect((await ownData.gather(db, bea)).mileage_log).toMatchObject([
      { to_words: 'The old bus shelter' },
      {},
    ]);
    expect((await ownData.gather(db, cyd)).mileage_log).toEqual([]);
    const pat = await town.neighbour('Pat');
    await db.write((tx) => merge(tx, bea, pat));
    expect(await mileage.ofPerson(db, pat)).toHaveLength(2);
    expect(await mileage.isKept(db, pat)).toBe(true);
    await erase(db, pat, midnight);
    expect(await db.all('SELECT * FROM mileage_drives')).toEqual([]);
    expect(await db.all('SELECT * FROM mileage_logs')).toEqual([]);
  });

  test('miles count at the rate of their day, and at the lower one beyond the limit of the tax year', async () => {
    const town = await buildLifts(await fresh());
    const byHub = new Map([[town.hub, await rates.ofHub(town.db, town.hub)]]);
    const drive = (onDate: string, miles: number, passengers = 0) => ({
      ...{ id: onDate, hub: town.hub, from: 'A', to: 'B', tenthMiles: miles * 10, passengers, onDate },
    });
    const some = [drive('2026-04-05', 10), drive('2026-04-06', 9_995), drive('2026-05-01', 10, 2)];
    const all = allowances.reckon([...some, drive('2027-04-06', 10)], byHub);
    expect(all.map(({ pence }) => pence)).toEqual([450, 549_725, 5 * 55 + 5 * 25, 550]);
    expect(all[2]).toMatchObject({ penceAMile: 55, passengerPence: 100 });
    const far = { ...drive('2026-06-01', 0), tenthMiles: null };
    expect(allowances.reckon([far], byHub)[0]).toMatchObject({ pence: 0, passengerPence: 0 });
  });
});

test('a table for the tax office runs no formula, whatever somebody called a place', () => {
  const drive = {
    ...{ id: '1', hub: 'h', onDate: '2027-04-06', tenthMiles: 43, passengers: 2, penceAMile: 55, pence: 237 },
    passengerPence: 43,
  };
  const csv = mileageCsv([
    { ...drive, from: '=HYPERLINK("http://evil.example","Tea")', to: 'Tea, cake' },
    { ...drive, from: '@SUM(1)', to: '-2+3', tenthMiles: null },
  ]);
  expect(csv.startsWith('\uFEFFDate,From,To,Miles,Passengers,')).toBe(true);
  expect(csv.split('\r\n').slice(1)).toEqual([
    `2027-04-06,"'=HYPERLINK(""http://evil.example"",""Tea"")","Tea, cake",4.3,2,55,2.37,0.43`,
    `2027-04-06,'@SUM(1),'-2+3,,2,55,2.37,0.43`,
    '',
  ]);
  for (const bad of ['+1', '\t=1', ' =1', '|calc', '%0', '＝1'])
    expect(mileageCsv([{ ...drive, from: bad, to: 'B' }])).toContain(`'${bad}`);
});
