import { expect, test } from 'vitest';
import * as board from '#server/lifts/board.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as desk from '#server/lifts/desk.ts';
import * as distance from '#server/lifts/distance.ts';
import * as matching from '#server/lifts/matching.ts';
import * as offers from '#server/lifts/offers.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import * as picking from '#server/lifts/picking.ts';
import * as ratherNots from '#server/lifts/rather-nots.ts';
import * as situations from '#server/lifts/situations.ts';
import * as ownCalendar from '#server/feeds/own-calendar.ts';
import * as ownData from '#server/people/own-data.ts';
import * as opened from '#server/reminders/opened.ts';
import { createRender } from '#server/reminders/render.ts';
import * as letters from '#server/outbox/letters.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, HOME, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const DAY = 86_400;
const WHERE = /Lamb Ward|54\.481|0\.601/;
const NUMBER = /01947 (Cyd|Bea)/;

async function cydFromHome(town: LiftVillage) {
  const [cyd, bea, pat] = [
    await town.neighbour('Cyd'),
    await town.neighbour('Bea'),
    await town.neighbour('Pat'),
  ];
  const request = await town.ask(cyd, { fromPoint: null }, { home: { ...HOME, near: town.chapel } });
  const offer = await town.offer(bea, { fromPoint: town.shop });
  return { cyd, bea, pat, request, offer };
}

/** All that anybody but Cyd could be shown: pages, letters, calendars and own data. */
async function shown(town: LiftVillage, who: string, now: number): Promise<string> {
  const { db, hub } = town;
  const meetup = await town.meetup();
  const all = await board.read(db, hub, '2027-03-02');
  const apart = await matching.apart(db, hub);
  const toTake = (await offers.ahead(db, hub, '2027-03-02'))
    .filter(({ person }) => person === who)
    .flatMap((offer) => board.openFor(offer, all, apart, now))
    // What the door makes of it.
    .map(({ area, party }) => ({ area, party }));
  const rows = await db.all('SELECT id FROM letters WHERE person_id = :who', { who });
  const written = (await Promise.all(rows.map((row) => letters.find(db, String(row.id))))).filter(
    (one) => one !== null,
  );
  const render = createRender({ db, origin: 'http://here', signingKey: 'key' });
  return JSON.stringify([
    await ownLifts.ofPerson(db, who, '2027-03-02', now),
    await desk.read(db, situations.outingOf(meetup)),
    board.trips(all, now).map(({ counts }) => counts),
    toTake,
    [...(await render(written, now)).values()],
    await Promise.all(written.map(({ id }) => opened.open(db, id, now))),
    await (await ownCalendar.ofPerson(db, who, 'http://here', now)).body(),
    await ownData.gather(db, who),
  ]);
}

