import { expect, test } from 'vitest';
import * as busFits from '#server/lifts/bus-fits.ts';
import * as buses from '#server/lifts/buses.ts';
import * as points from '#server/lifts/points.ts';
import { instantOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const ZONE = 'Europe/London';
/** The tea: Tuesday 6 April 2027, half past ten to noon. */
const TEA = '2027-04-06';
const at = (time: string, day = TEA) => instantOf(`${day}T${time}`, ZONE);
const BUS: buses.BusWords = {
  ...{ kind: 'bus', name: 'Bus 95', telephone: '01632 960195', days: [1], first: '08:00', last: '17:00' },
  ...{ noticeHours: 0, who: 'anybody', goes: 'to Whitby', stops: '', points: [], toTheDoor: false },
};

eachDatabase((fresh) => {
  test('a bus that runs on the day and about the time may go there and back', async () => {
    const town = await buildLifts(await fresh());
    await write(town, {});
    expect(await fitting(town)).toEqual([['Bus 95', 'there and back']]);
    expect(await fitting(town, { day: '2027-04-07' })).toEqual([]);
  });

  test('one that has ended by the way home is said for the way there alone', async () => {
    const town = await buildLifts(await fresh());
    await write(town, { last: '11:30' });
    await write(town, { name: 'Late bus', first: '13:00', last: '23:00' });
    await write(town, { name: 'Night bus', first: '21:00', last: '02:00' });
    expect(await fitting(town)).toEqual([
      ['Bus 95', 'there'],
      ['Late bus', 'back'],
    ]);
    expect(await fitting(town, { thereBy: at('22:00'), readyFrom: at('01:00', '2027-04-07') })).toEqual([
      ['Late bus', 'there'],
      ['Night bus', 'there and back'],
    ]);
  });

  test('one that wants to be rung the day before is not said when that is too late', async () => {
    const town = await buildLifts(await fresh());
    await write(town, { kind: 'on-request', noticeHours: 24 });
    expect(await fitting(town, {}, at('10:00', '2027-04-05'))).toEqual([['Bus 95', 'there and back']]);
    expect(await fitting(town, {}, at('11:00', '2027-04-05'))).toEqual([['Bus 95', 'back']]);
    expect(await fitting(town, {}, at('08:00'))).toEqual([]);
  });

  test('a bus is said only to whom it stops near, at two different stops; a door-to-door one to everybody', async () => {
    const town = await buildLifts(await fresh());
    await write(town, { points: [town.chapel] });
    const [chapel, shop] = (await points.ofHub(town.db, town.hub)).map(({ point }) => point);
    const hall = { latitude: 54.45, longitude: -0.59 };
    expect(await fitting(town, { from: [chapel!], to: hall })).toEqual([]);
    expect(await fitting(town, { from: [shop!], to: chapel! })).toEqual([]);
    expect(await fitting(town, { from: [chapel!], to: chapel! })).toEqual([]);
    expect(await fitting(town, { from: [chapel!], to: null })).toHaveLength(1);
    expect(await fitting(town, { from: [chapel!], to: hall, toWords: 'Whitby market' })).toHaveLength(1);
    await write(town, { name: 'To the door', points: [town.shop], toTheDoor: true });
    expect(await fitting(town, { from: [chapel!], to: hall })).toEqual([['To the door', 'there and back']]);
  });

  test('those that go where somebody wants to go come first', async () => {
    const town = await buildLifts(await fresh());
    await write(town, { name: 'A', goes: 'to Scarborough' });
    await write(town, { name: 'B', goes: 'to Whitby and back' });
    expect((await fitting(town, { toWords: 'the market in Whitby' })).map(([name]) => name)).toEqual([
      'B',
      'A',
    ]);
  });

  test('what is changed is looked at anew; one that runs no more is said to nobody; stops are of this hub', async () => {
    const town = await buildLifts(await fresh());
    const id = await write(town, { points: [town.chapel, 'elsewhere'] });
    expect(await buses.find(town.db, town.hub, id)).toMatchObject({ points: [town.chapel], checkedAt: NOW });
    const change = { hub: town.hub, id, ...BUS, points: [town.shop], days: [0, 6] };
    await town.db.write((tx) => buses.change(tx, change, NOW + 5));
    expect(await buses.find(town.db, town.hub, id)).toMatchObject({
      ...{ points: [town.shop], days: [0, 6], checkedAt: NOW + 5 },
      at: [{ name: 'The shop' }],
    });
    await town.db.write((tx) => buses.setClosed(tx, { hub: town.hub, id, closed: true }, NOW));
    expect(await buses.ofHub(town.db, town.hub)).toEqual([]);
    expect(await buses.ofHub(town.db, town.hub, { closed: true })).toMatchObject([{ id, closed: true }]);
    expect(await buses.find(town.db, 'another-hub', id)).toBeNull();
  });
});

async function write(town: LiftVillage, changes: Partial<buses.BusWords>): Promise<string> {
  const bus = { hub: town.hub, by: town.ada, ...BUS, ...changes };
  return town.db.write((tx) => buses.add(tx, bus, NOW));
}

async function fitting(town: LiftVillage, changes: Partial<busFits.Journey> = {}, now = NOW) {
  const journey: busFits.Journey = {
    ...{ zone: ZONE, day: TEA, thereBy: at('10:30'), readyFrom: at('12:00') },
    ...{ from: [], to: null, toWords: '' },
    ...changes,
  };
  const found = await busFits.typed(town.db, town.hub, journey, now);
  return found.map(({ bus, there, back }) => [
    bus.name,
    [there ? 'there' : '', back ? 'back' : ''].filter(Boolean).join(' and '),
  ]);
}
