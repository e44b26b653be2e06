import { expect, test } from 'vitest';
import { wayInWords, whoInWords } from '#lib/map-words.ts';
import * as agreeing from '#server/lifts/agreeing.ts';
import * as mapDrive from '#server/lifts/map-drive.ts';
import * as mapPlaces from '#server/lifts/map-places.ts';
import * as picking from '#server/lifts/picking.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, HOME } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const DAY = 86_400;

eachDatabase((fresh) => {
  test('places are drawn by distance and direction from the meet-up, homes to 500 m and no nearer', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, dot, bert] = [
      await town.neighbour('Cyd'),
      await town.neighbour('Dot'),
      await town.neighbour('Bertie'),
    ];
    await town.ask(cyd, { fromPoint: null, party: 2 }, { home: HOME });
    await town.ask(dot);
    await town.offer(bert, { fromPoint: town.shop });
    const map = await mapPlaces.ofMeetup(town.db, await town.meetup());
    expect(
      map?.places.map((place) => [place.name, whoInWords(place), wayInWords(place.km, place.bearing)]),
    ).toEqual([
      ['The shop', '1 car sets out here', 'about 1 and a half miles to the north-west'],
      ['The chapel', '1 person to fetch', 'about 2 miles to the north'],
      [null, '2 people to fetch', 'about 2 miles to the north'],
    ]);
    const told = JSON.stringify(map);
    for (const secret of [HOME.address, String(HOME.point.latitude), String(HOME.point.longitude)])
      expect(told).not.toContain(secret);
    // Next door, and so in the same square: nothing tells one house from the other.
    const { latitude, longitude } = HOME.point;
    await town.ask(
      cyd,
      { fromPoint: null, party: 2 },
      {
        home: { ...HOME, point: { latitude: latitude + 0.0002, longitude } },
      },
    );
    expect(await mapPlaces.ofMeetup(town.db, await town.meetup())).toEqual(map);
  });

  test('where people meet in a home it is drawn to 500 m too; without a point there is no drawing', async () => {
    const town = await buildLifts(await fresh());
    const meetup = await town.meetup();
    const at = (kind: 'public' | 'home', point: typeof HOME.point | null) =>
      mapPlaces.ofMeetup(town.db, { ...meetup, venue: { kind, point } });
    expect((await at('public', HOME.point))?.point).toEqual(HOME.point);
    expect((await at('home', HOME.point))?.point).not.toEqual(HOME.point);
    expect(await at('public', null)).toBeNull();
  });

  test('what goes elsewhere on a day is drawn around the place most in the middle, with where it goes', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, dot] = [await town.neighbour('Cyd'), await town.neighbour('Dot')];
    const outing = { hub: town.hub, zone: 'Europe/London', day: '2027-04-09', meetup: null };
    expect(await mapPlaces.ofDay(town.db, outing)).toBeNull();
    await town.ask(cyd, { toWords: null, toPoint: town.shop, party: 2 }, { elsewhere: true });
    await town.offer(dot, { fromPoint: null }, { elsewhere: true, home: HOME });
    const map = await mapPlaces.ofDay(town.db, outing);
    expect(map?.middle).toBe('The chapel');
    expect(map?.places.map((place) => [place.name, whoInWords(place)])).toEqual([
      ['The chapel', '2 people to fetch'],
      [null, '1 car sets out here'],
      ['The shop', '2 people to take there'],
    ]);
    expect(JSON.stringify(map)).not.toContain(String(HOME.point.latitude));
  });

  test('a driver’s drawing has a home where it is only between both yeses and the end of the day', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const request = await town.ask(cyd, { fromPoint: null }, { home: { ...HOME, near: town.chapel } });
    const offer = await town.offer(bea, { fromPoint: town.shop });
    const drawn = async (now = NOW) => JSON.stringify(await mapDrive.ofDrive(town.db, offer, now));
    expect(await drawn()).toBe('null');
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    expect(await drawn()).toContain('near The chapel');
    expect(await drawn()).not.toMatch(/Lamb Ward|54\.481|0\.601/);
    await agreeing.answerAsRider(town.db, { request, yes: true }, NOW);
    expect(await drawn()).toContain('7 Lamb Ward');
    expect(await drawn()).toContain(String(HOME.point.latitude));
    expect(await drawn(NOW + 60 * DAY)).toBe('null');
  });

  test('to a meet-up in a home a driver’s drawing goes about there', async () => {
    const town = await buildLifts(await fresh());
    const [cyd, bea] = [await town.neighbour('Cyd'), await town.neighbour('Bea')];
    const [request, offer] = [await town.ask(cyd), await town.offer(bea)];
    await picking.pick(town.db, { offer, request, by: bea }, NOW);
    const { venue } = await town.meetup();
    expect((await mapDrive.ofDrive(town.db, offer, NOW))?.point).toEqual(venue.point);
    await town.db.write((tx) =>
      tx.run("UPDATE venues SET kind = 'home', area = 'Mill Lane', home_of = :bea WHERE id = :id", {
        bea,
        id: town.shelter,
      }),
    );
    expect((await mapDrive.ofDrive(town.db, offer, NOW))?.point).not.toEqual(venue.point);
  });
});

test('ways are said in half miles', () => {
  expect([0.1, 0.5, 0.9, 1.7, 2.3].map((km) => wayInWords(km, 350))).toEqual([
    'here',
    'about half a mile to the north',
    'about half a mile to the north',
    'about a mile to the north',
    'about 1 and a half miles to the north',
  ]);
  expect(wayInWords(0.3, 225)).toBe('about a quarter of a mile to the south-west');
});
