import { expect, test } from 'vitest';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as laterDates from '#server/meetups/later-dates.ts';
import type { LaterChange } from '#server/meetups/laying-out.ts';
import * as meetups from '#server/meetups/meetups.ts';
import type { Plan } from '#server/meetups/plans.ts';
import * as series from '#server/meetups/series.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import {
  buildVillage,
  get,
  join,
  lettersAbout,
  planTea,
  teaPlan,
  whatsOn,
  type Village,
} from '../../helpers/plans.ts';

/** "This and later" from 4 May, to the first Wednesday at 2, unless said otherwise. */
async function changeFromMay(
  village: Village,
  id: string,
  changes: Partial<LaterChange> & { plan?: Plan } = {},
) {
  const { version } = (await series.find(village.db, village.hub, id))!;
  return {
    hub: village.hub,
    id,
    by: village.ada,
    from: '2027-05-04',
    all: false,
    plan: { ...teaPlan(village), start: '2027-05-05T14:00', rrule: 'FREQ=MONTHLY;BYDAY=1WE' },
    joined: 'move' as const,
    tellSmall: false,
    version,
    ...changes,
  };
}

async function changed(village: Village, change: LaterChange): Promise<string> {
  const done = await laterDates.change(village.db, change, NOW);
  if (done.outcome !== 'changed') throw new Error(done.outcome);
  return done.id;
}

