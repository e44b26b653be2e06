import { expect, test } from 'vitest';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as telling from '#server/meetups/telling.ts';
import { instantOf } from '#server/wall-clock.ts';
import * as oneDate from '#server/meetups/one-date.ts';
import type { OneDate } from '#server/meetups/one-date.ts';
import * as series from '#server/meetups/series.ts';
import * as laterDates from '#server/meetups/later-dates.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import {
  asItIs,
  buildVillage,
  get,
  join,
  lettersAbout,
  planTea,
  teaPlan,
  whatsOn,
  type Village,
} from '../../helpers/plans.ts';

const at = (day: string) => instantOf(`${day}T00:00`, 'Europe/London');

const as = (meetup: Meetup, changes: Partial<OneDate> = {}): OneDate => ({ ...asItIs(meetup), ...changes });

async function change({ db, ada }: Village, meetup: Meetup, changes: Partial<OneDate>, tellSmall = false) {
  return oneDate.change(db, meetup, { by: ada, to: as(meetup, changes), tellSmall }, NOW);
}

eachDatabase((fresh) => {
  test('one date moves alone, keeps its address and tells those who come', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const id = `${tea}-2027-05-04`;
    await join(village, id, 'Cyd');
    expect(await change(village, await get(village, id), { start: '2027-05-06T14:00' })).toBe('changed');
    expect(await get(village, id)).toMatchObject({
      startsLocal: '2027-05-06T14:00',
      endsLocal: '2027-05-06T15:30',
      originalDate: '2027-05-04',
      ownTime: true,
      sequence: 1,
    });
    expect(await lettersAbout(village, id)).toEqual(['moved Bert', 'moved Cyd']);
    expect((await whatsOn(village, 3)).map((one) => one.slice(0, 16))).toEqual([
      '2027-04-06 10:30',
      '2027-05-06 14:00',
      '2027-06-01 10:30',
    ]);
  });

  test('what was changed for one date alone stays when its series changes; the rest follows the series', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada } = village;
    const tea = await planTea(village);
    const id = `${tea}-2027-05-04`;
    await change(village, await get(village, id), { title: 'Birthday tea' });
    const { version } = (await series.find(db, hub, tea))!;
    const plan = { ...teaPlan(village), title: 'Tea and cake', bring: 'A mug' };
    const all = {
      hub,
      id: tea,
      by: ada,
      from: '2027-03-02',
      all: true,
      plan,
      joined: 'move',
      tellSmall: false,
    } as const;
    await laterDates.change(db, { ...all, version }, NOW);
    expect(await get(village, id)).toMatchObject({ title: 'Birthday tea', bring: 'A mug' });
  });

  test('a small change is told when the host wants it, and words are not', async () => {
    const village = await buildVillage(await fresh());
    const id = `${await planTea(village)}-2027-05-04`;
    await join(village, id, 'Cyd');
    await change(village, await get(village, id), { cost: 'A pound' });
    await change(village, await get(village, id), { words: 'With scones' }, true);
    expect(await lettersAbout(village, id)).toEqual([]);
    await change(village, await get(village, id), { cost: 'Two pounds' }, true);
    expect(await lettersAbout(village, id)).toEqual(['changed Bert', 'changed Cyd']);
  });

  test('a change seen too late changes nothing', async () => {
    const village = await buildVillage(await fresh());
    const id = `${await planTea(village)}-2027-05-04`;
    const seen = await get(village, id);
    await change(village, seen, { start: '2027-05-06T14:00' });
    expect(await change(village, seen, { start: '2027-05-07T14:00' })).toBe('already');
    await cancelling.cancel(village.db, await get(village, id), { by: null, because: '' }, NOW);
    expect(await change(village, await get(village, id), { start: '2027-05-08T14:00' })).toBe('already');
    expect((await get(village, id)).startsLocal).toBe('2027-05-06T14:00');
  });

  test('more room offers a place to the first in line', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const id = `${await planTea(village, { exactLimit: 1 })}-2027-05-04`;
    await join(village, id, 'Eve');
    const fay = await join(village, id, 'Fay');
    expect(await rsvps.of(db, id, fay)).toMatchObject({ place: 'waiting' });
    await change(village, await get(village, id), { exactLimit: 2 });
    expect(await rsvps.of(db, id, fay)).toMatchObject({ place: 'offered' });
    await change(village, await get(village, id), { exactLimit: null });
    expect((await get(village, id)).exactLimit).toBeNull();
    expect((await series.find(db, hub, id.slice(0, 22)))!.exactLimit).toBe(1);
  });

  test('a date cannot go into the past, nor to a home with one host', async () => {
    const village = await buildVillage(await fresh());
    const { db } = village;
    const meetup = await get(village, `${await planTea(village, { hosts: [village.ada] })}-2027-05-04`);
    const refused = (changes: Partial<OneDate>) => oneDate.refusals(db, meetup, as(meetup, changes), NOW);
    expect(await refused({})).toEqual([]);
    expect(await refused({ start: '2027-03-01T10:30' })).toEqual(['in-the-past']);
    expect(await refused({ start: '2027-03-02T06:00' })).toEqual([]);
    expect(await refused({ start: '2030-03-02T06:00' })).toEqual(['too-far-ahead']);
    expect(await refused({ venueId: village.house })).toEqual(['home-needs-second-host']);
    expect(await refused({ venueId: 'nowhere' })).toEqual(['no-such-venue']);
  });

  test('one date has a host of its own, who is told, and so is who no longer hosts', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada, bert, dot } = village;
    const tea = await planTea(village, { hosts: [bert] });
    const id = `${tea}-2027-05-04`;
    await join(village, id, 'Cyd');
    expect(await change(village, await get(village, id), { hosts: [dot] })).toBe('changed');
    expect((await get(village, id)).hosts).toEqual([{ id: dot, firstName: 'Dot' }]);
    expect((await get(village, `${tea}-2027-06-01`)).hosts).toEqual([{ id: bert, firstName: 'Bert' }]);
    expect(await lettersAbout(village, id)).toEqual(['hosting Bert', 'hosting Dot']);
    const concerned = await telling.concerned(db, await get(village, id), ada);
    expect(concerned.map(({ firstName }) => firstName)).toEqual(['Cyd', 'Dot']);
    const [home] = await meetups.upcoming(db, village.hub, NOW, { from: at('2027-05-01'), limit: 1 });
    expect(home!.hosts).toEqual([{ id: dot, firstName: 'Dot' }]);
  });

  test('a date that goes back to the hosts of its series follows them again', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada, bert, dot } = village;
    const id = `${await planTea(village)}-2027-05-04`;
    await change(village, await get(village, id), { hosts: [dot] });
    await change(village, await get(village, id), { hosts: [bert, ada] });
    expect(await db.all('SELECT person_id FROM meetup_hosts')).toEqual([]);
    expect((await get(village, id)).hosts).toHaveLength(2);
  });

  test('a date has at least one host, of this hub, and two in a home', async () => {
    const village = await buildVillage(await fresh());
    const { db, ada, dot, house } = village;
    const meetup = await get(village, `${await planTea(village)}-2027-05-04`);
    const refused = (changes: Partial<OneDate>) => oneDate.refusals(db, meetup, as(meetup, changes), NOW);
    expect(await refused({ hosts: [] })).toEqual(['no-host']);
    expect(await refused({ hosts: ['nobody'] })).toEqual(['host-not-here']);
    expect(await refused({ hosts: [dot], venueId: house })).toEqual(['home-needs-second-host']);
    expect(await refused({ hosts: [dot, ada], venueId: house })).toEqual([]);
  });

  test('what somebody told the host about their needs goes seven days after the new day', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const id = `${await planTea(village)}-2027-05-04`;
    const cyd = await join(village, id, 'Cyd');
    const said = { person: cyd, answer: 'coming', needs: 'No nuts', said: 'self' } as const;
    await rsvps.answer(db, await get(village, id), said, NOW);
    await change(village, await get(village, id), { start: '2027-05-06T10:30' });
    const row = await db.one('SELECT delete_at FROM needs WHERE meetup_id = :id', { id });
    expect(row!.delete_at).toBe((await get(village, id)).endsAt + 7 * 86_400);
    expect(hub).toBeTruthy();
  });
});
