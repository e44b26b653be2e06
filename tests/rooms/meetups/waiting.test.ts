import { expect, it } from 'vitest';
import { DAY, HOUR } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import { NO_LIMIT } from '#server/meetups/kept-rows.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as waiting from '#server/meetups/waiting.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea, TEA_STARTS, type Tea } from '../../helpers/tea.ts';

eachDatabase((fresh, mode) => {
  /** Bert has the only place, Cyd and Eve wait; all of them read mail. */
  async function fullTea(db: Database) {
    const tea = await planTea(db, { exactLimit: 1 });
    const [bert, cyd, eve] = [
      await tea.reachable('Bert'),
      await tea.reachable('Cyd'),
      await tea.reachable('Eve'),
    ];
    for (const person of [bert, cyd, eve]) await tea.say(person, 'coming');
    return { tea, bert, cyd, eve };
  }

  const placeOf = async (db: Database, tea: Tea, person: string) => {
    const { answer, place, offeredUntil } = (await rsvps.of(db, tea.id, person))!;
    return { answer, place, offeredUntil };
  };
  const offersTo = async (db: Database) =>
    (await db.all(`SELECT person_id FROM letters WHERE kind = 'place-free' ORDER BY made_at, id`)).map(
      (row) => row.person_id,
    );

  it('a freed place is offered to the first in line for 24 hours, with a letter', async () => {
    const db = await fresh();
    const { tea, bert, cyd, eve } = await fullTea(db);
    await tea.say(bert, 'not-this-time');
    expect(await placeOf(db, tea, cyd)).toEqual({
      answer: 'coming',
      place: 'offered',
      offeredUntil: NOW + DAY,
    });
    expect(await placeOf(db, tea, eve)).toMatchObject({ place: 'waiting' });
    expect(await offersTo(db)).toEqual([cyd]);
    expect(await tea.say(cyd, 'coming')).toBe('coming');
    expect(await placeOf(db, tea, cyd)).toMatchObject({ place: 'in', offeredUntil: null });
  });

  it('"maybe" frees a place too, and an offer that is turned down goes to the next', async () => {
    const db = await fresh();
    const { tea, bert, cyd, eve } = await fullTea(db);
    await tea.say(bert, 'maybe');
    await tea.say(cyd, 'not-this-time');
    expect(await placeOf(db, tea, eve)).toMatchObject({ place: 'offered' });
    expect(await offersTo(db)).toHaveLength(2);
  });

  it('an offer that runs out goes to the next, once', async () => {
    const db = await fresh();
    const { tea, bert, cyd, eve } = await fullTea(db);
    await tea.say(bert, 'not-this-time');
    await waiting.lapse(db, NOW + DAY - 1);
    expect(await placeOf(db, tea, cyd)).toMatchObject({ place: 'offered' });
    await waiting.lapse(db, NOW + DAY);
    await waiting.lapse(db, NOW + DAY);
    expect(await rsvps.of(db, tea.id, cyd)).toMatchObject({ answer: 'not-this-time', lapsedAt: NOW + DAY });
    expect(await placeOf(db, tea, eve)).toMatchObject({ place: 'offered', offeredUntil: NOW + 2 * DAY });
    expect(await offersTo(db)).toEqual([cyd, eve]);
  });

  it('who let an offer run out may join the line again', async () => {
    const db = await fresh();
    const { tea, bert, cyd } = await fullTea(db);
    await tea.say(bert, 'not-this-time');
    await waiting.lapse(db, NOW + DAY);
    expect(await tea.say(cyd, 'coming', {}, NOW + DAY + 1)).toBe('waiting');
    expect(await rsvps.of(db, tea.id, cyd)).toMatchObject({ lapsedAt: null });
  });

  it('on the day an offer is open for two hours', async () => {
    const db = await fresh();
    const { tea, bert, cyd } = await fullTea(db);
    const halfPastEight = TEA_STARTS - 2 * HOUR;
    await tea.say(bert, 'not-this-time', {}, halfPastEight);
    expect(await placeOf(db, tea, cyd)).toMatchObject({ offeredUntil: halfPastEight + 2 * HOUR });
  });

  it('an offer of the evening before is open until two hours into the morning', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const tenInTheMorning = TEA_STARTS - HOUR / 2;
    expect(waiting.openUntil(await tea.at(), TEA_STARTS - 14 * HOUR)).toBe(tenInTheMorning);
    expect(waiting.openUntil(await tea.at(), TEA_STARTS - 8 * HOUR)).toBe(tenInTheMorning);
  });

  it('a party that does not fit waits at the head, and nobody overtakes it', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 3 });
    const [bert, cyd, eve, fay] = [
      await tea.reachable('Bert'),
      await tea.reachable('Cyd'),
      await tea.reachable('Eve'),
      await tea.reachable('Fay'),
    ];
    await tea.say(bert, 'coming', { party: 2 });
    await tea.say(cyd, 'coming');
    await tea.say(eve, 'coming', { party: 2 });
    await tea.say(fay, 'coming');
    await tea.say(cyd, 'not-this-time');
    expect(await placeOf(db, tea, eve)).toMatchObject({ place: 'waiting' });
    expect(await placeOf(db, tea, fay)).toMatchObject({ place: 'waiting' });
    await tea.say(bert, 'coming', { party: 1 });
    expect(await placeOf(db, tea, eve)).toMatchObject({ place: 'offered' });
    expect(await placeOf(db, tea, fay)).toMatchObject({ place: 'waiting' });
  });

  it('who leaves the head of the line lets the next one in', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 2 });
    const [bert, cyd, eve] = [
      await tea.reachable('Bert'),
      await tea.reachable('Cyd'),
      await tea.reachable('Eve'),
    ];
    await tea.say(bert, 'coming');
    await tea.say(cyd, 'coming', { party: 2 });
    await tea.say(eve, 'coming');
    await tea.say(cyd, 'not-this-time');
    expect(await placeOf(db, tea, eve)).toMatchObject({ place: 'offered' });
  });

  it('somebody without a device keeps their place until a host has rung them', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 1 });
    const [bert, cyd] = [await tea.reachable('Bert'), await tea.neighbour('Cyd')];
    await tea.say(bert, 'coming');
    await tea.say(cyd, 'coming');
    await tea.say(bert, 'not-this-time');
    await waiting.lapse(db, NOW + 5 * DAY);
    expect(await placeOf(db, tea, cyd)).toEqual({ answer: 'coming', place: 'offered', offeredUntil: null });
    expect(await offersTo(db)).toEqual([]);
    const spoke = { person: cyd, answer: 'coming', said: 'rang', enteredBy: tea.dot } as const;
    expect(await rsvps.answer(db, await tea.at(), spoke, NOW + 5 * DAY)).toBe('coming');
    expect(await placeOf(db, tea, cyd)).toMatchObject({ place: 'in' });
  });

  it('whose mail failed meanwhile is rung instead of forgotten', async () => {
    const db = await fresh();
    const { tea, bert, cyd } = await fullTea(db);
    await tea.say(bert, 'not-this-time');
    await db.write((tx) =>
      tx.run('UPDATE people SET mail_failed_at = :now WHERE id = :cyd', { cyd, now: NOW }),
    );
    await waiting.lapse(db, NOW + DAY);
    expect(await placeOf(db, tea, cyd)).toEqual({ answer: 'coming', place: 'offered', offeredUntil: null });
  });

  it('a host who finds nobody in lets the next in line have the place', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 1 });
    const [bert, cyd, eve] = [
      await tea.reachable('Bert'),
      await tea.neighbour('Cyd'),
      await tea.reachable('Eve'),
    ];
    for (const person of [bert, cyd, eve]) await tea.say(person, 'coming');
    await tea.say(bert, 'not-this-time');
    expect(await waiting.pass(db, await tea.at(), cyd, NOW + HOUR)).toBe('passed');
    expect(await placeOf(db, tea, eve)).toMatchObject({ place: 'offered' });
    expect(await waiting.pass(db, await tea.at(), cyd, NOW + HOUR)).toBe('not-offered');
  });

  it('somebody who is erased, or a limit that is raised, makes room for the next', async () => {
    const db = await fresh();
    const { tea, bert, cyd, eve } = await fullTea(db);
    await db.write((tx) => tx.run('DELETE FROM people WHERE id = :bert', { bert }));
    await waiting.lapse(db, NOW);
    expect(await placeOf(db, tea, cyd)).toMatchObject({ place: 'offered' });
    await db.write((tx) => tx.run('UPDATE meetups SET exact_limit = 2 WHERE id = :id', { id: tea.id }));
    await waiting.lapse(db, NOW);
    expect(await placeOf(db, tea, eve)).toMatchObject({ place: 'offered' });
  });

  it('a date whose limit is taken away has room for everybody who waits', async () => {
    const db = await fresh();
    const { tea, cyd, eve } = await fullTea(db);
    await db.write((tx) =>
      tx.run('UPDATE meetups SET exact_limit = :none WHERE id = :id', { id: tea.id, none: NO_LIMIT }),
    );
    expect(await tea.say(cyd, 'coming')).toBe('coming');
    await waiting.lapse(db, NOW);
    expect(await placeOf(db, tea, eve)).toMatchObject({ place: 'offered' });
  });

  it('nothing is offered of a cancelled date or once it has begun, and lines end with the meet-up', async () => {
    const db = await fresh();
    const { tea, bert, cyd } = await fullTea(db);
    await tea.say(bert, 'not-this-time', {}, TEA_STARTS);
    expect(await placeOf(db, tea, cyd)).toMatchObject({ place: 'waiting' });
    await waiting.lapse(db, TEA_STARTS + 3 * HOUR);
    expect(await db.all('SELECT line FROM rsvps WHERE line IS NOT NULL')).toEqual([]);
    expect(await placeOf(db, tea, cyd)).toMatchObject({ place: 'waiting' });
  });

  it('of everybody who wants one of six places at once, exactly six get in', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 6 });
    const many = mode === 'embedded' ? 10_000 : 300;
    await db.write((tx) =>
      tx.run(
        `WITH RECURSIVE crowd (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM crowd WHERE n < :many)
         INSERT INTO people (id, first_name, created_at)
         SELECT 'crowd-' || n, 'Cyd', :now FROM crowd`,
        { many, now: NOW },
      ),
    );
    const meetup = await tea.at();
    const outcomes = await Promise.all(
      Array.from({ length: many }, (_, i) =>
        rsvps.answer(db, meetup, { person: `crowd-${i + 1}`, answer: 'coming', said: 'self' }, NOW),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'coming')).toHaveLength(6);
    expect(outcomes.filter((outcome) => outcome === 'waiting')).toHaveLength(many - 6);
    expect(await rsvps.count(db, tea.id)).toBe(6);
  }, 120_000);
});
