import { expect, test } from 'vitest';
import * as hubs from '#server/hubs/hubs.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as contacts from '#server/lifts/contacts.ts';
import * as desk from '#server/lifts/desk.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import * as picking from '#server/lifts/picking.ts';
import * as situations from '#server/lifts/situations.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import { driverSheet } from '#server/paper/driver-sheet.ts';
import { liftList } from '#server/paper/lift-list.ts';
import { pdf } from '#server/paper/sheet-pdf.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, HOME, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { embedsItsFonts, readPdf } from '../../helpers/read-pdf.ts';

const PRIVATE = /Lamb Ward|01947/;

/** Bea fetches Cyd from home, with a walking frame, and Dan from the shop; nobody takes Eli. */
async function buildDrive(town: LiftVillage) {
  const names = ['Cyd', 'Dan', 'Eli', 'Bea'];
  const [cyd, dan, eli, bea] = await Promise.all(names.map((name) => town.neighbour(name)));
  const fromHome = { fromPoint: null, walkingFrame: true };
  const first = await town.ask(cyd!, fromHome, { home: { ...HOME, near: town.chapel } });
  const second = await town.ask(dan!, { fromPoint: town.shop, party: 2 });
  await town.ask(eli!);
  const offer = await town.offer(bea!, { fromPoint: town.shop });
  for (const request of [second, first]) await picking.pick(town.db, { offer, request, by: bea! }, NOW);
  return { bea: bea!, first, second };
}

async function sheetOf({ db, hub }: LiftVillage, driver: string, now = NOW) {
  const { offers } = await ownLifts.ofPerson(db, driver, '2027-04-06', now);
  return driverSheet((await hubs.find(db, hub))!, offers[0]!, now);
}

async function listOf({ db, hub, ...town }: LiftVillage) {
  const meetup = await town.meetup();
  const dated = { ...meetup, cancelled: meetup.cancelledAt !== null };
  const numbers = await contacts.numbersAt(db, situations.outingOf(meetup));
  return liftList(
    (await hubs.find(db, hub))!.name,
    dated,
    await desk.read(db, situations.outingOf(meetup)),
    numbers,
    NOW,
  );
}

eachDatabase((fresh) => {
  test('the driver’s sheet has stops in order, what helps, and addresses and numbers with both yeses alone', async () => {
    const town = await buildLifts(await fresh());
    const { bea, first, second } = await buildDrive(town);
    expect(JSON.stringify(await sheetOf(town, bea))).not.toMatch(PRIVATE);
    await agreeing.answerAsRider(town.db, { request: first, yes: true }, NOW);
    const sheet = await sheetOf(town, bea);
    const out = sheet.rows.slice(0, 2).map((row) => JSON.stringify(row));
    expect(out[0]).toMatch(/There.*Cyd.*7 Lamb Ward\. With: a walking frame\..*01947 Cyd/);
    expect(out[1]).toMatch(/Dan, 2 people.*The shop.*Not settled yet/);
    expect(out[1]).not.toContain('01947');
    expect(JSON.stringify(sheet.rows[2])).toMatch(/Back.*home to/);
    await agreeing.answerAsRider(town.db, { request: second, yes: true }, NOW);
    const made = await pdf(await sheetOf(town, bea));
    expect(embedsItsFonts(made)).toBe(true);
    const { sides } = await readPdf(made);
    expect(sides).toHaveLength(1);
    for (const words of ['Lamb Ward', '01947 Cyd', 'Dan, 2 people', 'Be there by 10.30'])
      expect(sides[0]).toContain(words);
  });

  test('after the day the driver’s sheet says no address any more', async () => {
    const town = await buildLifts(await fresh());
    const { bea, first } = await buildDrive(town);
    await agreeing.answerAsRider(town.db, { request: first, yes: true }, NOW);
    const midnight = (await town.meetup()).startsAt + 13.5 * 3600;
    expect(JSON.stringify(await sheetOf(town, bea, midnight - 1))).toContain('Lamb Ward');
    expect(JSON.stringify(await sheetOf(town, bea, midnight))).not.toContain('Lamb Ward');
  });

  test('the host’s list has every car and who has none, numbers of settled lifts, and never an address', async () => {
    const town = await buildLifts(await fresh());
    const { first } = await buildDrive(town);
    expect(JSON.stringify(await listOf(town))).not.toMatch(PRIVATE);
    await agreeing.answerAsRider(town.db, { request: first, yes: true }, NOW);
    const sheet = await listOf(town);
    const words = JSON.stringify(sheet.rows);
    expect(words).toMatch(/Bea drives.*01947 Bea.*Cyd, near The chapel.*With: a walking frame.*01947 Cyd/);
    expect(words).toMatch(/Dan, 2 people, The shop.*The driver said yes/);
    expect(words).toMatch(/No car.*Eli, The chapel/);
    expect(words).not.toMatch(/Lamb Ward|01947 Dan|01947 Eli/);
    const { sides } = await readPdf(await pdf(sheet));
    expect(sides[0]).toContain('Bea drives');
  });

  test('a day to town has a lift list too: where each of them goes, and numbers of that day alone', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, dan, bea] = [
      await town.neighbour('Cyd'),
      await town.neighbour('Dan'),
      await town.neighbour('Bea'),
    ];
    const away = { elsewhere: true };
    const request = await town.ask(cyd, {}, away);
    await town.ask(dan, { toWords: 'the market' }, away);
    const offer = await town.offer(bea, {}, away);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    const outing = { hub: town.hub, zone: 'Europe/London', day: '2027-04-09', meetup: null };
    const numbers = await contacts.numbersAt(town.db, outing);
    const dated = { title: null, startsLocal: outing.day, zone: outing.zone, cancelled: false };
    const sheet = liftList('Stainsacre Social', dated, await desk.read(town.db, outing), numbers, NOW);
    const words = JSON.stringify(sheet);
    expect(words).toMatch(/Lift list: other places.*Friday 9 April/);
    expect(words).toMatch(/Bea drives.*01947 Bea.*Cyd, The chapel, To the surgery.*01947 Cyd/);
    expect(words).toMatch(/No car.*Dan, The chapel, To the market/);
    expect(words).not.toContain('01947 Dan');
    expect(await contacts.numbersAt(town.db, { ...outing, day: '2027-04-10' })).toEqual(new Map());
    expect(await contacts.numbersAt(town.db, situations.outingOf(await town.meetup()))).toEqual(new Map());
  });

  test('of a cancelled meet-up both say so, and send nobody out', async () => {
    const town = await buildLifts(await fresh());
    const { bea } = await buildDrive(town);
    await cancelling.cancel(town.db, await town.meetup(), { by: town.ada, because: 'Snow' }, NOW);
    for (const sheet of [await sheetOf(town, bea), await listOf(town)]) {
      expect(sheet.rows).toEqual([]);
      expect(sheet.lines.join()).toContain('CANCELLED');
    }
  });
});
