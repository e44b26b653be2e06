import { expect, test } from 'vitest';
import { DAY } from '#server/clock.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as meetups from '#server/meetups/meetups.ts';
import { instantOf } from '#server/meetups/recurrence.ts';
import * as oneDate from '#server/meetups/one-date.ts';
import * as stillOn from '#server/meetups/still-on.ts';
import * as letters from '#server/outbox/letters.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { asItIs, buildVillage, get, join, lettersAbout, planTea, whatsOn } from '../../helpers/plans.ts';

const at = (local: string) => instantOf(local, 'Europe/London');

eachDatabase((fresh) => {
  test('a date nobody has spoken for is to be confirmed, and from two days ahead please check first', async () => {
    const village = await buildVillage(await fresh());
    const id = `${await planTea(village)}-2027-05-04`;
    const meetup = await get(village, id);
    expect(stillOn.standing(meetup, at('2027-04-20T09:00'))).toBe('to-be-confirmed');
    expect(stillOn.standing(meetup, at('2027-05-01T23:59'))).toBe('to-be-confirmed');
    expect(stillOn.standing(meetup, at('2027-05-02T00:00'))).toBe('check-first');
    expect(stillOn.standing(meetup, meetup.endsAt)).toBe('past');
    expect(await stillOn.confirm(village.db, meetup, village.bert, at('2027-05-02T12:00'))).toBe('confirmed');
    expect(stillOn.standing(await get(village, id), at('2027-05-03T00:00'))).toBe('confirmed');
    expect(await stillOn.confirm(village.db, meetup, village.ada, at('2027-05-02T12:01'))).toBe('already');
  });

  test('a date planned in the week before it counts as confirmed', async () => {
    const village = await buildVillage(await fresh());
    const walk = await planTea(village, { rrule: null, start: '2027-03-08T14:00' });
    expect(stillOn.standing(await get(village, `${walk}-2027-03-08`), NOW)).toBe('confirmed');
    const later = await planTea(village, { rrule: null, start: '2027-03-09T14:00' });
    expect(stillOn.standing(await get(village, `${later}-2027-03-09`), NOW)).toBe('to-be-confirmed');
  });

  test('a cancelled or past date cannot be confirmed', async () => {
    const village = await buildVillage(await fresh());
    const meetup = await get(village, `${await planTea(village)}-2027-04-06`);
    expect(await stillOn.confirm(village.db, meetup, null, meetup.endsAt)).toBe('past');
    await cancelling.cancel(village.db, meetup, { by: null, because: '' }, NOW);
    expect(await stillOn.confirm(village.db, meetup, null, NOW)).toBe('cancelled');
    expect(stillOn.standing(await get(village, meetup.id), NOW)).toBe('cancelled');
  });

  test('its hosts are asked seven days ahead, once, whether or not anybody has joined', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, bert } = village;
    const tea = await planTea(village);
    await join(village, `${tea}-2027-05-04`, 'Cyd');
    const asked = async (now: number) => (await stillOn.needsAsking(db, now)).map((one) => one.id);
    expect(await asked(at('2027-03-29T12:00'))).toEqual([]);
    expect(await asked(at('2027-03-30T08:00'))).toEqual([`${tea}-2027-04-06`]);
    const now = at('2027-04-27T08:00');
    expect(await asked(now)).toEqual([`${tea}-2027-05-04`]);
    const letter = {
      person: bert,
      hub,
      kind: 'still-on',
      subject: `${tea}-2027-05-04`,
      occasion: stillOn.occasionOf(await get(village, `${tea}-2027-05-04`)),
    } as const;
    await db.write((tx) =>
      letters.write(tx, { ...letter, ways: 'ladder', dueAt: now, useBy: now + DAY }, now),
    );
    expect(await asked(now)).toEqual([]);
    await stillOn.confirm(db, await get(village, `${tea}-2027-06-01`), bert, now);
    expect(await asked(at('2027-05-28T08:00'))).toEqual([]);
  });

  test('a date that is moved further ahead is asked about anew, whatever was said before', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada, bert, hub } = village;
    const tea = await planTea(village);
    const meetup = await get(village, `${tea}-2027-04-06`);
    const now = at('2027-03-31T12:00');
    expect(await stillOn.confirm(db, meetup, bert, now)).toBe('confirmed');
    await db.write((tx) =>
      letters.write(
        tx,
        {
          ...{ person: bert, hub, kind: 'still-on', subject: meetup.id, ways: 'ladder' },
          ...{ occasion: stillOn.occasionOf(meetup), dueAt: now, useBy: now + DAY },
        },
        now,
      ),
    );
    const to = { ...asItIs(meetup), start: '2027-04-27T10:30' };
    const kept = await get(village, meetup.id);
    expect(await oneDate.change(db, kept, { by: ada, to, tellSmall: false }, now)).toBe('changed');
    expect(stillOn.standing(await get(village, meetup.id), at('2027-04-26T12:00'))).toBe('check-first');
    const asked = (await stillOn.needsAsking(db, at('2027-04-21T08:00'))).map((one) => one.id);
    expect(asked).toEqual([meetup.id]);
  });

  test('two missed in a row: no longer listed, and the keeper is told; a confirmed date lists it again', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada } = village;
    const tea = await planTea(village);
    await planTea(village, { title: 'Walk', rrule: null, start: '2027-07-10T14:00' });
    expect(await stillOn.missedTwice(db, at('2027-04-07T09:00'))).toEqual([]);
    const now = at('2027-05-05T09:00');
    expect(await stillOn.missedTwice(db, now)).toEqual([tea]);
    expect(await stillOn.missedTwice(db, now)).toEqual([]);
    expect(await lettersAbout(village, tea)).toEqual(['unlisted Ada']);
    expect(await whatsOn(village, 2, now)).toEqual(['2027-07-10 14:00 Walk']);
    expect(await meetups.upcoming(db, hub, now, { limit: 1, unlisted: true })).toHaveLength(1);
    // Who has the address still finds it.
    const june = await get(village, `${tea}-2027-06-01`, now);
    expect(june.unlistedAt).toBe(now);
    await stillOn.confirm(db, june, ada, now + DAY);
    expect((await whatsOn(village, 1, now + DAY))[0]).toContain('2027-06-01');
    expect(await stillOn.missedTwice(db, now + 2 * DAY)).toEqual([]);
  });

  test('a date that was counted, cancelled or confirmed was not missed', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada } = village;
    const tea = await planTea(village);
    const april = await get(village, `${tea}-2027-04-06`);
    await stillOn.confirm(db, april, ada, NOW);
    expect(await stillOn.missedTwice(db, at('2027-05-05T09:00'))).toEqual([]);
    const june = await get(village, `${tea}-2027-06-01`);
    await db.write((tx) => meetups.keep(tx, june, NOW));
    await db.write((tx) =>
      tx.run('INSERT INTO tallies (meetup_id, people, new_faces, counted_at) VALUES (:id, 8, 1, 0)', {
        id: june.id,
      }),
    );
    expect(await stillOn.missedTwice(db, at('2027-06-02T09:00'))).toEqual([]);
  });

  test('whom to ring is a host whose number is public, or else a keeper', async () => {
    const village = await buildVillage(await fresh());
    const { db, bert, ada } = village;
    const meetup = await get(village, `${await planTea(village, { hosts: [bert] })}-2027-04-06`);
    const give = (id: string, telephone: string) =>
      db.write((tx) =>
        tx.run('UPDATE people SET telephone = :telephone, telephone_public = 1 WHERE id = :id', {
          id,
          telephone,
        }),
      );
    expect(await stillOn.whomToRing(db, meetup)).toEqual([]);
    await give(ada, '01947 000 001');
    expect(await stillOn.whomToRing(db, meetup)).toEqual([{ firstName: 'Ada', telephone: '01947 000 001' }]);
    await give(bert, '01947 000 002');
    expect(await stillOn.whomToRing(db, meetup)).toEqual([{ firstName: 'Bert', telephone: '01947 000 002' }]);
    await db.write((tx) => tx.run('UPDATE people SET telephone_public = 0'));
    expect(await stillOn.whomToRing(db, meetup)).toEqual([]);
  });
});
