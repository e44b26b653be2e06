import { expect, test } from 'vitest';
import * as homes from '#server/lifts/homes.ts';
import * as requests from '#server/lifts/requests.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, HOME } from '../../helpers/lifts.ts';

eachDatabase((fresh) => {
  test('whoever asks for a lift to a meet-up is coming, and asking again changes the one they have', async () => {
    const town = await buildLifts(await fresh());
    const cyd = await town.neighbour('Cyd');
    const first = await town.ask(cyd);
    const second = await town.ask(cyd, { party: 2, fromPoint: town.shop });
    expect(second).toBe(first);
    const meetup = await town.meetup();
    expect((await rsvps.of(town.db, meetup.id, cyd))?.answer).toBe('coming');
    expect(await requests.ofMeetup(town.db, meetup.id)).toMatchObject([{ party: 2, area: 'The shop' }]);
  });

  test('times that cannot work, too many people and points in the sea are refused, and nothing is written', async () => {
    const town = await buildLifts(await fresh());
    const cyd = await town.neighbour('Cyd');
    const sea = { ...HOME, point: { latitude: 0.5, longitude: 54.4 } };
    const refusals = [
      await town.tryAsk(cyd, { thereBy: '10:30', readyFrom: '10:00' }),
      await town.tryAsk(cyd, { party: 8, carer: true }),
      await town.tryAsk(cyd, { fromPoint: null }, { home: sea }),
      await town.tryAsk(cyd, { fromPoint: null }),
      await town.tryAsk(cyd, { fromPoint: 'nowhere' }),
      await town.tryAsk(cyd, {}, { now: (await town.meetup()).startsAt }),
      await town.tryAsk(cyd, { onDate: '2027-02-01' }, { elsewhere: true }),
      await town.tryAsk(cyd, { fromPoint: town.chapel, toPoint: town.chapel }, { elsewhere: true }),
      await town.tryOffer(cyd, { wheelchairs: 2, seatsAWheelchair: 2, seats: 3 }),
      await town.tryOffer(cyd, { homeBy: '11:30' }),
    ].map(({ outcome }) => outcome);
    expect(refusals).toEqual([
      'back-too-soon',
      'too-many',
      'far-away',
      'nowhere',
      'nowhere',
      'over',
      'over',
      'same-place',
      'no-wheelchair',
      'home-too-soon',
    ]);
    expect(await town.db.all('SELECT id FROM lift_requests UNION SELECT id FROM lift_offers')).toEqual([]);
    expect(await homes.of(town.db, town.hub, cyd)).toBeNull();
    expect(await town.db.all('SELECT * FROM rsvps WHERE person_id = :cyd', { cyd })).toEqual([]);
  });

  test('a home is written down once, and asked for again without', async () => {
    const town = await buildLifts(await fresh());
    const cyd = await town.neighbour('Cyd');
    const near = { ...HOME, near: town.chapel };
    await town.ask(cyd, { fromPoint: null }, { home: near });
    await town.ask(cyd, { fromPoint: null, onDate: '2027-04-09' }, { elsewhere: true });
    const meetup = await town.meetup();
    expect(await requests.ofMeetup(town.db, meetup.id)).toMatchObject([
      { area: 'near The chapel', point: HOME.point },
    ]);
  });
});
