import { expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as series from '#server/meetups/series.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import { writeDue } from '#server/reminders/due.ts';
import * as preferences from '#server/reminders/preferences.ts';
import { instantOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea, TEA_STARTS, type Tea } from '../../helpers/tea.ts';
import { run } from '../../helpers/village.ts';

const HOUR = 3600;
/** 18.00 the evening before, British Summer Time. */
const EVENING = Date.UTC(2027, 3, 5, 17) / 1000;
const BEFORE = TEA_STARTS - 5400;

const written = async (db: Database) =>
  (
    await db.all(
      `SELECT people.first_name, letters.occasion
       FROM letters JOIN people ON people.id = letters.person_id
       WHERE letters.kind = 'reminder' ORDER BY letters.occasion, people.first_name`,
    )
  ).map((row) => `${row.first_name} ${row.occasion}`);

const wishes = (db: Database, person: string, wish: string) =>
  run(db, `UPDATE people SET ${wish} WHERE id = :person`, { person });

/** One more meet-up of the same hub at a local time, and somebody who is coming. */
async function another(db: Database, tea: Tea, person: string, start: string) {
  const { venueId } = await tea.at();
  const id = await series.plan(
    db,
    {
      hub: tea.hub,
      by: tea.dot,
      title: 'A walk',
      words: '',
      venueId,
      start,
      lengthMin: 60,
      rrule: null,
      extra: [],
      joining: 'just-turn-up',
      roomFor: null,
      exactLimit: null,
      bring: '',
      cost: '',
      planB: '',
      planBBy: '',
      hosts: [tea.dot],
    },
    NOW,
  );
  const meetup = (await meetups.find(db, tea.hub, `${id}-${start.slice(0, 10)}`, NOW))!;
  await rsvps.answer(db, meetup, { person, answer: 'coming', said: 'self' }, NOW);
  return meetup;
}

eachDatabase((fresh) => {
  it('reminds at 18.00 the evening before and 90 minutes before, each once', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await tea.say(await tea.reachable('Bert'), 'coming');
    expect(await writeDue(db, EVENING - 60, EVENING - 1)).toBe(0);
    expect(await writeDue(db, EVENING - 1, EVENING)).toBe(1);
    expect(await writeDue(db, EVENING - 60, EVENING + 60)).toBe(0);
    expect(await writeDue(db, EVENING, BEFORE - 1)).toBe(0);
    expect(await writeDue(db, BEFORE - 1, BEFORE)).toBe(1);
    expect(await writeDue(db, BEFORE, TEA_STARTS)).toBe(0);
    expect(await written(db)).toEqual(['Bert before', 'Bert evening']);
  });

  it('reminds those who said maybe, and nobody who is not coming or waits in line', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 1 });
    await tea.say(await tea.reachable('Bert'), 'coming');
    await tea.say(await tea.reachable('Fay'), 'coming');
    await tea.say(await tea.reachable('Eve'), 'maybe');
    await tea.say(await tea.reachable('Ada'), 'not-this-time');
    await writeDue(db, EVENING - 1, EVENING);
    expect(await written(db)).toEqual(['Bert evening', 'Eve evening']);
  });

  it('writes nothing for a meet-up that was cancelled', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await tea.say(await tea.reachable('Bert'), 'coming');
    await run(db, 'UPDATE meetups SET cancelled_at = 1');
    expect(await writeDue(db, EVENING - 1, EVENING)).toBe(0);
  });

  it('gives everybody what they chose', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const people = {
      Ada: 'remind_evening = 0',
      Bert: 'remind_before = 0',
      Eve: `told = 'cancellations'`,
      Fay: `told = 'only-mine'`,
    };
    for (const [name, wish] of Object.entries(people)) {
      const person = await tea.reachable(name);
      await wishes(db, person, wish);
      await tea.say(person, 'coming');
    }
    await writeDue(db, EVENING - 1, EVENING);
    await writeDue(db, BEFORE - 1, BEFORE);
    expect(await written(db)).toEqual(['Ada before', 'Fay before', 'Bert evening', 'Fay evening']);
  });

  it('who stopped reminders in one tap gets none', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const bert = await tea.reachable('Bert');
    await tea.say(bert, 'coming');
    await db.write((tx) => preferences.stop(tx, bert));
    expect(await writeDue(db, EVENING - 1, EVENING)).toBe(0);
  });

  it('somebody who joins late gets the reminder that is still ahead', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await tea.say(await tea.reachable('Bert'), 'coming', {}, EVENING + 60);
    await writeDue(db, EVENING - 1, EVENING + 120);
    await writeDue(db, BEFORE - 1, BEFORE);
    expect(await written(db)).toEqual(['Bert before']);
  });

  it('a reminder shortly before that would come in the quiet is covered by the one of the evening', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const bert = await tea.reachable('Bert');
    await wishes(db, bert, 'remind_evening = 0');
    const early = await another(db, tea, bert, '2027-04-20T09:15');
    const evening = instantOf('2027-04-19T18:00', 'Europe/London');
    await writeDue(db, evening - 1, evening);
    await writeDue(db, early.startsAt - 5401, early.startsAt - 5400);
    expect(await written(db)).toEqual(['Bert evening']);
  });

  it('gives at most two reminders a day, for the meet-ups that come first', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const bert = await tea.reachable('Bert');
    const last = await another(db, tea, bert, '2027-04-20T16:00');
    const first = await another(db, tea, bert, '2027-04-20T11:00');
    const second = await another(db, tea, bert, '2027-04-20T13:00');
    const evening = instantOf('2027-04-19T18:00', 'Europe/London');
    await writeDue(db, evening - 1, evening);
    const subjects = (await db.all('SELECT subject FROM letters')).map((row) => row.subject);
    expect(subjects.sort()).toEqual([first.id, second.id].sort());
    expect(subjects).not.toContain(last.id);
  });

  it('gives at most five reminders in seven days', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const bert = await tea.reachable('Bert');
    await wishes(db, bert, 'remind_before = 0');
    for (let day = 20; day <= 27; day++) await another(db, tea, bert, `2027-04-${day}T14:00`);
    const from = instantOf('2027-04-19T18:00', 'Europe/London');
    for (let day = 0; day < 8; day++) await writeDue(db, from + day * 86400 - 1, from + day * 86400);
    const made = (await db.all('SELECT due_at FROM letters ORDER BY due_at')).map(
      (row) => (Number(row.due_at) - from) / 86400,
    );
    expect(made).toEqual([0, 1, 2, 3, 4, 7]);
  });

  it('has somebody without a device rung once, not twice', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await tea.say(await tea.neighbour('Cyd'), 'coming', { said: 'in-person' });
    await writeDue(db, EVENING - 1, EVENING);
    await writeDue(db, BEFORE - 1, BEFORE);
    expect(await written(db)).toEqual(['Cyd evening']);
    expect(await db.all('SELECT way FROM sends')).toEqual([{ way: 'ring' }]);
  });

  it('after a standstill writes the one reminder that says most', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await tea.say(await tea.reachable('Bert'), 'coming');
    const ada = await tea.reachable('Ada');
    await wishes(db, ada, 'remind_before = 0');
    await tea.say(ada, 'coming');
    await writeDue(db, EVENING - 24 * HOUR, BEFORE + 60);
    expect(await written(db)).toEqual(['Bert before', 'Ada evening']);
  });

  it('writes nothing for what began during a standstill', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    await tea.say(await tea.reachable('Bert'), 'coming');
    expect(await writeDue(db, EVENING - 24 * HOUR, TEA_STARTS)).toBe(0);
  });

  it.each([
    ['spring', '2027-03-28T14:00', '2027-03-27T18:00'],
    ['autumn', '2027-10-31T14:00', '2027-10-30T18:00'],
  ])('reminds at 18.00 by the clock before the change of clocks in %s', async (_, start, evening) => {
    const db = await fresh();
    const tea = await planTea(db);
    await another(db, tea, await tea.reachable('Bert'), start);
    const due = instantOf(evening, 'Europe/London');
    expect(await writeDue(db, due - 3600, due - 1)).toBe(0);
    expect(await writeDue(db, due - 1, due)).toBe(1);
  });
});
