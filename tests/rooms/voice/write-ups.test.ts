import { expect, it } from 'vitest';
import { mayKeep } from '#lib/worker/keeping.ts';
import { notesSheet } from '#server/paper/notes.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as opened from '#server/reminders/opened.ts';
import * as people from '#server/people/people.ts';
import * as agendas from '#server/voice/agendas.ts';
import * as meetingLetters from '#server/voice/meeting-letters.ts';
import * as writeUpRounds from '#server/voice/write-up-rounds.ts';
import * as writeUps from '#server/voice/write-ups.ts';
import * as writingUp from '#server/voice/writing-up.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea } from '../../helpers/plans.ts';
import { buildSpeaking, fresh } from '../../helpers/voice.ts';

const DAY = 86_400;

it('a device keeps the notes and the agenda of a date for its host, and no list of all people', () => {
  const desk = `/tea/desk/meetups/${'x'.repeat(22)}-2027-03-02`;
  expect(mayKeep(`${desk}/notes`)).toBe(true);
  expect(mayKeep(`${desk}/agenda`)).toBe(true);
  expect(mayKeep('/tea/desk/promises')).toBe(false);
});

eachDatabase((openFresh) => {
  /** Tea on 6 April, to which Cyd and Dot come; it is the evening of that day. */
  async function build() {
    const town = await buildSpeaking(await openFresh());
    await planTea(town);
    const [tea] = await meetups.upcoming(town.db, town.hub, NOW, { limit: 1 });
    for (const person of [town.cyd, town.dot])
      await rsvps.answer(town.db, tea!, { person, answer: 'coming', said: 'in-person' }, NOW);
    return { ...town, tea: tea!, evening: tea!.endsAt + 6 * 3_600 };
  }
  type Town = Awaited<ReturnType<typeof build>>;

  const decide = (town: Town, words: string, typed: Partial<writingUp.Typed> = {}, at = town.evening) =>
    writingUp.decide(town.db, town.tea, { words, by: town.ada, once: fresh(), sent: null, ...typed }, at);
  const promise = (town: Town, byDay = '2027-05-01') => {
    const given = { what: 'Ask for a price', owner: { person: town.dot }, named: false, byDay };
    const typed = { by: town.ada, once: fresh(), sent: null };
    return writingUp.promise(town.db, town.tea, { promise: given, ...typed }, town.evening);
  };
  const read = async (town: Town) => (await writeUps.of(town.db, town.hub, town.tea.id))!;
  const send = (town: Town, at = town.evening + DAY) =>
    writingUp.send(town.db, { hub: town.hub, meetup: town.tea.id, by: town.ada }, at);

  async function needed({ db }: Town): Promise<string[]> {
    const rows = await db.all(
      `SELECT letters.id, letters.kind, people.first_name
       FROM letters
       JOIN people ON people.id = letters.person_id
       WHERE letters.kind LIKE 'notes-%'`,
    );
    const matters = await meetingLetters.read(
      db,
      rows.map(({ id }) => String(id)),
    );
    return rows
      .filter(({ id }) => matters.get(String(id))?.isNeeded)
      .map(({ kind, first_name }) => `${kind} ${first_name}`)
      .sort();
  }

  it('what is typed in the room is there in the order in which it was said, with a week to send it', async () => {
    const town = await build();
    expect(await decide(town, 'Too early', {}, NOW)).toBe('too-early');
    expect(await decide(town, 'Tea at ten')).toBe('noted');
    expect(await decide(town, 'Cake, too', {}, town.evening + 60)).toBe('noted');
    expect(await promise(town)).toBe('noted');
    const notes = await read(town);
    expect(notes.decisions.map(({ words }) => words)).toEqual(['Tea at ten', 'Cake, too']);
    expect(notes.promises.map(({ what }) => what)).toEqual(['Ask for a price']);
    expect(notes).toMatchObject({ sendBy: '2027-04-13', sentOn: null });
  });

  it('a line that waited for a signal counts once, however often it is sent, and as of when it was typed', async () => {
    const town = await build();
    const sent = { id: 'a-line-of-twenty-letters', waited: 3_600 };
    const once = fresh();
    await decide(town, 'Tea at ten', { sent: { ...sent, waited: null }, once });
    await decide(town, 'Tea at ten', { sent, once });
    await decide(town, 'Said first', { sent: { id: 'another-line-of-letters', waited: 7_200 }, once });
    expect((await read(town)).decisions.map(({ words }) => words)).toEqual(['Said first', 'Tea at ten']);
  });

  it('the same form twice is one line, and two lines from one kept page are two', async () => {
    const town = await build();
    const once = fresh();
    await decide(town, 'A', { once });
    await decide(town, 'A', { once });
    // Typed on a page that somebody went back to.
    await decide(town, 'B', { once });
    for (const id of ['x'.repeat(22), 'y'.repeat(22)])
      await decide(town, id.slice(0, 1), { once, sent: { id, waited: 60 } });
    expect((await read(town)).decisions.map(({ words }) => words).sort()).toEqual(['A', 'B', 'x', 'y']);
  });

  it('they go to everybody who came, once, those without a device on the ring list, and to nobody who wants none', async () => {
    const town = await build();
    expect(await send(town)).toBe('nothing');
    await decide(town, 'Tea at ten');
    const quiet = { told: 'cancellations', remindEvening: false, remindBefore: false } as const;
    await town.db.write((tx) => people.changeWishes(tx, town.dot, quiet));
    expect(await send(town)).toBe('sent');
    expect(await send(town)).toBe('sent-before');
    expect(await needed(town)).toEqual(['notes-sent Cyd']);
    const way = `SELECT sends.way FROM sends JOIN letters ON letters.id = sends.letter_id WHERE kind = 'notes-sent'`;
    expect(await town.db.all(way)).toMatchObject([{ way: 'ring' }]);
  });

  it('whoever opens the letter reads what was decided and promised, and no name without its owner’s yes', async () => {
    const town = await build();
    await decide(town, 'Tea at ten');
    await promise(town);
    await send(town);
    const row = await town.db.one(
      `SELECT id FROM letters WHERE kind = 'notes-sent' ORDER BY person_id LIMIT 1`,
    );
    const letter = (await opened.open(town.db, String(row!.id), town.evening + 2 * DAY))!;
    expect(letter.meeting!.notes).toMatchObject({
      decisions: [{ words: 'Tea at ten' }],
      promises: [{ what: 'Ask for a price', who: null, role: 'host' }],
    });
    expect(JSON.stringify(letter.meeting)).not.toContain('Dot');
    expect(letter.meetup).toBeNull();
  });

  it('two days before the week is over whoever typed them is reminded, once, and nobody once they went', async () => {
    const town = await build();
    await decide(town, 'Tea at ten');
    await writeUpRounds.goOn(town.db, town.tea.endsAt + 4 * DAY);
    expect(await needed(town)).toEqual([]);
    for (const days of [5, 6]) await writeUpRounds.goOn(town.db, town.tea.endsAt + days * DAY);
    expect(await needed(town)).toEqual(['notes-due Ada']);
    await send(town, town.evening + 6 * DAY);
    expect(await needed(town)).not.toContain('notes-due Ada');
  });

  it('the room is asked at the next meet-up whether they are right; after its yes they stay as they are', async () => {
    const town = await build();
    const { db, hub, ada: by } = town;
    await decide(town, 'Tea at ten');
    const next = { hub, meetup: 'the-next', day: '2027-05-04' };
    const asked = async () => (await agendas.of(db, next)).items.filter(({ kind }) => kind === 'notes');
    expect(await asked()).toEqual([]);
    await send(town);
    expect((await asked()).map(({ title }) => title)).toEqual(['What we agreed on Tuesday 6 April']);
    expect((await agendas.of(db, { ...next, meetup: town.tea.id, day: '2027-04-06' })).items).toEqual([]);
    const writeUp = (await read(town)).id;
    expect(await writingUp.approve(db, { hub: 'elsewhere', writeUp, by }, town.evening)).toBe('not-found');
    expect(await writingUp.approve(db, { hub, writeUp, by }, town.evening + 28 * DAY)).toBe('approved');
    expect(await asked()).toEqual([]);
    expect(await decide(town, 'Late')).toBe('approved');
    const decision = (await read(town)).decisions[0]!.id;
    expect(await writingUp.strike(db, { hub, meetup: town.tea.id, decision, by }, NOW)).toBe('not-found');
  });

  it('what is taken out before the room says yes is gone from the notes, and says that they changed', async () => {
    const town = await build();
    await decide(town, 'Tea at ten');
    await decide(town, 'Wrong');
    await send(town);
    const wrong = (await read(town)).decisions.find(({ words }) => words === 'Wrong')!.id;
    const given = { hub: town.hub, meetup: town.tea.id, decision: wrong, by: town.ada };
    expect(await writingUp.strike(town.db, given, town.evening + 2 * DAY)).toBe('struck');
    expect(await read(town)).toMatchObject({ isChangedSince: true, decisions: [{ words: 'Tea at ten' }] });
  });

  it('the hub looks again 6 weeks, 6 months and 18 months on: hosts are told once, and it is on the agenda', async () => {
    const town = await build();
    const { db, hub, ada: by } = town;
    await decide(town, 'Tea at ten');
    await send(town);
    const id = (await read(town)).id;
    const due = async (day: string) =>
      (await agendas.of(db, { hub, meetup: 'later', day })).items.filter(({ kind }) => kind === 'later');
    expect(await due('2027-05-17')).toEqual([]);
    const turns = [
      [42, '2027-05-18', 'Six weeks on'],
      [183, '2027-10-06', 'Half a year on'],
      [548, '2028-10-05', 'A year and a half on'],
    ] as const;
    for (const [i, [days, day, words]] of turns.entries()) {
      for (const more of [0, 1]) await writeUpRounds.goOn(db, town.tea.endsAt + (days + more) * DAY);
      expect((await needed(town)).filter((one) => one.startsWith('notes-later'))).toEqual([
        'notes-later Ada',
        'notes-later Bert',
        'notes-later Dot',
      ]);
      expect((await due(day)).map((one) => one.words)).toEqual([`${words}: what has come of it?`]);
      const given = { hub, writeUp: id, turn: i + 1, by };
      expect(await writingUp.lookAgain(db, given, town.tea.endsAt + days * DAY)).toBe('looked');
      expect(await due(day)).toEqual([]);
    }
  });

  it('on paper it has all of it, and before there is anything room to write', async () => {
    const town = await build();
    await decide(town, 'Tea at ten');
    await promise(town);
    const hub = { name: 'Stainsacre Social', zone: 'Europe/London' };
    expect(notesSheet(hub, await read(town), town.evening).rows).toEqual([
      [{ text: 'Decided', strong: true }, { text: 'Tea at ten' }],
      [
        { text: 'Promised', strong: true },
        { text: 'Ask for a price', sub: 'A host. By Saturday 1 May.' },
      ],
    ]);
    const empty = { title: 'Tea', startsLocal: '2027-04-06T10:30', decisions: [], promises: [] };
    expect(notesSheet(hub, empty, town.evening).rows[0]![1]).toBe('room');
  });
});
