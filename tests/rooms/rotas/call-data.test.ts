import { expect, it } from 'vitest';
import { DAY } from '#server/clock.ts';
import { text } from '#server/db/rows.ts';
import * as ownCalendar from '#server/feeds/own-calendar.ts';
import * as letters from '#server/outbox/letters.ts';
import { callSheet, makersIn } from '#server/paper/call-sheet.ts';
import { erase } from '#server/people/erasure.ts';
import { merge } from '#server/people/merging.ts';
import { gather } from '#server/people/own-data.ts';
import * as opened from '#server/reminders/opened.ts';
import { createPlanner } from '#server/reminders/planner.ts';
import { createRender } from '#server/reminders/render.ts';
import * as callLetters from '#server/rotas/call-letters.ts';
import * as callGaps from '#server/rotas/call-gaps.ts';
import * as callTidying from '#server/rotas/call-tidying.ts';
import * as callViews from '#server/rotas/call-views.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import * as callWishing from '#server/rotas/call-wishing.ts';
import * as calls from '#server/rotas/calls.ts';
import { askAndAgree, at, buildCallRota, ZONE, type CallRota } from '../../helpers/calls.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { makeRole, NOW, settle, startHub } from '../../helpers/neighbours.ts';

const MORNING = '2027-03-03T08:30';
/** Whatever would tell a stranger who is rung, on what number, or whom else to ask. */
const PRIVATE = /Edith|0777|Joan|0888|alone|niece/;

async function noteOn(rota: CallRota, words: string) {
  await rota.round(MORNING);
  const step = (await rota.arrangement()).calls[0]!.steps[0]!.id;
  const telling = { step, said: 'no-answer', note: words, by: rota.bert, asHostOf: null } as const;
  await calls.tell(rota.db, telling, at('2027-03-03T10:00'));
}

async function allLetters(rota: CallRota): Promise<letters.Letter[]> {
  const rows = await rota.db.all(`SELECT id FROM letters WHERE kind LIKE 'call-%'`);
  return Promise.all(rows.map(async (row) => (await letters.find(rota.db, text(row, 'id')))!));
}

