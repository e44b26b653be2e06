import { expect, it } from 'vitest';
import * as aways from '#server/rotas/aways.ts';
import * as callDates from '#server/rotas/call-dates.ts';
import * as callGaps from '#server/rotas/call-gaps.ts';
import * as callPairs from '#server/rotas/call-pairs.ts';
import * as callSteps from '#server/rotas/call-steps.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import * as callWishing from '#server/rotas/call-wishing.ts';
import * as callRounds from '#server/rotas/call-rounds.ts';
import * as calls from '#server/rotas/calls.ts';
import { at, buildCallRota } from '../../helpers/calls.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle } from '../../helpers/neighbours.ts';

eachDatabase((fresh) => {
  it('whoever rings is told at 08.30 on the day, once, and "Done" makes it known', async () => {
    const rota = await buildCallRota(await fresh());
    await rota.round('2027-03-03T08:29');
    expect(await rota.course()).toEqual([]);
    await rota.round('2027-03-03T08:30');
    await rota.round('2027-03-03T08:31');
    expect(await rota.letters()).toEqual(['03-03 08:30 call-to-make Bert']);
    expect(await rota.standing()).toBe('to-make');
    expect(await rota.tell('2027-03-03T09:40', rota.bert, 'spoke')).toBe('noted');
    expect(await rota.standing()).toBe('known');
    await rota.round('2027-03-03T19:00');
    expect(await rota.letters()).toHaveLength(1);
  });

  it('without an answer each step is taken once, told to somebody with a name, at decent hours', async () => {
    const rota = await buildCallRota(await fresh());
    await rota.round('2027-03-03T08:30');
    await rota.tell('2027-03-03T10:00', rota.bert, 'no-answer');
    expect(await rota.standing()).toBe('not-known');
    await rota.tell('2027-03-03T13:10', rota.bert, 'left-a-message');
    await rota.round('2027-03-03T16:09');
    await rota.round('2027-03-03T16:10');
    await rota.round('2027-03-03T19:10');
    // Three hours of daytime: 50 minutes of the evening, and from 08.00 on.
    await rota.round('2027-03-04T10:09');
    await rota.round('2027-03-04T10:10');
    for (const later of ['2027-03-04T13:40', '2027-03-04T16:40', '2027-03-05T12:00', '2027-03-09T12:00'])
      await rota.round(later);
    expect(await rota.course()).toEqual([
      'call Bert no-answer',
      'again Bert left-a-message',
      'stand-in Dot passed',
      'contact Ada passed',
      'visit Gwen passed',
      'worried Ada',
    ]);
    expect(await rota.letters()).toEqual([
      '03-03 08:30 call-to-make Bert',
      '03-03 13:00 call-to-make Bert',
      '03-03 13:10 call-to-make Dot',
      '03-03 16:10 call-help Ada',
      '03-03 19:10 call-help Gwen',
      '03-04 10:10 call-help Ada',
    ]);
    expect(await rota.standing()).toBe('not-known');
  });

  it('a call that nobody makes goes to whoever stands in, and then to the host', async () => {
    const rota = await buildCallRota(await fresh());
    await rota.round('2027-03-03T08:30');
    await rota.round('2027-03-03T13:59');
    expect(await rota.course()).toEqual(['call Bert']);
    await rota.round('2027-03-03T14:00');
    await rota.round('2027-03-03T17:00');
    expect(await rota.course()).toEqual(['call Bert passed', 'stand-in Dot passed', 'host Ada']);
    expect(await rota.standing()).toBe('not-known');
    expect(await rota.letters()).toEqual([
      '03-03 08:30 call-to-make Bert',
      '03-03 14:00 call-to-make Dot',
      '03-03 17:00 call-help Ada',
    ]);
  });

  it('"I can\'t make it" asks whoever stands in, and a slow double tap skips nobody', async () => {
    const rota = await buildCallRota(await fresh());
    await rota.round('2027-03-03T08:30');
    const [call] = (await rota.arrangement()).calls;
    const tap = {
      step: call!.steps[0]!.id,
      said: 'cannot',
      note: '',
      by: rota.bert,
      asHostOf: null,
    } as const;
    const both = await Promise.all([
      calls.tell(rota.db, tap, at('2027-03-03T09:00')),
      calls.tell(rota.db, tap, at('2027-03-03T09:00')),
    ]);
    expect(both.sort()).toEqual(['already', 'noted']);
    expect(await rota.course()).toEqual(['call Bert cannot', 'stand-in Dot']);
    await rota.tell('2027-03-03T09:30', rota.dot, 'no-answer');
    expect(await rota.course()).toEqual(['call Bert cannot', 'stand-in Dot no-answer', 'again Dot']);
  });

  it('while whoever rings is away the call goes to the stand-in at once; both away is said ahead', async () => {
    const rota = await buildCallRota(await fresh());
    const away = { kind: 'away', from: '2027-03-02', to: '2027-03-10', weekday: null } as const;
    await aways.say(rota.db, { person: rota.bert, ...away }, NOW);
    expect(callGaps.of(await rota.arrangement(), NOW)).toEqual([]);
    await rota.round('2027-03-03T08:30');
    expect(await rota.course()).toEqual(['call - nobody', 'stand-in Dot']);
    expect(await rota.letters()).toEqual(['03-03 08:30 call-to-make Dot']);
    expect(await rota.standing()).toBe('to-make');
    await aways.say(rota.db, { person: rota.dot, ...away, from: '2027-03-08', weekday: 2 }, NOW);
    expect(callGaps.of(await rota.arrangement(), NOW)).toEqual([{ is: 'nobody-on', day: '2027-03-10' }]);
    const back = callDates.ahead(await rota.arrangement(), 16, NOW).at(-1)!;
    expect([back.onDay, back.maker?.person.firstName]).toEqual(['2027-03-17', 'Bert']);
    await rota.round('2027-03-10T08:30');
    expect(await rota.course()).toEqual(['call - nobody', 'stand-in - nobody', 'host Ada']);
  });

  it('after opting out nothing more is asked of anybody', async () => {
    const rota = await buildCallRota(await fresh());
    await rota.round('2027-03-03T08:30');
    await rota.tell('2027-03-03T10:00', rota.bert, 'no-answer');
    await rota.db.write((tx) => callWishing.stop(tx, rota.wish, rota.edith, at('2027-03-03T11:00')));
    const before = await rota.letters();
    for (const later of ['2027-03-03T17:00', '2027-03-04T17:00', '2027-03-10T08:30']) await rota.round(later);
    expect(await rota.letters()).toEqual(before);
    expect(await rota.tell('2027-03-03T12:00', rota.bert, 'spoke')).toBe('not-found');
    expect(await rota.db.all('SELECT known_how FROM calls')).toEqual([{ known_how: 'stopped' }]);
    expect(await callWishes.withHelper(rota.db, rota.bert)).toEqual([]);
  });

  it('whoever helps is told when it is known, and "Done" can be taken back for a day', async () => {
    const rota = await buildCallRota(await fresh());
    await rota.round('2027-03-03T08:30');
    await rota.round('2027-03-03T14:00');
    await rota.tell('2027-03-03T15:00', rota.bert, 'spoke');
    expect((await rota.letters()).at(-1)).toBe('03-03 15:00 call-known Dot');
    const [call] = (await rota.arrangement()).calls;
    const slip = { call: call!.id, by: rota.gwen, asHostOf: null };
    expect(await calls.takeBack(rota.db, slip, at('2027-03-03T15:01'))).toBe('not-found');
    expect(await calls.takeBack(rota.db, { ...slip, by: rota.bert }, at('2027-03-03T15:01'))).toBe('back');
    expect(await rota.course()).toEqual(['call Bert passed', 'stand-in Dot']);
    await rota.round('2027-03-03T18:01');
    expect(await rota.course()).toEqual(['call Bert passed', 'stand-in Dot passed', 'host Ada']);
    await rota.tell('2027-03-03T18:30', rota.ada, 'heard', true);
    const [later] = (await rota.arrangement()).calls;
    const tooLate = { call: later!.id, by: rota.ada, asHostOf: rota.hub };
    expect(await calls.takeBack(rota.db, tooLate, at('2027-03-04T18:31'))).toBe('not-found');
  });

  it('the last step stays until somebody is known to be well; next week’s call answers last week’s', async () => {
    const rota = await buildCallRota(await fresh());
    await rota.round('2027-03-03T08:30');
    for (const later of [
      '2027-03-03T14:00',
      '2027-03-03T17:00',
      '2027-03-04T08:30',
      '2027-03-04T11:30',
      '2027-03-04T14:30',
    ])
      await rota.round(later);
    expect((await rota.course()).at(-1)).toBe('worried Ada');
    expect(await rota.tell('2027-03-04T15:00', rota.ada, 'no-answer', true)).toBe('noted');
    expect((await rota.course()).at(-1)).toBe('worried Ada');
    await rota.round('2027-03-10T08:30');
    expect(await rota.course()).toEqual(['call Bert']);
    expect((await rota.arrangement()).calls.map(({ standing }) => standing)).toEqual([
      'to-make',
      'not-known',
    ]);
    await rota.tell('2027-03-10T09:30', rota.bert, 'spoke');
    expect((await rota.arrangement()).calls.map(({ standing }) => standing)).toEqual(['known', 'known']);
  });

  it('nobody else can tell of a call, and a neighbour with no part in it finds nothing', async () => {
    const rota = await buildCallRota(await fresh());
    const eve = await settle(rota.db, rota.hub, { firstName: 'Eve' });
    await rota.round('2027-03-03T08:30');
    for (const person of [eve, rota.edith])
      expect(await rota.tell('2027-03-03T09:00', person, 'spoke')).toBe('not-found');
    expect(await rota.tell('2027-03-03T09:00', rota.dot, 'no-answer')).toBe('not-found');
    expect(await callWishes.withHelper(rota.db, eve)).toEqual([]);
    await rota.db.write((tx) =>
      callPairs.end(
        tx,
        { id: rota.pairs['stand-in'], because: 'stepped-down', by: rota.dot },
        at('2027-03-03T09:00'),
      ),
    );
    expect(await rota.tell('2027-03-03T09:00', rota.dot, 'spoke')).toBe('not-found');
    expect(await callWishes.withHelper(rota.db, rota.dot)).toEqual([]);
  });

  it('a caller who steps down in the middle hands on, and the host is told of the gap', async () => {
    const rota = await buildCallRota(await fresh());
    await rota.round('2027-03-03T08:30');
    await rota.db.write((tx) =>
      callPairs.end(
        tx,
        { id: rota.pairs.caller, because: 'stepped-down', by: rota.bert },
        at('2027-03-03T09:00'),
      ),
    );
    expect(await rota.course()).toEqual(['call Bert cannot', 'stand-in Dot']);
    expect(await rota.letters()).toContain('03-03 09:00 call-gap Ada');
    expect(callGaps.of(await rota.arrangement(), NOW)).toEqual([{ is: 'no-caller', asked: null }]);
  });

  it('nobody is counted on before they have said yes, and a refusal is not asked again', async () => {
    const rota = await buildCallRota(await fresh());
    const { db } = rota;
    await db.write((tx) =>
      callPairs.end(tx, { id: rota.pairs.caller, because: 'somebody-else', by: rota.edith }, NOW),
    );
    const wish = (await callWishes.find(db, rota.hub, rota.wish))!;
    const ask = (person: string, place: callPairs.Place) =>
      db.write((tx) => callPairs.ask(tx, { wish, person, place, by: rota.ada }, NOW));
    expect(await ask(rota.bert, 'caller')).toBe('not-again');
    expect(await ask(rota.edith, 'caller')).toBe('not-they');
    expect(await ask(rota.dot, 'caller')).toBe('not-they');
    expect(await ask(rota.ada, 'caller')).toBe('asked');
    expect(callGaps.of(await rota.arrangement(), NOW)).toEqual([{ is: 'no-caller', asked: 'Ada' }]);
    await rota.round('2027-03-03T08:30');
    expect(await rota.course()).toEqual(['call - nobody', 'stand-in Dot']);
  });

  it('a day on which Natter stood still is not left out', async () => {
    const rota = await buildCallRota(await fresh());
    await rota.round('2027-03-04T23:00');
    expect((await rota.arrangement()).calls.map(({ onDay }) => onDay)).toEqual(['2027-03-03']);
    expect(await rota.letters()).toEqual(['03-05 08:30 call-to-make Bert']);
    await rota.round('2027-03-05T11:29');
    expect(await rota.course()).toEqual(['call Bert']);
    await rota.round('2027-03-05T11:30');
    expect(await rota.course()).toEqual(['call Bert passed', 'stand-in Dot']);
  });

  it('clock changes move no call and skip none', async () => {
    const rota = await buildCallRota(await fresh());
    const { db, wish } = rota;
    const sunday = { id: wish, weekday: 6, part: 'evening', contact: null } as const;
    await db.write((tx) => callWishing.change(tx, sunday, '2027-03-02'));
    await rota.round('2027-03-28T08:30');
    await rota.tell('2027-03-28T19:00', rota.bert, 'no-answer');
    await rota.round('2027-03-29T10:30');
    expect(await rota.letters()).toEqual(['03-28 08:30 call-to-make Bert', '03-29 10:00 call-to-make Bert']);
    await db.write((tx) => callWishing.pause(tx, wish, '2027-10-31'));
    await rota.tell('2027-03-29T11:00', rota.bert, 'spoke');
    await rota.round('2027-10-24T09:00');
    await rota.round('2027-10-31T08:30');
    expect((await rota.arrangement()).calls.map(({ onDay }) => onDay)).toEqual(['2027-10-31', '2027-03-28']);
    await rota.round('2027-10-31T19:30');
    expect(await rota.course()).toEqual(['call Bert passed', 'stand-in Dot']);
  });

  it('two rounds at once give out and hand on each call once', async () => {
    const rota = await buildCallRota(await fresh());
    const round = () => callRounds.giveOut(rota.db, at('2027-03-03T08:30'));
    expect((await Promise.all([round(), round(), round()])).sort()).toEqual([0, 0, 1]);
    const move = () => callSteps.moveOn(rota.db, at('2027-03-03T14:00'));
    expect((await Promise.all([move(), move()])).sort()).toEqual([0, 1]);
    expect(await rota.course()).toEqual(['call Bert passed', 'stand-in Dot']);
    expect(await rota.letters()).toHaveLength(2);
  });
});
