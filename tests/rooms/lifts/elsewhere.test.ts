import { expect, test } from 'vitest';
import { KM_A_MILE, placeIn, toPlace } from '#lib/lift-words.ts';
import { DAY } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as board from '#server/lifts/board.ts';
import * as matching from '#server/lifts/matching.ts';
import * as picking from '#server/lifts/picking.ts';
import * as rides from '#server/lifts/rides.ts';
import * as onTheDay from '#server/lifts/on-the-day.ts';
import * as ownLifts from '#server/lifts/own-lifts.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const AWAY = { elsewhere: true };
const at = (time: string) => instantOf(`2027-04-09T${time}`, 'Europe/London');

async function toldOff(db: Database): Promise<string[]> {
  const rows = await db.all(
    `SELECT p.first_name FROM letters l JOIN people p ON p.id = l.person_id WHERE l.kind = 'lift-off'`,
  );
  return rows.map((row) => String(row.first_name));
}

eachDatabase((fresh) => {
  test('a car to the market is not offered somebody who needs the surgery that day, and cannot take them', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const request = await town.ask(cyd, {}, AWAY);
    const offer = await town.offer(bea, { toWords: 'the market' }, AWAY);
    const all = await board.read(town.db, town.hub, '2027-04-01');
    const apart = await matching.apart(town.db, town.hub);
    expect(board.openFor(all.offers[0]!, all, apart, NOW)).toEqual([]);
    expect(await picking.pick(town.db, { offer, request, by: bea }, NOW)).toBe('gone');
  });

  test('the same place is one, however it is written', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const request = await town.ask(cyd, {}, AWAY);
    const offer = await town.offer(bea, { toWords: 'Surgery' }, AWAY);
    expect(await picking.pick(town.db, { offer, request, by: bea }, NOW)).toBe('picked');
  });

  test('whoever has to be there before the car arrives with its company does not fit in', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, dan, bea] = [
      await town.neighbour('Cyd'),
      await town.neighbour('Dan'),
      await town.neighbour('Bea'),
    ];
    const late = await town.ask(cyd, { thereBy: '14:00' }, AWAY);
    const early = await town.ask(dan, { thereBy: '10:40' }, AWAY);
    const offer = await town.offer(bea, { thereBy: '14:00' }, AWAY);
    expect(await picking.pick(town.db, { offer, request: late, by: bea }, NOW)).toBe('picked');
    expect(await picking.pick(town.db, { offer, request: early, by: bea }, NOW)).toBe('does-not-fit');
    expect(await rides.ofRequests(town.db, [early])).toEqual([]);
  });

  test('a trip that is changed is looked for again: its driver is told, and it stays one trip', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const request = await town.ask(cyd, {}, AWAY);
    const offer = await town.offer(bea, {}, AWAY);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    const changed = { onDate: '2027-04-10', toWords: 'the market', thereBy: '09:30', party: 2 };
    expect(await town.ask(cyd, changed, { ...AWAY, id: request, now: NOW + 60 })).toBe(request);
    const mine = (await ownLifts.ofPerson(town.db, cyd, '2027-04-01', NOW + 60)).requests;
    expect(mine).toMatchObject([
      {
        id: request,
        standing: 'waiting',
        title: 'the market',
        day: '2027-04-10',
        thereBy: '2027-04-10T09:30',
      },
    ]);
    expect(mine[0]!.people).toBe(2);
    expect(await toldOff(town.db)).toEqual(['Bea']);
    expect((await ownLifts.ofPerson(town.db, bea, '2027-04-01', NOW + 60)).offers[0]!.runs).toEqual([]);
    // What is not theirs they cannot change.
    const dan = await town.neighbour('Dan');
    await town.ask(dan, { toWords: 'the moor' }, { ...AWAY, id: request, now: NOW + 70 });
    expect((await ownLifts.ofPerson(town.db, cyd, '2027-04-01', NOW + 70)).requests[0]!.title).toBe(
      'the market',
    );
  });

  test('a drive elsewhere that is changed asks its riders nothing: they know that we look on', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const request = await town.ask(cyd, {}, AWAY);
    const offer = await town.offer(bea, {}, AWAY);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    expect(await town.offer(bea, { onDate: '2027-04-12' }, { ...AWAY, id: offer, now: NOW + 60 })).toBe(
      offer,
    );
    const { offers } = await ownLifts.ofPerson(town.db, bea, '2027-04-01', NOW + 60);
    expect(offers.map(({ day, runs }) => [day, runs.length])).toEqual([['2027-04-12', 0]]);
    expect(await toldOff(town.db)).toEqual(['Cyd']);
  });

  test('a tap counts on the day and in the night after it, by when it was tapped; later it is too late, not too early', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const request = await town.ask(cyd, {}, AWAY);
    const offer = await town.offer(bea, {}, AWAY);
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    const out = (await rides.ofRequests(town.db, [request])).find(({ leg }) => leg === 'out')!;
    const [evening, noon] = [at('20:00'), at('12:00') + DAY];
    const tap = (tapped: number) =>
      onTheDay.comeHome(town.db, { ride: out.id, by: cyd, at: tapped }, noon + DAY);
    const setOut = (tapped: number) => onTheDay.setOut(town.db, { offer, leg: 'out', by: bea, at: tapped });
    expect(await Promise.all([evening - DAY, evening, noon - 1, noon].map(setOut))).toEqual([
      ...['too-early', 'noted', 'noted', 'too-late'],
    ]);
    expect(await tap(noon)).toBe('too-late');
    expect(await tap(evening)).toBe('noted');
  });

  test('back "when I am done" is on the same day, an hour after, not at the dawn of computers', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const request = await town.ask(cyd, { backOpen: true }, AWAY);
    const offer = await town.offer(bea, {}, AWAY);
    expect(await picking.pick(town.db, { offer, request, by: bea }, NOW)).toBe('picked');
    const back = (await rides.ofRequests(town.db, [request])).find(({ leg }) => leg === 'back')!;
    expect(localOf(back.pickUpAt, 'Europe/London')).toBe('2027-04-09T11:45');
    expect(back.setDownAt).toBeGreaterThan(at('11:45'));
  });
});

test('a place reads as somewhere to go', () => {
  expect(['the surgery', 'To the surgery', ' to Whitby'].map(toPlace)).toEqual([
    'To the surgery',
    'To the surgery',
    'To Whitby',
  ]);
  expect(['the surgery', 'To Whitby'].map(placeIn)).toEqual(['the surgery', 'Whitby']);
});

test('miles that were entered are the miles that are shown again', () => {
  for (let mph = 7; mph <= 55; mph++) {
    const kmh = Math.round(mph * KM_A_MILE);
    expect(kmh).toBeGreaterThanOrEqual(10);
    expect(kmh).toBeLessThanOrEqual(90);
    expect(Math.round(kmh / KM_A_MILE)).toBe(mph);
  }
});
