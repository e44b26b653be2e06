import { expect, test } from 'vitest';
import { DAY } from '#server/clock.ts';
import * as meetups from '#server/meetups/meetups.ts';
import { instantOf } from '#server/meetups/recurrence.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, planTea, type Village } from '../../helpers/plans.ts';

const LONDON = 'Europe/London';

async function get({ db, hub }: Village, id: string) {
  const meetup = await meetups.find(db, hub, id, NOW);
  if (!meetup) throw new Error(`no meet-up ${id}`);
  return meetup;
}

eachDatabase((fresh) => {
  test('a date of the rule is there before anybody has joined it', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const meetup = await get(village, `${tea}-2027-05-04`);
    expect(meetup).toMatchObject({
      id: `${tea}-2027-05-04`,
      seriesId: tea,
      startsLocal: '2027-05-04T10:30',
      endsLocal: '2027-05-04T12:00',
      startsAt: instantOf('2027-05-04T10:30', LONDON),
      title: 'Tea at the shelter',
      kept: false,
      repeats: true,
      cancelledAt: null,
    });
    expect(meetup.hosts.map((host) => host.firstName)).toEqual(['Ada', 'Bert']);
    expect(meetup.venue.name).toBe('The old bus shelter');
  });

  test('a day that is not of the rule, or that no calendar has, is not a meet-up', async () => {
    const { db, hub, ...village } = await buildVillage(await fresh());
    const tea = await planTea({ db, hub, ...village });
    for (const day of ['2027-05-05', '2027-02-30', '2027-13-01', '2035-03-06', '9999-12-31', '0000-00-00']) {
      expect(await meetups.find(db, hub, `${tea}-${day}`, NOW)).toBeNull();
    }
    expect(await meetups.find(db, hub, 'nonsense', NOW)).toBeNull();
    expect(await meetups.find(db, 'another-hub', `${tea}-2027-05-04`, NOW)).toBeNull();
  });

  test('a kept date keeps its address, and keeping it twice changes nothing', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const meetup = await get(village, `${tea}-2027-05-04`);
    await Promise.all([1, 2, 3].map(() => village.db.write((tx) => meetups.keep(tx, meetup, NOW))));
    expect(await get(village, meetup.id)).toEqual({ ...meetup, kept: true });
  });

  test('what is coming has computed and kept dates, each once, in order', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const tea = await planTea(village);
    const walk = await planTea(village, { title: 'Walk', start: '2027-04-20T14:00', rrule: null });
    const may = await get(village, `${tea}-2027-05-04`);
    await db.write((tx) => meetups.keep(tx, may, NOW));
    const next = await meetups.upcoming(db, hub, NOW, { limit: 4 });
    expect(next.map(({ id, kept }) => [id, kept])).toEqual([
      [`${tea}-2027-04-06`, false],
      [`${walk}-2027-04-20`, false],
      [`${tea}-2027-05-04`, true],
      [`${tea}-2027-06-01`, false],
    ]);
  });

  test('a date that was moved is found at its new time, and only there', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const tea = await planTea(village);
    await db.write((tx) => move(tx, `${tea}-2027-05-04`, village, '2027-05-20T10:30'));
    const next = await meetups.upcoming(db, hub, NOW, { limit: 3 });
    expect(next.map(({ startsLocal }) => startsLocal)).toEqual([
      '2027-04-06T10:30',
      '2027-05-20T10:30',
      '2027-06-01T10:30',
    ]);
    const inEarlyMay = {
      from: instantOf('2027-05-01T00:00', LONDON),
      to: instantOf('2027-05-10T00:00', LONDON),
      limit: 9,
    };
    expect(await meetups.upcoming(db, hub, NOW, inEarlyMay)).toEqual([]);
  });

  test('what goes on now is still coming, and what is over is not', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const tea = await planTea(village);
    const starts = instantOf('2027-04-06T10:30', LONDON);
    const first = async (now: number) => (await meetups.upcoming(db, hub, now, { limit: 1 }))[0]!.id;
    expect(await first(starts + 60)).toBe(`${tea}-2027-04-06`);
    expect(await first(starts + 91 * 60)).toBe(`${tea}-2027-05-04`);
    const tomorrow = { from: starts + DAY, limit: 1 };
    expect((await meetups.upcoming(db, hub, starts, tomorrow))[0]!.id).toBe(`${tea}-2027-05-04`);
  });

  test('a date that was cut short is over when it says so', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const tea = await planTea(village);
    const april = await get(village, `${tea}-2027-04-06`);
    await db.write((tx) => meetups.keep(tx, april, NOW));
    await db.write((tx) => tx.run('UPDATE meetups SET length_min = 30, ends_at = starts_at + 1800'));
    const anHourIn = april.startsAt + 3600;
    expect((await meetups.upcoming(db, hub, anHourIn, { limit: 1 }))[0]!.id).toBe(`${tea}-2027-05-04`);
  });

  test('whatever becomes of a host is seen at once', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, bert } = village;
    await planTea(village);
    const hosts = async () => (await meetups.upcoming(db, hub, NOW, { limit: 1 }))[0]!.hosts;
    expect(await hosts()).toContainEqual({ id: bert, firstName: 'Bert' });
    await db.write((tx) =>
      tx.run('UPDATE people SET first_name = :name WHERE id = :bert', { name: 'Bertie', bert }),
    );
    expect(await hosts()).toContainEqual({ id: bert, firstName: 'Bertie' });
    await db.write((tx) =>
      tx.run('UPDATE series_hosts SET person_id = :dot WHERE person_id = :bert', { bert, dot: village.dot }),
    );
    expect(await hosts()).toContainEqual({ id: village.dot, firstName: 'Dot' });
    await db.write((tx) => tx.run('DELETE FROM people WHERE id = :dot', { dot: village.dot }));
    expect((await hosts()).map((host) => host.firstName)).toEqual(['Ada']);
  });

  test('a plan that was taken back leaves nothing behind', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const tea = await planTea(village);
    const title = async () => (await meetups.find(db, hub, `${tea}-2027-04-06`, NOW))!.title;
    const change = db.write(async (tx) => {
      await tx.run(`UPDATE series SET title = 'Coffee'`);
      expect((await meetups.find(tx, hub, `${tea}-2027-04-06`, NOW))!.title).toBe('Coffee');
      throw new Error('no');
    });
    await expect(change).rejects.toThrow('no');
    expect(await title()).toBe('Tea at the shelter');
  });

  test('the clocks change and the tea stays at half past ten', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    await planTea(village, { start: '2027-03-21T10:30', rrule: 'FREQ=WEEKLY;BYDAY=SU' });
    const next = await meetups.upcoming(db, hub, NOW, { limit: 3 });
    expect(next.map(({ startsLocal }) => startsLocal.slice(11))).toEqual(['10:30', '10:30', '10:30']);
    expect(next[1]!.startsAt - next[0]!.startsAt).toBe(7 * DAY - 3600);
  });

  test('a time that the clocks skip moves on by the gap, and one that comes twice is the first', async () => {
    const village = await buildVillage(await fresh());
    const skipped = await planTea(village, { start: '2027-03-28T01:30', rrule: null });
    const twice = await planTea(village, { start: '2027-10-31T01:30', rrule: null });
    const spring = await get(village, `${skipped}-2027-03-28`);
    expect([spring.startsLocal, spring.endsLocal]).toEqual(['2027-03-28T02:30', '2027-03-28T04:00']);
    const autumn = await get(village, `${twice}-2027-10-31`);
    expect(autumn.startsAt).toBe(instantOf('2027-10-31T00:30', 'UTC'));
    // An hour and a half later the clocks have gone back.
    expect([autumn.startsLocal, autumn.endsLocal]).toEqual(['2027-10-31T01:30', '2027-10-31T02:00']);
    expect(autumn.endsAt - autumn.startsAt).toBe(90 * 60);
  });
});

async function move(tx: Parameters<typeof meetups.keep>[0], id: string, { hub }: Village, to: string) {
  const meetup = await meetups.find(tx, hub, id, NOW);
  await meetups.keep(tx, meetup!, NOW);
  await tx.run(
    'UPDATE meetups SET own_time = 1, starts_local = :to, starts_at = :at, ends_at = :at + 5400 WHERE id = :id',
    {
      id,
      to,
      at: instantOf(to, LONDON),
    },
  );
}
