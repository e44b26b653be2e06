import { expect, test } from 'vitest';
import { KM_A_MILE, toPlace } from '#lib/lift-words.ts';
import * as board from '#server/lifts/board.ts';
import * as matching from '#server/lifts/matching.ts';
import * as picking from '#server/lifts/picking.ts';
import * as rides from '#server/lifts/rides.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const AWAY = { elsewhere: true };
const at = (time: string) => instantOf(`2027-04-09T${time}`, 'Europe/London');

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
});

test('miles that were entered are the miles that are shown again', () => {
  for (let mph = 7; mph <= 55; mph++) {
    const kmh = Math.round(mph * KM_A_MILE);
    expect(kmh).toBeGreaterThanOrEqual(10);
    expect(kmh).toBeLessThanOrEqual(90);
    expect(Math.round(kmh / KM_A_MILE)).toBe(mph);
  }
});
