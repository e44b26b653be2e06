import { expect, test } from 'vitest';
import { wayInWords, whoInWords } from '#lib/map-words.ts';
import * as mapPlaces from '#server/lifts/map-places.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, HOME } from '../../helpers/lifts.ts';

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
    const map = await mapPlaces.read(town.db, await town.meetup());
    expect(
      map?.places.map(({ name, waiting, cars, km, bearing }) => [
        name,
        whoInWords(waiting, cars),
        wayInWords(km, bearing),
      ]),
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
    expect(await mapPlaces.read(town.db, await town.meetup())).toEqual(map);
  });

  test('where people meet in a home it is drawn to 500 m too; without a point there is no drawing', async () => {
    const town = await buildLifts(await fresh());
    const meetup = await town.meetup();
    const at = (kind: 'public' | 'home', point: typeof HOME.point | null) =>
      mapPlaces.read(town.db, { id: meetup.id, hub: town.hub, venue: { kind, point } });
    expect((await at('public', HOME.point))?.point).toEqual(HOME.point);
    expect((await at('home', HOME.point))?.point).not.toEqual(HOME.point);
    expect(await at('public', null)).toBeNull();
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
