import { expect, test } from 'vitest';
import * as gtfsBeside from '#server/lifts/gtfs-beside.ts';
import { isWithin } from '#server/lifts/gtfs-places.ts';
import { read } from '#server/lifts/gtfs-reading.ts';
import { timetable, withLines } from '../../helpers/gtfs.ts';
import { zipOf } from '../../helpers/zips.ts';

const TODAY = '2027-03-01';
const NEAR = [
  { latitude: 54.48, longitude: -0.6 },
  { latitude: 54.45, longitude: -0.59 },
];
const LATIN_1 = new Uint8Array([...Buffer.from('stop_id,stop_name,stop_lat,stop_lon\nx,Caf'), 0xe9, 0x0a]);
const ONES = `${'1'.repeat(60)},`;
const endless = (lines: number) =>
  withLines(
    'stop_times.txt',
    ...Array.from({ length: lines }, (_, i) => `t${i},10:00:00,10:00:00,chapel,1,0,0`),
  );

const HOSTILE: Record<string, [bytes: () => Uint8Array<ArrayBuffer>, is: string, what: string]> = {
  'no zip': [() => new Uint8Array(Buffer.from('PK, I promise')), 'not-a-zip', ''],
  'an empty file': [() => new Uint8Array(0), 'not-a-zip', ''],
  'a zip that is cut off': [() => timetable().slice(0, 700), 'not-a-zip', ''],
  'a zip of something else': [
    () => zipOf([{ name: 'letter.txt', body: 'Dear Ada' }]),
    'missing',
    'agency.txt',
  ],
  'a part that unpacks to more than it says': [
    () =>
      timetable({ 'stop_times.txt': null }, [
        { name: 'stop_times.txt', body: '0'.repeat(5_000_000), saysLength: 100 },
      ]),
    'broken',
    'stop_times.txt',
  ],
  'a part that has less than it says': [
    () => timetable({ 'stops.txt': null }, [{ name: 'stops.txt', body: 'stop_id', saysLength: 100 }]),
    'broken',
    'stops.txt',
  ],
  'a part that says it is huge': [
    () => timetable({ 'stops.txt': null }, [{ name: 'stops.txt', body: 'x', saysLength: 4_000_000_000 }]),
    'too-large',
    '',
  ],
  'names that lead out of it': [() => timetable({}, [{ name: '../../etc/x', body: '' }]), 'odd-names', ''],
  'absolute names': [() => timetable({}, [{ name: '/etc/x', body: '' }]), 'odd-names', ''],
  'names of another system': [() => timetable({}, [{ name: 'a\\b.txt', body: '' }]), 'odd-names', ''],
  'two parts of one name': [() => timetable({}, [{ name: 'stops.txt', body: '' }]), 'broken', 'stops.txt'],
  'a password': [
    () => timetable({ 'stops.txt': null }, [{ name: 'stops.txt', body: 'x', locked: true }]),
    'locked',
    '',
  ],
  'thousands of parts': [
    () =>
      timetable(
        {},
        Array.from({ length: 500 }, (_, i) => ({ name: `${i}.txt`, body: '' })),
      ),
    'too-large',
    '',
  ],
  'a table left out': [() => timetable({ 'trips.txt': null }), 'missing', 'trips.txt'],
  'no calendar': [() => timetable({ 'calendar.txt': null }), 'missing', 'calendar.txt'],
  'a column left out': [
    () => timetable({ 'stops.txt': 'stop_id,stop_name' }),
    'missing',
    'stops.txt: stop_lat',
  ],
  'an empty table': [() => timetable({ 'stops.txt': '' }), 'missing', 'stops.txt: stop_id'],
  'old letters': [
    () => timetable({ 'stops.txt': null }, [{ name: 'stops.txt', body: LATIN_1 }]),
    'letters',
    'stops.txt',
  ],
  'letters of two bytes': [
    () =>
      timetable({ 'stops.txt': null }, [
        { name: 'stops.txt', body: Buffer.from('\ufeffstop_id,stop_name', 'utf16le') },
      ]),
    'letters',
    'stops.txt',
  ],
  'a row without an end': [() => timetable({ 'stops.txt': ONES.repeat(2_000) }), 'odd', 'stops.txt'],
  'a quote without an end': [
    () => timetable(withLines('stops.txt', `"${'x\n'.repeat(20_000)}`)),
    'odd',
    'stops.txt',
  ],
  'more trips than any village has': [() => timetable(endless(6_000)), 'too-large', 'stop_times.txt'],
  'a time that is none': [
    () => timetable(withLines('stop_times.txt', 'out,ten,10:00:00,chapel,40,0,0')),
    'odd',
    'time ten',
  ],
  'a day that is none': [
    () => timetable(withLines('calendar.txt', 'tuesdays,1,1,1,1,1,1,1,20270231,20271231')),
    'odd',
    'date 20270231',
  ],
  'areas that are none': [
    () => timetable({ 'locations.geojson': '{"features": 1}' }),
    'odd',
    'locations.geojson',
  ],
  'buses without end': [
    () =>
      timetable({ 'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nout,00:00:00,24:00:00,0' }),
    'odd',
    'frequencies.txt',
  ],
  'a bus elsewhere': [
    () => timetable({ 'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\nchapel,Elsewhere,51.5,-0.1' }),
    'nothing-near',
    '',
  ],
  'a bus that ran last year': [
    () =>
      timetable({
        'calendar.txt': `service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
tuesdays,0,1,0,0,0,0,0,20260101,20261231`,
      }),
    'over',
    '2026-12-29',
  ],
};