eachDatabase((fresh) => {
  it('no letter about a call, by any way, and no page of one says whom it is about', async () => {
    const rota = await buildCallRota(await fresh());
    const { db } = rota;
    const render = createRender({ db, origin: 'https://natter.example', signingKey: 'key' });
    await rota.db.write((tx) => callWishing.lookAfter(tx, rota.wish, rota.ada));
    const said = new Map<string, string>();
    async function read(now: string) {
      const all = await allLetters(rota);
      for (const [id, words] of await render(all, at(now))) if (words) said.set(id, JSON.stringify(words));
      for (const { id } of all) said.set(`page ${id}`, JSON.stringify(await opened.open(db, id, at(now))));
    }
    await read('2027-03-02T10:00');
    await rota.round(MORNING);
    await read(MORNING);
    for (const later of [
      '2027-03-03T14:00',
      '2027-03-03T17:00',
      '2027-03-04T08:30',
      '2027-03-04T11:30',
      '2027-03-04T14:30',
    ]) {
      await rota.round(later);
      await read(later);
    }
    await rota.tell('2027-03-04T15:00', rota.ada, 'spoke');
    await read('2027-03-04T15:00');
    const kinds = new Set((await allLetters(rota)).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['call-ask', 'call-help', 'call-known', 'call-to-make']);
    expect(said.size).toBeGreaterThan(12);
    for (const words of said.values())
      expect(words.replace(/"(firstName|person)":"[^"]*"/g, '')).not.toMatch(PRIVATE);
  });

  it('a letter waits for a decent hour, and is not sent once it is known', async () => {
    const rota = await buildCallRota(await fresh());
    const render = createRender({ db: rota.db, origin: 'https://natter.example', signingKey: 'key' });
    await rota.round(MORNING);
    const [letter] = (await allLetters(rota)).filter(({ kind }) => kind === 'call-to-make');
    const wording = async (local: string) => (await render([letter!], at(local))).get(letter!.id);
    expect(await wording('2027-03-03T21:00')).toEqual({ waitUntil: at('2027-03-04T08:00') });
    expect(await wording('2027-03-03T09:00')).toMatchObject({
      push: { title: 'You have a call to make today' },
    });
    await rota.tell('2027-03-03T09:10', rota.bert, 'spoke');
    expect(await wording('2027-03-03T09:20')).toBeNull();
  });

  it('a letter takes a yes, a no and "I can’t make it"; of what is over it takes nothing', async () => {
    const rota = await buildCallRota(await fresh());
    const { db } = rota;
    const fay = await settle(db, rota.hub, { firstName: 'Fay' });
    const wish = (await callWishes.find(db, rota.hub, rota.wish))!;
    const { ask } = await import('#server/rotas/call-pairs.ts');
    await db.write((tx) => ask(tx, { wish, person: fay, place: 'visitor', by: rota.ada }, NOW));
    await rota.round(MORNING);
    const of = async (kind: string, person: string) =>
      (await allLetters(rota)).find((one) => one.kind === kind && one.person === person)!.id;
    const toBert = await of('call-to-make', rota.bert);
    expect(await opened.act(db, toBert, 'call-yes', at(MORNING))).toBe('too-late');
    expect(await opened.act(db, toBert, 'call-cannot', at(MORNING))).toBe('done');
    expect(await opened.act(db, toBert, 'call-cannot', at(MORNING))).toBe('too-late');
    expect(await rota.course()).toEqual(['call Bert cannot', 'stand-in Dot']);
    expect(await opened.act(db, await of('call-ask', fay), 'call-yes', at(MORNING))).toBe('done');
    expect((await rota.arrangement()).visitor).toMatchObject({ person: { firstName: 'Fay' }, yesBy: null });
  });

  it('the number is for whoever rings; others see it only while it is up to them, and never when asked', async () => {
    const rota = await buildCallRota(await fresh());
    const seenBy = async (who: string, local = MORNING) =>
      callViews.forHelper(await rota.arrangement(), who, at(local));
    expect((await seenBy(rota.bert))?.telephone).toBe('01632 960777');
    expect((await seenBy(rota.dot))?.telephone).toBeNull();
    expect((await seenBy(rota.gwen))?.telephone).toBeNull();
    expect(await seenBy(rota.edith)).toBeNull();
    await rota.round(MORNING);
    await rota.round('2027-03-03T14:00');
    expect((await seenBy(rota.dot))?.telephone).toBe('01632 960777');
    expect((await seenBy(rota.gwen))?.open).toBeNull();
    await rota.db.write(async (tx) => {
      await tx.run('UPDATE call_pairs SET yes_at = NULL, yes_by = NULL WHERE id = :id', {
        id: rota.pairs.caller,
      });
    });
    expect(await seenBy(rota.bert)).toMatchObject({ telephone: null, whom: 'Edith', notes: [] });
    expect(JSON.stringify(await seenBy(rota.bert))).not.toMatch(/0888|Joan/);
  });

  it('the sheet of one who rings has their numbers alone; the hosts’ says where nobody is there', async () => {
    const rota = await buildCallRota(await fresh());
    const { db, hub } = rota;
    const olive = await settle(db, hub, { firstName: 'Olive', telephone: '01632 960555' });
    const yes = { said: 'slip', heardBy: rota.ada, heardOn: '2027-03-01' } as const;
    const wanted = {
      hub,
      person: olive,
      weekday: 4,
      part: 'afternoon',
      contact: null,
      yes,
      by: rota.ada,
    } as const;
    await db.write((tx) => callWishing.start(tx, wanted, NOW));
    const { gather: board } = await import('#server/rotas/call-board.ts');
    const all = await board(db, await callWishes.ofHub(db, hub), '2027-03-02');
    expect(makersIn(all, NOW)).toEqual([{ id: rota.bert, firstName: 'Bert' }]);
    const theirs = JSON.stringify(
      callSheet({ name: 'x', zone: ZONE }, all, { id: rota.bert, firstName: 'Bert' }, NOW),
    );
    expect(theirs).toMatch(/Edith, 01632 960777/);
    expect(theirs).not.toMatch(/Olive|960555|960888/);
    const hosts = JSON.stringify(callSheet({ name: 'x', zone: ZONE }, all, null, NOW));
    expect(hosts).toMatch(/Bert rings.*Olive.*NOBODY IS THERE TO RING/);
  });

  it('the caller’s own calendar has the calls of eight weeks without saying whom, and not while away', async () => {
    const rota = await buildCallRota(await fresh());
    const read = async (person: string) => {
      const feed = await ownCalendar.ofPerson(rota.db, person, 'https://natter.example', NOW);
      return (await feed.body()).replaceAll('\r\n ', '');
    };
    const own = await read(rota.bert);
    expect(own.match(/SUMMARY:A call to make/g)).toHaveLength(8);
    expect(own).toContain('DTSTART:20270303T090000Z');
    expect(own).toContain('DTSTART:20270331T080000Z');
    expect(own).not.toMatch(PRIVATE);
    expect(await read(rota.dot)).not.toContain('SUMMARY');
    expect(await read(rota.edith)).not.toContain('SUMMARY');
    const { say } = await import('#server/rotas/aways.ts');
    const days = { from: '2027-03-03', to: '2027-03-09', weekday: null };
    await say(rota.db, { person: rota.bert, kind: 'away', ...days }, NOW);
    expect((await read(rota.bert)).match(/SUMMARY/g)).toHaveLength(7);
    expect((await read(rota.dot)).match(/SUMMARY/g)).toHaveLength(1);
  });

  it('erasing whoever rings hands the call on, and erasing whoever is rung leaves nothing', async () => {
    const rota = await buildCallRota(await fresh());
    const { db } = rota;
    await noteOn(rota, 'Mentioned her hip');
    await erase(db, rota.bert, at('2027-03-03T11:00'));
    await rota.round('2027-03-03T11:01');
    expect(await rota.course()).toEqual(['call - no-answer', 'again - passed', 'stand-in Dot']);
    expect(await db.all('SELECT words FROM call_notes')).toEqual([]);
    expect(callGaps.of(await rota.arrangement(), NOW)).toMatchObject([{ is: 'no-caller' }]);
    await erase(db, rota.edith, at('2027-03-03T12:00'));
    for (const table of ['call_wishes', 'call_pairs', 'calls', 'call_steps', 'call_notes'])
      expect(await db.all(`SELECT * FROM ${table}`)).toEqual([]);
    await rota.round('2027-03-10T08:30');
  });

  it('own data has what was said about me, with the notes; of others only what I did', async () => {
    const rota = await buildCallRota(await fresh());
    await noteOn(rota, 'Mentioned her hip');
    const hers = await gather(rota.db, rota.edith);
    expect(hers.calls_to_me).toMatchObject([
      { on_day: '2027-03-03', step: 'call', outcome: 'no-answer', note: 'Mentioned her hip' },
      { step: 'again', outcome: null },
    ]);
    expect(hers.calls_i_would_like).toMatchObject([
      { contact_name: 'Her niece Joan', weekday: 2, said: 'rang' },
    ]);
    const his = await gather(rota.db, rota.bert);
    expect(his.calls_i_make).toMatchObject([{ place: 'caller', weekday: 2 }]);
    expect(his.notes_on_calls).toMatchObject([{ words: 'Mentioned her hip' }]);
    expect(JSON.stringify(his)).not.toMatch(PRIVATE);
    expect(JSON.stringify(hers)).not.toMatch(/Bert|Gwen/);
  });

  it('two entries of one person leave one call, and nobody rings or replaces themselves', async () => {
    const rota = await buildCallRota(await fresh());
    const { db, hub } = rota;
    const edie = await settle(db, hub, { firstName: 'Edie', telephone: '01632 960444' });
    const yes = { said: 'self' } as const;
    const wanted = { hub, person: edie, weekday: 0, part: 'evening', contact: null, yes, by: null } as const;
    await db.write((tx) => callWishing.start(tx, wanted, NOW));
    await db.write((tx) => merge(tx, rota.edith, edie));
    expect((await callWishes.ofHub(db, hub)).map(({ id, person }) => [id, person.firstName])).toEqual([
      [rota.wish, 'Edie'],
    ]);
    await db.write((tx) => merge(tx, rota.dot, rota.bert));
    expect(await rota.arrangement()).toMatchObject({
      caller: { person: { firstName: 'Bert' } },
      standIn: null,
    });
    await db.write((tx) => merge(tx, rota.bert, edie));
    expect(await rota.arrangement()).toMatchObject({ caller: null, person: { firstName: 'Edie' } });
  });

  it('notes go after 28 days, names after 90, and how many calls there were stays', async () => {
    const rota = await buildCallRota(await fresh());
    const { db, hub } = rota;
    await noteOn(rota, 'Mentioned her hip');
    await rota.tell('2027-03-03T13:30', rota.bert, 'spoke');
    const written = at('2027-03-03T10:00');
    const known = at('2027-03-03T13:30');
    await callTidying.tidy(db, written + 28 * DAY - 1);
    expect(await db.all('SELECT words FROM call_notes')).toHaveLength(1);
    await callTidying.tidy(db, written + 28 * DAY);
    expect(await db.all('SELECT words FROM call_notes')).toEqual([]);
    expect(await callTidying.counts(db, hub)).toEqual([{ month: '2027-03', how: 'spoke', calls: 1 }]);
    await callTidying.tidy(db, known + 90 * DAY);
    await callTidying.tidy(db, known + 90 * DAY);
    expect(await db.all('SELECT id FROM calls')).toEqual([]);
    expect(await callTidying.counts(db, hub)).toEqual([{ month: '2027-03', how: 'spoke', calls: 1 }]);
    await rota.round('2027-03-10T08:30');
    await callTidying.tidy(db, known + 200 * DAY);
    expect(await db.all('SELECT known_at FROM calls')).toEqual([{ known_at: null }]);
  });

  it('somebody of another hub cannot be asked, told of, or found', async () => {
    const rota = await buildCallRota(await fresh());
    const { db } = rota;
    const street = await startHub(db, 'Mill Street');
    const olga = await settle(db, street, { firstName: 'Olga', telephone: '1' });
    expect(await callWishes.find(db, street, rota.wish)).toBeNull();
    const wish = (await callWishes.find(db, rota.hub, rota.wish))!;
    const { ask } = await import('#server/rotas/call-pairs.ts');
    expect(await db.write((tx) => ask(tx, { wish, person: olga, place: 'caller', by: rota.ada }, NOW))).toBe(
      'not-here',
    );
    await rota.round(MORNING);
    const step = (await rota.arrangement()).calls[0]!.steps[0]!.id;
    const telling = { step, said: 'spoke', note: '', by: olga, asHostOf: street } as const;
    expect(await calls.tell(db, telling, at(MORNING))).toBe('not-found');
    const yes = { said: 'self' } as const;
    const elsewhere = {
      hub: rota.hub,
      person: olga,
      weekday: 0,
      part: 'morning',
      contact: null,
      yes,
      by: null,
    } as const;
    expect(await db.write((tx) => callWishing.start(tx, elsewhere, NOW))).toEqual({ outcome: 'not-here' });
  });

  it('a keeper who is rung is never the one told that they do not answer', async () => {
    const rota = await buildCallRota(await fresh());
    const { db, hub } = rota;
    await db.write((tx) => tx.run(`UPDATE people SET telephone = '1' WHERE id = :ada`, { ada: rota.ada }));
    const yes = { said: 'self' } as const;
    const wanted = {
      hub,
      person: rota.ada,
      weekday: 2,
      part: 'morning',
      contact: null,
      yes,
      by: null,
    } as const;
    const started = await db.write((tx) => callWishing.start(tx, wanted, NOW));
    const id = 'id' in started ? started.id : '';
    expect(await callLetters.responsibleFor(db, id)).toEqual([]);
    await rota.round(MORNING);
    const open = await db.all(
      `SELECT s.step, s.outcome FROM call_steps s JOIN calls c ON c.id = s.call_id WHERE c.wish_id = :id ORDER BY s.turn`,
      { id },
    );
    expect(open.map(({ step, outcome }) => `${step} ${outcome}`).at(-1)).toBe('worried nobody');
    await makeRole(db, rota.gwen, hub, 'host');
    expect(await callLetters.responsibleFor(db, id)).toEqual([rota.gwen]);
    await makeRole(db, rota.dot, hub, 'keeper');
    expect(await callLetters.responsibleFor(db, id)).toEqual([rota.dot]);
    await db.write((tx) => callWishing.lookAfter(tx, id, rota.gwen));
    expect(await callLetters.responsibleFor(db, id)).toEqual([rota.gwen]);
  });

  it('who asks for a call gets one a hub, needs a number, and the keepers hear that somebody is wanted', async () => {
    const rota = await buildCallRota(await fresh());
    const { db, hub } = rota;
    const cyd = await settle(db, hub, { firstName: 'Cyd' });
    const wanted = {
      hub,
      person: cyd,
      weekday: 1,
      part: 'morning',
      contact: null,
      yes: { said: 'self' },
      by: null,
    } as const;
    const start = () => db.write((tx) => callWishing.start(tx, wanted, NOW));
    expect(await start()).toEqual({ outcome: 'no-number' });
    await db.write((tx) => tx.run(`UPDATE people SET telephone = '1' WHERE id = :cyd`, { cyd }));
    expect((await start()).outcome).toBe('started');
    expect(await start()).toEqual({ outcome: 'has-one' });
    expect(await rota.letters()).toEqual(['03-02 09:00 call-gap Ada']);
    const [own] = await callWishes.ofPerson(db, cyd);
    // It was asked for on a Tuesday, so the first is a week later, and goes to the host while nobody rings.
    await rota.round('2027-03-02T13:00');
    expect(await db.all('SELECT id FROM calls')).toEqual([]);
    const planner = createPlanner({ db, log: () => {} });
    for (const later of ['2027-03-05T09:00', '2027-03-06T09:00']) await planner(at(later));
    const gaps = (await rota.letters()).filter((line) => line.includes('call-gap'));
    expect(gaps).toEqual(['03-02 09:00 call-gap Ada', '03-05 09:00 call-gap Ada']);
    await planner(at('2027-03-09T08:30'));
    const [asked] = await db.all(
      `SELECT p.first_name, s.step FROM call_steps s JOIN calls c ON c.id = s.call_id JOIN people p ON p.id = s.person_id
        WHERE c.wish_id = :wish`,
      { wish: own!.id },
    );
    expect(asked).toEqual({ first_name: 'Ada', step: 'host' });
    await askAndAgree(db, { hub, wish: own!.id, place: 'caller', who: rota.bert, by: rota.ada });
  });
});