eachDatabase((fresh) => {
  test('"this and later" leaves the dates before alone and gives the others to a series that follows', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const wednesdays = await changed(village, await changeFromMay(village, tea));
    expect(await whatsOn(village, 3)).toEqual([
      '2027-04-06 10:30 Tea at the shelter',
      '2027-05-05 14:00 Tea at the shelter',
      '2027-06-02 14:00 Tea at the shelter',
    ]);
    expect(await series.find(village.db, village.hub, wednesdays)).toMatchObject({ follows: tea });
    expect(await series.find(village.db, village.hub, tea)).toMatchObject({ endsBefore: '2027-05-04' });
  });

  test('a joined date moves with it, tells those who come, and keeps its address and its answers', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const id = `${tea}-2027-05-04`;
    const cyd = await join(village, id, 'Cyd');
    await join(village, id, 'Fay', 'maybe');
    await join(village, id, 'Eve', 'not-this-time');
    const wednesdays = await changed(village, await changeFromMay(village, tea));
    expect(await get(village, id)).toMatchObject({
      id,
      seriesId: wednesdays,
      originalDate: '2027-05-05',
      startsLocal: '2027-05-05T14:00',
      endsLocal: '2027-05-05T15:30',
      // Once for its series, once for itself.
      sequence: 2,
    });
    // The new day's own address leads to the same date.
    expect((await get(village, `${wednesdays}-2027-05-05`)).id).toBe(id);
    expect(await lettersAbout(village, id)).toEqual(['moved Bert', 'moved Cyd', 'moved Fay']);
    const change = await village.db.one('SELECT kind, before_local, after_local FROM meetup_changes');
    expect(change).toEqual({
      kind: 'moved',
      before_local: '2027-05-04T10:30',
      after_local: '2027-05-05T14:00',
    });
    const answer = await village.db.one(
      'SELECT answer FROM rsvps WHERE meetup_id = :id AND person_id = :cyd',
      {
        id,
        cyd,
      },
    );
    expect(answer).toEqual({ answer: 'coming' });
    expect(await whatsOn(village, 3)).toHaveLength(3);
  });

  test('or it is kept as it was, in place of the new date, and nobody is bothered', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village, { bring: 'A mug' });
    const id = `${tea}-2027-05-04`;
    await join(village, id, 'Cyd');
    const plan = {
      ...teaPlan(village),
      start: '2027-05-05T14:00',
      rrule: 'FREQ=MONTHLY;BYDAY=1WE',
      title: 'Cake',
    };
    await changed(village, await changeFromMay(village, tea, { joined: 'keep', plan }));
    expect(await get(village, id)).toMatchObject({
      startsLocal: '2027-05-04T10:30',
      title: 'Tea at the shelter',
      bring: 'A mug',
    });
    expect(await whatsOn(village, 3)).toEqual([
      '2027-04-06 10:30 Tea at the shelter',
      '2027-05-04 10:30 Tea at the shelter',
      '2027-06-02 14:00 Cake',
    ]);
    expect(await lettersAbout(village, id)).toEqual([]);
  });

  test('or it is cancelled and everybody told, and the new date stands beside it', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const id = `${tea}-2027-05-04`;
    await join(village, id, 'Cyd');
    await changed(village, await changeFromMay(village, tea, { joined: 'cancel' }));
    expect(await lettersAbout(village, id)).toEqual(['cancelled Bert', 'cancelled Cyd']);
    expect(await whatsOn(village, 3)).toEqual([
      '2027-04-06 10:30 Tea at the shelter',
      '2027-05-04 10:30 Tea at the shelter (cancelled)',
      '2027-05-05 14:00 Tea at the shelter',
    ]);
  });

  test('a joined date that nothing of the new plan is near does not vanish', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village, { start: '2027-05-04T10:30', rrule: 'FREQ=WEEKLY;BYDAY=TU' });
    const id = `${tea}-2027-05-18`;
    await join(village, id, 'Cyd');
    const plan = { ...teaPlan(village), start: '2027-05-04T10:30', rrule: 'FREQ=MONTHLY;BYDAY=1TU' };
    await changed(village, await changeFromMay(village, tea, { plan }));
    expect((await whatsOn(village, 3)).map((one) => one.slice(0, 10))).toEqual([
      '2027-05-04',
      '2027-05-18',
      '2027-06-01',
    ]);
    expect(await lettersAbout(village, id)).toEqual([]);
  });

  test('a date that was cancelled stays cancelled when only the time changes', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const id = `${tea}-2027-06-01`;
    await cancelling.cancel(village.db, await get(village, id), { by: null, because: '' }, NOW);
    const plan = { ...teaPlan(village), start: '2027-05-04T14:00' };
    await changed(village, await changeFromMay(village, tea, { plan }));
    expect(await whatsOn(village, 3)).toEqual([
      '2027-04-06 10:30 Tea at the shelter',
      '2027-05-04 14:00 Tea at the shelter',
      '2027-06-01 14:00 Tea at the shelter (cancelled)',
    ]);
  });

  test('"all" that changes only words keeps every address, and what is over stays as it was', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub } = village;
    const tea = await planTea(village);
    await join(village, `${tea}-2027-04-06`, 'Cyd');
    await join(village, `${tea}-2027-05-04`, 'Cyd again');
    const inApril = (await get(village, `${tea}-2027-04-06`)).endsAt + 60;
    const { version } = (await series.find(db, hub, tea))!;
    const plan = { ...teaPlan(village), title: 'Tea and cake' };
    const done = await laterDates.change(
      db,
      {
        hub,
        id: tea,
        by: village.ada,
        from: '2027-04-06',
        all: true,
        plan: { ...plan, start: '2027-05-04T10:30' },
        joined: 'move',
        tellSmall: false,
        version,
      },
      inApril,
    );
    expect(done).toEqual({ outcome: 'changed', id: tea });
    expect((await get(village, `${tea}-2027-04-06`)).title).toBe('Tea at the shelter');
    expect((await get(village, `${tea}-2027-05-04`)).title).toBe('Tea and cake');
    expect((await get(village, `${tea}-2027-06-01`)).title).toBe('Tea and cake');
    expect(await lettersAbout(village, `${tea}-2027-05-04`)).toEqual([]);
  });

  test('another place moves a joined date as another time does', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const id = `${tea}-2027-05-04`;
    await join(village, id, 'Cyd');
    const plan = { ...teaPlan(village), venueId: village.house, start: '2027-04-06T10:30' };
    const change = await changeFromMay(village, tea, { all: true, from: '2027-03-02', plan });
    expect(await changed(village, change)).toBe(tea);
    expect(await lettersAbout(village, id)).toEqual(['moved Bert', 'moved Cyd']);
    expect(await get(village, id)).toMatchObject({ venueId: village.house, startsLocal: '2027-05-04T10:30' });
  });

  test('something small is told when the host wants it told', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const id = `${tea}-2027-05-04`;
    await join(village, id, 'Cyd');
    const smaller = { ...teaPlan(village), cost: 'A pound', start: '2027-04-06T10:30' };
    await changed(
      village,
      await changeFromMay(village, tea, { all: true, from: '2027-03-02', plan: smaller }),
    );
    expect(await lettersAbout(village, id)).toEqual([]);
    const again = { ...smaller, bring: 'A mug' };
    const change = await changeFromMay(village, tea, {
      all: true,
      from: '2027-03-02',
      plan: again,
      tellSmall: true,
    });
    await changed(village, change);
    expect(await lettersAbout(village, id)).toEqual(['changed Bert', 'changed Cyd']);
  });

  test('a date with a time of its own keeps it, unless the change begins with it', async () => {
    for (const from of ['2027-05-04', '2027-06-01']) {
      const village = await buildVillage(await fresh());
      const tea = await planTea(village);
      const id = `${tea}-2027-06-01`;
      await join(village, id, 'Cyd');
      await village.db.write((tx) =>
        tx.run(
          `UPDATE meetups SET own_time = 1, starts_local = '2027-06-01T11:00', starts_at = starts_at + 1800`,
        ),
      );
      const plan = { ...teaPlan(village), start: `${from}T14:00` };
      const change = await changeFromMay(village, tea, { plan, from });
      const { times } = (await laterDates.preview(village.db, change, NOW))!;
      await changed(village, change);
      const [time, letters] = from === '2027-05-04' ? ['11:00', []] : ['14:00', ['moved Bert', 'moved Cyd']];
      expect((await get(village, id)).startsLocal).toBe(`2027-06-01T${time}`);
      expect(await lettersAbout(village, id)).toEqual(letters);
      expect(times).toContain(`2027-06-01T${time}`);
      expect((await whatsOn(village, 4))[3]).toContain('2027-07-06 14:00');
    }
  });

  test('the host sees beforehand whom it touches, and nothing is changed by looking', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    await join(village, `${tea}-2027-05-04`, 'Cyd');
    await join(village, `${tea}-2027-06-01`, 'Fay', 'maybe');
    await join(village, `${tea}-2027-04-06`, 'Eve');
    const before = await whatsOn(village, 9);
    const { fates, times } = (await laterDates.preview(village.db, await changeFromMay(village, tea), NOW))!;
    expect(
      fates.map(({ date, fate, to }) => [
        date.meetup.startsLocal,
        fate,
        to,
        date.concerned.map((one) => one.firstName),
      ]),
    ).toEqual([
      ['2027-05-04T10:30', 'moves', '2027-05-05T14:00', ['Cyd', 'Bert']],
      ['2027-06-01T10:30', 'moves', '2027-06-02T14:00', ['Fay', 'Bert']],
    ]);
    expect(times.slice(0, 2)).toEqual(['2027-05-05T14:00', '2027-06-02T14:00']);
    expect(times).toHaveLength(6);
    expect(await whatsOn(village, 9)).toEqual(before);
  });

  test('of two who change a series at once, one is told that it was changed already', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const change = await changeFromMay(village, tea);
    const done = await Promise.all([1, 2].map(() => laterDates.change(village.db, change, NOW)));
    expect(done.map(({ outcome }) => outcome).sort()).toEqual(['already', 'changed']);
    expect(await whatsOn(village, 9)).toHaveLength(9);
  });

  test('the address of a date that nobody had joined leads on to the same day of the series that follows', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    const plan = { ...teaPlan(village), start: '2027-05-04T14:00' };
    const later = await changed(village, await changeFromMay(village, tea, { plan }));
    expect((await get(village, `${tea}-2027-06-01`)).id).toBe(`${later}-2027-06-01`);
    expect(await meetups.find(village.db, village.hub, `${tea}-2027-06-02`, NOW)).toBeNull();
  });

  test('a single date can become a row of dates and keep who is coming', async () => {
    const village = await buildVillage(await fresh());
    const walk = await planTea(village, { rrule: null, start: '2027-05-05T14:00', title: 'Walk' });
    const id = `${walk}-2027-05-05`;
    await join(village, id, 'Cyd');
    const plan = {
      ...teaPlan(village),
      title: 'Walk',
      start: '2027-05-05T14:00',
      rrule: 'FREQ=MONTHLY;BYDAY=1WE',
    };
    await changed(village, await changeFromMay(village, walk, { all: true, from: '2027-03-02', plan }));
    expect(await whatsOn(village, 2)).toEqual(['2027-05-05 14:00 Walk', '2027-06-02 14:00 Walk']);
    expect((await get(village, id)).kept).toBe(true);
    expect(await lettersAbout(village, id)).toEqual([]);
  });

  test('a single date goes to any day and keeps its address, joined or not', async () => {
    for (const joined of [true, false]) {
      const village = await buildVillage(await fresh());
      const { db, hub, ada } = village;
      const walk = await planTea(village, { rrule: null, start: '2027-05-05T14:00', title: 'Walk' });
      const id = `${walk}-2027-05-05`;
      if (joined) await join(village, id, 'Cyd');
      const plan = {
        ...teaPlan(village),
        title: 'Walk',
        start: '2027-07-07T11:00',
        rrule: null,
        hosts: [ada],
      };
      const change = await changeFromMay(village, walk, { all: true, from: '2027-03-02', plan });
      expect(await changed(village, change)).toBe(walk);
      expect(await get(village, id)).toMatchObject({ id, startsLocal: '2027-07-07T11:00', repeats: false });
      expect((await get(village, `${walk}-2027-07-07`)).id).toBe(id);
      expect((await get(village, id)).hosts.map((host) => host.firstName)).toEqual(['Ada']);
      expect(await whatsOn(village, 9)).toEqual(['2027-07-07 11:00 Walk']);
      expect(await lettersAbout(village, id)).toEqual(
        joined ? ['hosting Bert', 'moved Cyd'] : ['hosting Bert'],
      );
      const back = { ...plan, start: '2027-05-05T14:00' };
      await changed(
        village,
        await changeFromMay(village, walk, { all: true, from: '2027-03-02', plan: back }),
      );
      expect(await whatsOn(village, 9)).toEqual(['2027-05-05 14:00 Walk']);
      expect((await series.find(db, hub, walk))!.endsBefore).toBe('2027-05-06');
    }
  });
});
