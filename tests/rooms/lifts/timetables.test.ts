import { expect, test } from 'vitest';
import type { Journey } from '#server/lifts/bus-fits.ts';
import { read } from '#server/lifts/gtfs-reading.ts';
import * as timetableFits from '#server/lifts/timetable-fits.ts';
import * as timetableKeeping from '#server/lifts/timetable-keeping.ts';
import type { BusRide } from '#server/lifts/timetable-rides.ts';
import { packed } from '#server/lifts/timetable-rows.ts';
import * as timetables from '#server/lifts/timetables.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { ON_REQUEST, timetable, withLines, type Changes } from '../../helpers/gtfs.ts';
import { buildLifts, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const ZONE = 'Europe/London';
const TEA = '2027-04-06';
const CHAPEL = { latitude: 54.48, longitude: -0.6 };
const HALL = { latitude: 54.45, longitude: -0.59 };
const at = (time: string, day = TEA) => instantOf(`${day}T${time}`, ZONE);

eachDatabase((fresh) => {
  test('a trip that is there soon before it begins is said, and the one back after it ends', async () => {
    const town = await bring(await buildLifts(await fresh()));
    expect(await fitting(town)).toEqual({
      there: ['95 to Whitby 09:40–10:05, Chapel Gate, Stainsacre (2) to Hall Lane (4)'],
      back: ['95 to Stainsacre 12:16–12:40, Hall Lane (4) to Chapel Gate, Stainsacre (2)'],
    });
    // 10.05 and four minutes on foot.
    expect((await fitting(town, { thereBy: at('10:08') })).there).toEqual([]);
    expect((await fitting(town, { thereBy: at('10:55') })).there).toEqual([]);
    expect((await fitting(town, { thereBy: at('10:54') })).there).toHaveLength(1);
    expect((await fitting(town, { readyFrom: at('12:14') })).back).toEqual([]);
  });

  test('of two stops near somebody one bus is said once, with the least to walk', async () => {
    const town = await bring(await buildLifts(await fresh()), {
      ...withLines('stops.txt', 'corner,Chapel Corner,54.4790,-0.6010,'),
      ...withLines('stop_times.txt', 'out,09:42:00,09:42:00,corner,11,0,0'),
    });
    expect((await fitting(town)).there).toEqual([
      '95 to Whitby 09:40–10:05, Chapel Gate, Stainsacre (2) to Hall Lane (4)',
    ]);
  });

  test('of the file only what is near is kept, and a newer one of the same company takes its place', async () => {
    const town = await bring(await buildLifts(await fresh()));
    await bring(town, withLines('calendar.txt', 'other,1,1,1,1,1,1,1,20270101,20271231'));
    expect(await timetables.ofHub(town.db, town.hub)).toMatchObject([
      { name: 'Moor Buses', ends: '2027-12-28', stops: 2, trips: 2 },
    ]);
    expect(await town.db.all('SELECT DISTINCT timetable_id FROM timetable_calls')).toHaveLength(1);
    const [only] = await timetables.ofHub(town.db, town.hub);
    await timetableKeeping.remove(town.db, town.hub, only!.id);
    for (const table of ['timetables', 'timetable_places', 'timetable_trips', 'timetable_calls'])
      expect(await town.db.all(`SELECT * FROM ${table}`)).toEqual([]);
  });

  test('it runs on the days of its calendar, but for days taken out and put in', async () => {
    const town = await bring(await buildLifts(await fresh()), {
      'calendar_dates.txt': 'service_id,date,exception_type\ntuesdays,20270406,2\ntuesdays,20270407,1',
    });
    const wednesday = { thereBy: at('10:30', '2027-04-07'), readyFrom: at('12:00', '2027-04-07') };
    expect((await fitting(town)).there).toEqual([]);
    expect((await fitting(town, { day: '2027-04-07', ...wednesday })).there).toHaveLength(1);
  });

  test('a trip past midnight belongs to the day before, and clocks that change move nothing', async () => {
    const night = `trip_id,arrival_time,departure_time,stop_id,stop_sequence
out,24:10:00,24:10:00,chapel,1
out,24:35:00,24:35:00,hall,2
back,10:15:00,10:15:00,chapel,1
back,10:25:00,10:25:00,hall,2`;
    const town = await bring(await buildLifts(await fresh()), {
      'stop_times.txt': night,
      ...withLines('calendar_dates.txt', 'service_id,date,exception_type', 'tuesdays,20270328,1'),
    });
    const after = { day: '2027-04-07', thereBy: at('00:50', '2027-04-07'), readyFrom: null };
    expect((await fitting(town, after)).there).toEqual([
      '95 to Whitby 00:10–00:35, Chapel Gate, Stainsacre (2) to Hall Lane (4)',
    ]);
    // On this Sunday the clocks go forward at one in the morning.
    const spring = { day: '2027-03-28', thereBy: at('10:30', '2027-03-28'), readyFrom: null };
    expect((await fitting(town, spring)).there).toEqual([
      '95 to Stainsacre 10:15–10:25, Chapel Gate, Stainsacre (2) to Hall Lane (4)',
    ]);
  });

  test('a trip that comes again and again is said with the last that is in time; one without times is rough', async () => {
    const town = await bring(await buildLifts(await fresh()), {
      'frequencies.txt':
        'trip_id,start_time,end_time,headway_secs,exact_times\nout,07:00:00,10:00:00,1200,1\nback,11:00:00,13:00:00,1800,0',
    });
    const { there, back } = await fits(town, journey(), NOW);
    expect(there.map(({ leaves, every }) => [localOf(leaves, ZONE).slice(11), every])).toEqual([
      ['09:40', null],
      ['09:20', null],
    ]);
    // It leaves the end of the line every half hour from 11, and the hall 26 minutes later.
    expect(back.map(({ leaves, every, about }) => [localOf(leaves, ZONE).slice(11), every, about])).toEqual([
      ['12:26', 30, true],
      ['12:56', 30, true],
    ]);
  });

  test('nobody is sent to where it does not stop, and rough times are called so', async () => {
    const town = await bring(await buildLifts(await fresh()), {
      'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,timepoint
out,09:40:00,09:40:00,chapel,1,1,0,1
out,10:05:00,10:05:00,hall,2,0,0,1
back,12:00:00,12:00:00,whitby,1,0,0,1
back,,,hall,2,3,0,0
back,12:40:00,12:40:00,chapel,3,0,0,1`,
    });
    const { there, back } = await fits(town, journey(), NOW);
    expect(there).toEqual([]);
    expect(back).toMatchObject([{ leaves: at('12:20'), about: true, ring: true }]);
  });

  test('to a place out of sight a trip is said when its end is called so', async () => {
    const town = await bring(await buildLifts(await fresh()));
    const away = { to: null, thereBy: at('10:45'), readyFrom: null };
    expect((await fitting(town, { ...away, toWords: 'the market in Whitby' })).there).toEqual([
      '95 to Whitby 09:40–10:30, Chapel Gate, Stainsacre (2) to Whitby Bus Station (–)',
    ]);
    expect((await fitting(town, { ...away, toWords: 'the surgery' })).there).toEqual([]);
  });

  test('a bus to ring for is said while it can be rung, with its number', async () => {
    const town = await bring(await buildLifts(await fresh()), { ...ON_REQUEST, 'stops.txt': null });
    const lately = at('15:00', '2027-04-05');
    const { there, back } = await fits(town, journey(), lately);
    const said = { onRequest: true, telephone: '01632 960196', ringBy: at('16:00', '2027-04-05') };
    expect(there).toMatchObject([{ ...said, leaves: at('09:00'), arrives: at('16:00') }]);
    expect(back).toMatchObject([{ ...said, message: 'Have your pass ready' }]);
    const late = await fits(town, journey(), at('16:01', '2027-04-05'));
    expect(late).toMatchObject({ there: [], back: [] });
    const away = { ...journey(), from: [{ latitude: 54.3, longitude: -0.6 }] };
    expect(await fits(town, away, lately)).toMatchObject({
      there: [],
      back: [],
    });
  });

  test('a timetable that ends before the day says so, and nothing else', async () => {
    const town = await bring(await buildLifts(await fresh()));
    const late = { day: '2028-01-04', thereBy: at('10:30', '2028-01-04'), readyFrom: null };
    expect(await fits(town, journey(late), NOW)).toEqual({
      ...{ there: [], back: [] },
      tooOld: [{ name: 'Moor Buses', ends: '2027-12-28' }],
    });
  });

  test('no hub has more than five, and what was never finished is cleared away', async () => {
    const town = await buildLifts(await fresh());
    await town.db.write((tx) =>
      tx.run(
        `INSERT INTO timetables (id, hub, name, zone, begins, ends, bookings, brought_at)
         VALUES ('lost', :hub, 'Lost', 'UTC', '2027-01-01', '2027-12-31', '[]', :long)`,
        { hub: town.hub, long: NOW - 3_600 },
      ),
    );
    for (let company = 1; company <= 5; company += 1) await bring(town, called(`Company ${company}`));
    await expect(bring(town, called('Another'))).rejects.toThrow('too many');
    await bring(town, called('Company 3'));
    expect((await timetables.ofHub(town.db, town.hub)).map(({ name }) => name)).toHaveLength(5);
    expect(await town.db.all(`SELECT id FROM timetables WHERE id = 'lost'`)).toEqual([]);
  });
});

const called = (name: string): Changes => ({
  'agency.txt': `agency_name,agency_timezone\n${name},Europe/London`,
});

async function bring(town: LiftVillage, changes: Changes = {}): Promise<LiftVillage> {
  const near = await timetables.placesOf(town.db, town.hub);
  const found = packed(await read(timetable(changes), near, '2027-03-01'));
  if (found.is !== 'timetable') throw new Error(`${found.is} ${found.what}`);
  const kept = await timetableKeeping.keep(town.db, { hub: town.hub, by: town.ada, timetable: found }, NOW);
  if (kept === null) throw new Error('too many');
  return town;
}

function journey(changes: Partial<Journey> = {}): Journey {
  return {
    ...{ zone: ZONE, day: TEA, thereBy: at('10:30'), readyFrom: at('12:00') },
    ...{ from: [CHAPEL], to: HALL, toWords: '' },
    ...changes,
  };
}

async function fits(town: LiftVillage, going: Journey, now: number) {
  return timetableFits.fitting(town.db, await timetableFits.known(town.db, town.hub), going, now);
}

async function fitting(town: LiftVillage, changes: Partial<Journey> = {}) {
  const { there, back } = await fits(town, journey(changes), NOW);
  const say = ({ line, towards, leaves, arrives, getOn, getOff }: BusRide) => {
    const [from, to] = [leaves, arrives!].map((instant) => localOf(instant, ZONE).slice(11));
    const stops = `${getOn.name} (${getOn.walk ?? '–'}) to ${getOff.name} (${getOff.walk ?? '–'})`;
    return `${line} to ${towards} ${from}–${to}, ${stops}`;
  };
  return { there: there.map(say), back: back.map(say) };
}
