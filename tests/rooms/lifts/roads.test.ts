import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';
import * as desk from '#server/lifts/desk.ts';
import * as planning from '#server/lifts/planning.ts';
import { createRoads } from '#server/lifts/roads.ts';
import * as situations from '#server/lifts/situations.ts';
import * as travel from '#server/lifts/travel.ts';
import { createFetcher } from '#server/outbox/fetching.ts';
import { openFile } from '../../helpers/databases.ts';
import { buildLifts } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const CHAPEL = { latitude: 54.48, longitude: -0.6 };
const SHOP = { latitude: 54.46, longitude: -0.62 };

let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
});

/** A routing server that says this, or nothing at all; and what it was asked. */
async function startRoads(says: string | null, waitMs = 5_000) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    if (says !== null) response.end(says);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetcher = createFetcher({ extraHosts: [host], waitMs, says: 'Natter (plans lifts)' });
  return { asked, roads: createRoads(`http://${host}/`, fetcher) };
}

const minutesOf = async (says: string | null, waitMs?: number) => {
  const { roads } = await startRoads(says, waitMs);
  return travel.between([CHAPEL, null, SHOP], { speedKmh: 40, roads });
};

test('times come from the roads, in minutes; a place that nobody knows is a quarter of an hour away', async () => {
  const { asked, roads } = await startRoads('{"code":"Ok","durations":[[0,600],[720.6,0]]}');
  const { minutes, times } = await travel.between([CHAPEL, null, SHOP], { speedKmh: 40, roads });
  expect(times).toBe('roads');
  expect(minutes).toEqual([
    [0, 15, 10],
    [15, 0, 15],
    [12.01, 15, 0],
  ]);
  expect(asked).toEqual(['/table/v1/driving/-0.6000,54.4800;-0.6200,54.4600?annotations=duration']);
});

test('where there is no way by road it goes by the distance', async () => {
  const { minutes, times } = await minutesOf('{"code":"Ok","durations":[[0,null],[60,0]]}');
  expect(times).toBe('roads');
  expect(minutes[0]![2]).toBeCloseTo(5.01, 1);
  expect(minutes[2]![0]).toBe(1);
});

test.each([
  ['nothing', null],
  ['an error', '{"code":"InvalidQuery"}'],
  ['no JSON', '<html>'],
  ['fewer places than were asked', '{"code":"Ok","durations":[[0]]}'],
  ['time that runs backwards', '{"code":"Ok","durations":[[0,-5],[60,0]]}'],
])('a server that says %s is not waited for, and the distance counts', async (_, says) => {
  const { minutes, times } = await minutesOf(says, says === null ? 200 : undefined);
  expect(times).toBe('no-answer');
  expect(minutes[0]![2]).toBeCloseTo(5.01, 1);
});

test('a plan says where its times come from', async () => {
  const db = await openFile();
  const town = await buildLifts(db);
  await town.ask(await town.neighbour('Cyd'));
  await town.offer(await town.neighbour('Bea'));
  const outing = situations.outingOf(await town.meetup());
  const { roads } = await startRoads('nonsense');
  await planning.make(db, outing, { by: town.ada, roads }, NOW);
  expect((await desk.read(db, outing)).plan!.times).toBe('no-answer');
  const good = await startRoads('{"code":"Ok","durations":[[0,300],[300,0]]}');
  await planning.make(db, outing, { by: town.ada, roads: good.roads }, NOW);
  const { plan, cars } = await desk.read(db, outing);
  expect(plan!.times).toBe('roads');
  // Five minutes before they have to be there, and five on the way.
  expect(cars[0]!.runs[0]!.stops[0]!.pickUp).toBe('2027-04-06T10:20');
  await db.close();
  db.remove();
});

test('the operator names it with ROAD_TIMES_URL', () => {
  const url = 'https://osrm.example.org';
  expect(readConfig({ ROAD_TIMES_URL: url }).roadTimesUrl).toBe(url);
  expect(readConfig({}).roadTimesUrl).toBeNull();
  expect(() => readConfig({ ROAD_TIMES_URL: 'osrm' })).toThrow('ROAD_TIMES_URL');
});
