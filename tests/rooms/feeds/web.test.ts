import { expect, test } from 'vitest';
import { atom, xml } from '#server/feeds/atom.ts';
import { jsonLd, withOffset } from '#server/feeds/json-ld.ts';
import { sitemap } from '#server/feeds/sitemap.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import { earlierStart } from '#server/meetups/earlier-start.ts';
import * as oneDate from '#server/meetups/one-date.ts';
import { instantOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { asItIs, buildVillage, get, join, planTea } from '../../helpers/plans.ts';

const ORIGIN = 'https://natter.example';

test('an instant is written with the offset that the clocks have then', () => {
  const at = (local: string) => withOffset(instantOf(local, 'Europe/London'), 'Europe/London');
  expect(at('2027-03-02T10:30')).toBe('2027-03-02T10:30:00+00:00');
  expect(at('2027-04-06T10:30')).toBe('2027-04-06T10:30:00+01:00');
  expect(withOffset(instantOf('2027-01-05T09:00', 'America/St_Johns'), 'America/St_Johns')).toBe(
    '2027-01-05T09:00:00-03:30',
  );
});

test('XML holds what people wrote as text', () => {
  expect(xml(`<b>"Tea" & 'cake'</b>\u0000\u000B`)).toBe(
    '&lt;b&gt;&quot;Tea&quot; &amp; &#39;cake&#39;&lt;/b&gt;',
  );
});

eachDatabase((fresh) => {
  test('search engines read of a home the village alone, and cannot be led out of the script', async () => {
    const village = await buildVillage(await fresh());
    const { house, dot, ada } = village;
    const title = 'Tea </script><script>alert(1)</script> & cake';
    const id = await planTea(village, { venueId: house, hosts: [dot, ada], title });
    const hub = (await hubs.find(village.db, village.hub))!;
    const written = jsonLd(await get(village, `${id}-2027-04-06`), hub, { origin: ORIGIN, wasLocal: null });
    expect(written).not.toMatch(/[<&]|Mill Lane|Dot/);
    expect(JSON.parse(written)).toMatchObject({
      '@type': 'Event',
      name: title,
      startDate: '2027-04-06T10:30:00+01:00',
      endDate: '2027-04-06T12:00:00+01:00',
      eventStatus: 'https://schema.org/EventScheduled',
      location: { '@type': 'Place', name: hub.place, address: hub.place },
      isAccessibleForFree: true,
    });
  });

  test('search engines read that a date is cancelled', async () => {
    const village = await buildVillage(await fresh());
    const id = `${await planTea(village)}-2027-04-06`;
    await join(village, id, 'Cyd');
    await cancelling.cancel(village.db, await get(village, id), { by: village.ada, because: '' }, NOW);
    const hub = (await hubs.find(village.db, village.hub))!;
    const event = JSON.parse(jsonLd(await get(village, id), hub, { origin: ORIGIN, wasLocal: null }));
    expect(event.eventStatus).toBe('https://schema.org/EventCancelled');
  });

  test('search engines read when a moved date was to be, how many may come, and of what it is one', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village, { exactLimit: 12, cost: '£2' });
    const id = `${tea}-2027-04-06`;
    const hub = (await hubs.find(village.db, village.hub))!;
    const read = async () => {
      const meetup = await get(village, id);
      const wasLocal = await earlierStart(village.db, meetup);
      return JSON.parse(jsonLd(meetup, hub, { origin: ORIGIN, wasLocal }));
    };
    expect(await read()).toMatchObject({
      '@id': `${ORIGIN}/${village.hub}/meetups/${id}`,
      maximumAttendeeCapacity: 12,
      isAccessibleForFree: false,
      inLanguage: 'en-GB',
      superEvent: { '@type': 'EventSeries', name: 'Tea at the shelter' },
      organizer: { name: 'Stainsacre Social', url: `${ORIGIN}/${village.hub}` },
      location: { '@type': 'Place', name: 'The old bus shelter', address: { '@type': 'PostalAddress' } },
    });
    expect(await read()).not.toHaveProperty('previousStartDate');
    // Later on the same day, which its day alone does not tell.
    const to = { ...asItIs(await get(village, id)), start: '2027-04-06T14:00' };
    await oneDate.change(village.db, await get(village, id), { by: village.ada, to, tellSmall: false }, NOW);
    expect(await read()).toMatchObject({
      eventStatus: 'https://schema.org/EventRescheduled',
      startDate: '2027-04-06T14:00:00+01:00',
      previousStartDate: '2027-04-06T10:30:00+01:00',
    });
  });

  test('an Atom entry begins with its day and has the real time of its change', async () => {
    const village = await buildVillage(await fresh());
    const id = `${await planTea(village)}-2027-04-06`;
    await join(village, id, 'Cyd');
    const meetup = await get(village, id);
    await cancelling.cancel(village.db, meetup, { by: village.ada, because: 'Snow & ice' }, NOW + 60);
    const hub = (await hubs.find(village.db, village.hub))!;
    const feed = atom(hub, [await get(village, id)], ORIGIN, NOW, NOW);
    expect(feed).toContain('<title>Tuesday 6 April: CANCELLED: Tea at the shelter</title>');
    expect(feed).toContain(`<updated>${new Date((NOW + 60) * 1000).toISOString().slice(0, 19)}Z</updated>`);
    expect(feed).toContain('Snow &amp; ice');
    expect(feed).not.toContain('Cyd');
  });

  test('the map of the site leaves homes out', async () => {
    const village = await buildVillage(await fresh());
    const { house, dot, ada, hub } = village;
    const tea = await planTea(village);
    const home = await planTea(village, { venueId: house, hosts: [dot, ada] });
    const pages = await sitemap(village.db, ORIGIN, NOW);
    expect(pages).toContain(`<loc>${ORIGIN}/${hub}</loc>`);
    expect(pages).toContain(`<loc>${ORIGIN}/${hub}/meetups/${tea}-2027-04-06</loc>`);
    expect(pages).not.toContain(home);
  });
});
