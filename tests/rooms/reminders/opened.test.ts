import { expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as venues from '#server/meetups/venues.ts';
import type { Kind } from '#server/outbox/letters.ts';
import * as people from '#server/people/people.ts';
import { askHosts } from '#server/reminders/asking.ts';
import { writeDue } from '#server/reminders/due.ts';
import * as opened from '#server/reminders/opened.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';
import { run } from '../../helpers/village.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** 18.00 the evening before, British Summer Time. */
const EVENING = Date.UTC(2027, 3, 5, 17) / 1000;

const letterOf = async (db: Database, kind: Kind, person: string): Promise<string> =>
  String(
    (await db.one('SELECT id FROM letters WHERE kind = :kind AND person_id = :person', { kind, person }))!.id,
  );

async function reminded(db: Database) {
  const tea = await planTea(db);
  const bert = await tea.reachable('Bert');
  await tea.say(bert, 'coming');
  await writeDue(db, EVENING - 1, EVENING);
  return { tea, bert, id: await letterOf(db, 'reminder', bert) };
}

eachDatabase((fresh) => {
  it('opening a letter changes nothing', async () => {
    const db = await fresh();
    const { id } = await reminded(db);
    const letter = await opened.open(db, id, EVENING);
    expect(letter).toMatchObject({
      kind: 'reminder',
      firstName: 'Bert',
      title: 'Tea at the shelter',
      answer: 'coming',
      knows: false,
      meetup: { startsLocal: '2027-04-06T10:30', place: { name: 'The old bus shelter' }, isOver: false },
    });
    expect((await opened.open(db, id, EVENING))!.knows).toBe(false);
  });

  it('one tap says "thanks, I know"', async () => {
    const db = await fresh();
    const { id } = await reminded(db);
    expect(await opened.act(db, id, 'know', EVENING)).toBe('done');
    expect((await opened.open(db, id, EVENING))!.knows).toBe(true);
  });

  it('one tap says "not this time", and the hosts need not wait', async () => {
    const db = await fresh();
    const { tea, bert, id } = await reminded(db);
    expect(await opened.act(db, id, 'not-this-time', EVENING)).toBe('done');
    expect(await rsvps.of(db, tea.id, bert)).toMatchObject({ answer: 'not-this-time', said: 'letter' });
    expect(await opened.open(db, id, EVENING)).toMatchObject({ answer: 'not-this-time', knows: true });
  });

  it('takes no answer for what is over or off, and says how it stands', async () => {
    const db = await fresh();
    const { tea, bert, id } = await reminded(db);
    expect(await opened.act(db, id, 'not-this-time', TEA_STARTS + 2 * HOUR)).toBe('too-late');
    await cancelling.cancel(db, await tea.at(), { by: tea.dot, because: 'Snow' }, EVENING);
    expect(await opened.act(db, id, 'maybe', EVENING + 1)).toBe('too-late');
    expect(await rsvps.of(db, tea.id, bert)).toMatchObject({ answer: 'coming' });
    expect(await opened.open(db, id, EVENING + 1)).toMatchObject({
      meetup: { cancelled: true, because: 'Snow' },
    });
    expect(await opened.open(db, id, TEA_STARTS + DAY)).toMatchObject({ meetup: { isOver: true } });
  });

  it('one tap stops reminders, and nothing else', async () => {
    const db = await fresh();
    const { bert, id } = await reminded(db);
    await opened.act(db, id, 'stop', EVENING);
    expect(await people.find(db, bert)).toMatchObject({ told: 'cancellations', remindEvening: true });
    expect(await opened.open(db, id, EVENING)).toMatchObject({ getsReminders: false, answer: 'coming' });
  });

  it('shows the address of a home to who is coming, until the day is over', async () => {
    const db = await fresh();
    const { tea, id } = await reminded(db);
    const home = { kind: 'home', name: 'Rose Cottage', area: 'Mill Lane', address: '7 Mill Lane' } as const;
    const venue = await venues.add(db, { hub: tea.hub, by: tea.dot, ...home }, EVENING);
    await run(db, 'UPDATE series SET venue_id = :venue', { venue });
    expect((await opened.open(db, id, EVENING))!.meetup!.place).toMatchObject({ address: '7 Mill Lane' });
    await opened.act(db, id, 'maybe', EVENING);
    expect((await opened.open(db, id, EVENING))!.meetup!.place).toMatchObject({ name: null, address: '' });
    await opened.act(db, id, 'coming', EVENING);
    expect((await opened.open(db, id, TEA_STARTS + DAY))!.meetup!.place).toMatchObject({ address: '' });
  });

  it('a host says with one tap that it is on; nobody else can', async () => {
    const db = await fresh();
    const { tea, id } = await reminded(db);
    expect(await opened.act(db, id, 'on', EVENING)).toBe('too-late');
    await askHosts(db, TEA_STARTS - 6 * DAY);
    const asked = await letterOf(db, 'still-on', tea.dot);
    expect(await opened.open(db, asked, EVENING)).toMatchObject({
      meetup: { mayConfirm: true, confirmed: false },
    });
    expect(await opened.act(db, asked, 'on', EVENING)).toBe('done');
    expect(await opened.open(db, asked, EVENING)).toMatchObject({ meetup: { confirmed: true }, knows: true });
  });

  it('one tap takes a place that came free', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 1 });
    const [bert, fay] = [await tea.reachable('Bert'), await tea.reachable('Fay')];
    await tea.say(bert, 'coming');
    await tea.say(fay, 'coming');
    await tea.say(bert, 'not-this-time');
    const offer = await letterOf(db, 'place-free', fay);
    const now = TEA_STARTS - 30 * DAY;
    expect(await opened.open(db, offer, now)).toMatchObject({ place: 'offered' });
    expect(await opened.act(db, offer, 'coming', now)).toBe('done');
    expect(await opened.open(db, offer, now)).toMatchObject({ place: 'in', answer: 'coming' });
  });

  it('a letter no longer kept opens as nothing', async () => {
    const db = await fresh();
    expect(await opened.open(db, 'nothing', EVENING)).toBeNull();
    expect(await opened.act(db, 'nothing', 'know', EVENING)).toBe('not-found');
  });
});