test.each(Object.entries(HOSTILE))('%s is refused, and it is said why', async (_, [bytes, is, what]) => {
  expect(await read(bytes(), NEAR, TODAY)).toEqual({ is, what });
});

test('a hub without any place on the map is told so', async () => {
  expect(await read(timetable(), [], TODAY)).toEqual({ is: 'no-places', what: '' });
});

test('quotes, marks at the beginning, other line ends and columns in another order are read', async () => {
  const stops =
    '\ufeffstop_lon,stop_lat,stop_name,stop_id\r\n-0.6005,54.4805,"The ""Old"" Gate,\nby the wall",chapel\r\n-0.5905,54.4510,Hall,hall\r\n';
  const found = await read(timetable({ 'stops.txt': stops }), NEAR, TODAY);
  expect(found).toMatchObject({
    is: 'timetable',
    places: [{ name: 'The "Old" Gate, by the wall' }, { name: 'Hall' }],
  });
});

test('a thread beside us reads it; one that takes too long ends, and the next is read', async () => {
  const task = () => ({ bytes: timetable(), near: NEAR, today: TODAY });
  const [slow, after] = await Promise.all([gtfsBeside.read(task(), { limitMs: 1 }), gtfsBeside.read(task())]);
  expect(slow).toEqual({ is: 'too-slow', what: '' });
  expect(after).toMatchObject({ is: 'timetable', name: 'Moor Buses' });
  const died = await gtfsBeside.read(task(), { file: 'tests/helpers/no-such-worker.mjs' });
  expect(died).toEqual({ is: 'too-large', what: '' });
});

test('what was read leaves the thread as rows to be written, not too many at once', async () => {
  const trips = Array.from({ length: 300 }, (_, i) => `t${i}`);
  const calls = trips.flatMap((trip) => [
    `${trip},9:00:00,9:00:00,chapel,1`,
    `${trip},9:09:00,9:09:00,hall,2`,
  ]);
  const found = await gtfsBeside.read({
    bytes: timetable({
      ...withLines('trips.txt', ...trips.map((trip) => `r95,tuesdays,${trip},`)),
      ...withLines('stop_times.txt', ...calls),
    }),
    near: NEAR,
    today: TODAY,
  });
  if (found.is !== 'timetable') throw new Error(found.is);
  const sizes = found.steps.map(({ table, json }) => [table, (JSON.parse(json) as unknown[]).length]);
  expect(sizes).toEqual([
    ['places', 2],
    ['trips', 302],
    ['calls', 500],
    ['calls', 104],
  ]);
});

test('what is within a hole of an area is outside it', () => {
  const square = (from: number, to: number): [number, number][] => [
    ...([
      [from, from],
      [to, from],
      [to, to],
      [from, to],
      [from, from],
    ] as [number, number][]),
  ];
  const rings = [square(0, 10), square(4, 6)];
  const isIn = (both: number) => isWithin({ latitude: both, longitude: both }, rings);
  expect([1, 5, 9, 11].map(isIn)).toEqual([true, false, true, false]);
});