eachDatabase((fresh) => {
  test('where a rider lives is for nobody else before both have said yes, and then for their driver alone', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, bea, pat, request, offer } = await cydFromHome(town);
    expect(await shown(town, bea, NOW)).not.toMatch(WHERE);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    expect(await shown(town, bea, NOW)).toContain('near The chapel');
    expect(await shown(town, bea, NOW)).not.toMatch(WHERE);
    expect(await shown(town, cyd, NOW)).not.toMatch(/01947 Bea/);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    expect(JSON.stringify(await ownLifts.ofPerson(town.db, bea, '2027-03-02', NOW))).toMatch(WHERE);
    expect(JSON.stringify(await ownLifts.ofPerson(town.db, bea, '2027-03-02', NOW))).toContain('01947 Cyd');
    expect(JSON.stringify(await ownLifts.ofPerson(town.db, cyd, '2027-03-02', NOW))).toContain('01947 Bea');
    for (const other of [pat, town.ada]) expect(await shown(town, other, NOW)).not.toMatch(WHERE);
  });

  test('letters, signed pages, calendars and the desk never say where, nor give a number, even once it is settled', async () => {
    const town = await buildLifts(await fresh());
    const { bea, request, offer } = await cydFromHome(town);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    const { db } = town;
    const all = await db.all(`SELECT id FROM letters WHERE kind LIKE 'lift-%'`);
    const written = (await Promise.all(all.map((row) => letters.find(db, String(row.id))))).map(
      (one) => one!,
    );
    const render = createRender({ db, origin: 'http://here', signingKey: 'key' });
    const words = JSON.stringify([
      [...(await render(written, NOW)).values()],
      await Promise.all(written.map(({ id }) => opened.open(db, id, NOW))),
      await desk.read(db, situations.outingOf(await town.meetup())),
      await (await ownCalendar.ofPerson(db, bea, 'http://here', NOW)).body(),
    ]);
    expect(words).toContain('Your lift');
    expect(words).not.toMatch(WHERE);
    expect(words).not.toMatch(NUMBER);
    const bodies = JSON.stringify([...(await render(written, NOW)).values()]);
    expect(bodies.replaceAll('Hello Cyd', '').replaceAll('Hello Bea', '')).not.toMatch(
      /Cyd|Bea|shelter,|Tea/,
    );
  });

  test('the address is gone the day after, the number a week later', async () => {
    const town = await buildLifts(await fresh());
    const { bea, request, offer } = await cydFromHome(town);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    const { startsAt } = await town.meetup();
    const midnight = startsAt + 13.5 * 3600;
    const seen = async (now: number) =>
      JSON.stringify(await ownLifts.ofPerson(town.db, bea, '2027-04-06', now));
    expect(await seen(midnight - 1)).toMatch(WHERE);
    expect(await seen(midnight)).not.toMatch(WHERE);
    expect(await seen(midnight + 7 * DAY - 1)).toContain('01947 Cyd');
    expect(await seen(midnight + 7 * DAY)).not.toContain('01947 Cyd');
  });

  test('once a lift has fallen through, neither knows the other’s number or address any more', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, bea, request, offer } = await cydFromHome(town);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    await agreeing.answerAsRider(town.db, { request, yes: false }, NOW + 1);
    expect(await shown(town, bea, NOW + 2)).not.toMatch(WHERE);
    expect(await shown(town, bea, NOW + 2)).not.toMatch(/01947 Cyd/);
    expect(await shown(town, cyd, NOW + 2)).not.toMatch(/01947 Bea/);
  });

  test('“rather not” and “only with a woman driving” decide who fits, and are read by nobody', async () => {
    const town = await buildLifts(await fresh());
    const { cyd, bea, request, offer } = await cydFromHome(town);
    await town.db.write((tx) => ratherNots.say(tx, { hub: town.hub, person: cyd, other: bea }, NOW));
    expect(await picking.pick(town.db, { offer, request, by: bea }, NOW)).toBe('does-not-fit');
    expect(await shown(town, bea, NOW)).not.toMatch(/rather_not_ride_with":\[\{/);
    await town.db.write((tx) => ratherNots.takeBack(tx, { hub: town.hub, person: cyd, other: bea }));
    const again = await town.ask(cyd, { womenOnly: true, fromPoint: town.chapel });
    expect(await picking.pick(town.db, { offer, request: again, by: bea }, NOW)).toBe('does-not-fit');
    expect(JSON.stringify(await desk.read(town.db, situations.outingOf(await town.meetup())))).not.toContain(
      'womenOnly',
    );
    const woman = await town.offer(bea, { woman: true });
    expect(await picking.pick(town.db, { offer: woman, request: again, by: bea }, NOW)).toBe('picked');
  });

  test('a point is rounded to squares of 500 m, so that nobody finds a door by it', async () => {
    const town = await buildLifts(await fresh());
    expect(town.hub).toBeTruthy();
    const near = { latitude: HOME.point.latitude + 0.0004, longitude: HOME.point.longitude };
    expect(distance.rounded(near)).toEqual(distance.rounded(HOME.point));
    expect(distance.kmBetween(HOME.point, distance.rounded(HOME.point))).toBeLessThan(0.36);
    expect(distance.rounded(distance.rounded(HOME.point))).toEqual(distance.rounded(HOME.point));
  });
});
