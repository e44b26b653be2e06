import { expect, test } from 'vitest';
import * as adding from '#server/elsewhere/adding.ts';
import * as calendars from '#server/elsewhere/calendars.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as nameTags from '#server/paper/name-tags.ts';
import { ringList } from '#server/paper/ring-list.ts';
import { pdf } from '#server/paper/sheet-pdf.ts';
import type { Cell } from '#server/paper/sheet.ts';
import { signInSheet } from '#server/paper/sign-in-sheet.ts';
import { whatsOn } from '#server/paper/whats-on.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, get, join, planTea, type Village } from '../../helpers/plans.ts';
import { embedsItsFonts, readPdf } from '../../helpers/read-pdf.ts';

const hubOf = async ({ db, hub }: Village) => (await hubs.find(db, hub))!;

eachDatabase((fresh) => {
  test("what's on: four weeks, cancelled dates as such, homes by their street, on one side", async () => {
    const village = await buildVillage(await fresh());
    const walk = await planTea(village, { title: 'Walk', start: '2027-03-03T14:00', rrule: 'FREQ=WEEKLY' });
    for (const day of ['04', '05', '06', '07', '08', '09'])
      await planTea(village, { title: `Chat ${day}`, start: `2027-03-${day}T10:00`, rrule: 'FREQ=WEEKLY' });
    await planTea(village, {
      title: 'At home',
      start: '2027-03-03T19:00',
      rrule: null,
      venueId: village.house,
      hosts: [village.dot, village.ada],
    });
    await planTea(village, { title: 'Too late', start: '2027-04-06T10:30', rrule: null });
    const off = await get(village, `${walk}-2027-03-03`);
    await cancelling.cancel(village.db, off, { by: village.ada, because: 'Snow' }, NOW);
    const sheet = await whatsOn(village.db, await hubOf(village), 'https://natter.example', NOW);
    expect(sheet.size).toBe(16);
    const words = JSON.stringify(sheet.rows);
    expect(words).toContain('NOT ON: Walk');
    expect(words).toContain('A house in Mill Lane');
    expect(words).not.toContain('12 Mill Lane');
    expect(words).not.toContain('Too late');
    const made = await pdf(sheet);
    expect(embedsItsFonts(made)).toBe(true);
    const { sides } = await readPdf(made);
    expect(sides).toHaveLength(1);
    const shown = sheet.rows.filter(([, cell]) => sides[0]!.includes((cell as { text: string }).text)).length;
    expect(shown).toBeGreaterThan(5);
    expect(sides[0]).toMatch(/And \d+ more: see natter\.example\/stainsacre-social/);
    expect(sides[0]).toContain('Correct until');
  });

  test('what others have on follows ours on the list, with whose it is', async () => {
    const village = await buildVillage(await fresh());
    await planTea(village, { title: 'Walk', start: '2027-03-20T14:00', rrule: null });
    const file = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:1',
      'DTSTART:20270303T190000',
      'SUMMARY:Film night',
    ];
    const bytes = new TextEncoder().encode([...file, 'END:VEVENT', 'END:VCALENDAR'].join('\n'));
    const hub = await hubOf(village);
    const bringing = { hub, owner: 'the village hall', page: null, by: village.bert };
    const added = await adding.fromFile(village.db, { ...bringing, bytes }, NOW);
    if (added.is !== 'added') throw new Error(added.is);
    await village.db.write((tx) => calendars.confirm(tx, hub.slug, added.id, NOW));
    const { rows } = await whatsOn(village.db, hub, 'https://natter.example', NOW);
    expect(rows).toMatchObject([
      [{ text: 'Saturday 20 March' }, { text: 'Walk' }],
      [{ text: 'Wednesday 3 March' }, { text: 'Film night', sub: 'From the village hall’s calendar' }],
    ]);
  });

  test('the sign-in sheet has who is expected and ten lines to write on, a box for photographs, in 14 pt', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    await join(village, `${tea}-2027-04-06`, 'Cyd');
    await join(village, `${tea}-2027-04-06`, 'Eve', 'maybe');
    const meetup = await get(village, `${tea}-2027-04-06`);
    const sheet = await signInSheet(village.db, await hubOf(village), meetup, NOW);
    expect(sheet.size).toBe(14);
    expect(sheet.rows.filter(([cell]) => cell === 'room')).toHaveLength(10);
    const { sides } = await readPdf(await pdf(sheet));
    expect(sides[0]).toContain('Cyd');
    expect(sides[0]).toContain('Photo OK');
    expect(sides[0]).not.toContain('Eve');
  });

  test('name tags are for who is expected, ten to a side, the rest of it blank', async () => {
    const village = await buildVillage(await fresh());
    const tea = await planTea(village);
    for (let i = 0; i < 11; i++) await join(village, `${tea}-2027-04-06`, `Neighbour${i}`);
    const names = await nameTags.names(village.db, await get(village, `${tea}-2027-04-06`));
    expect(names).toHaveLength(11);
    const { sides } = await readPdf(await nameTags.pdf('Stainsacre Social', names));
    expect(sides).toHaveLength(2);
    expect(sides.join().split('Stainsacre Social')).toHaveLength(21);
  });
});

test('a list that is a line too long stands closer, rather than on a side of its own', async () => {
  const sidesOf = async (lines: number) => {
    const rows = Array.from({ length: lines }, (): Cell[] => ['room', 'box']);
    const columns = [
      { heading: 'First name', share: 0.8 },
      { heading: 'Here', share: 0.2 },
    ];
    const about = { title: 'Tea', hubName: 'Stainsacre Social', lines: ['Tuesday'], foot: ['Thank you.'] };
    return (await readPdf(await pdf({ ...about, columns, rows, size: 14, qr: null, oneSide: null }))).sides
      .length;
  };
  const sides = [];
  for (let lines = 19; lines <= 26; lines++) sides.push(await sidesOf(lines));
  expect(sides).toEqual([1, 1, 1, 1, 1, 1, 2, 2]);
});

test('a long ring list goes on, with its headings on every side', async () => {
  const people = Array.from({ length: 60 }, (_, i) => ({
    firstName: `Neighbour ${i}`,
    telephone: i % 2 ? '01947 600123' : null,
    inPersonThrough: i % 2 ? null : 'Bert',
  }));
  const about = {
    hubName: 'Stainsacre Social',
    title: 'Tea',
    startsLocal: '2027-04-06T10:30',
    today: '2027-04-05T09:00',
  };
  const { sides } = await readPdf(await pdf(ringList(about, 'Tea is off.', people)));
  expect(sides.length).toBeGreaterThan(2);
  for (const side of sides) {
    expect(side).toContain('No answer');
    expect(side).toContain('Tea, Tuesday 6 April');
  }
  for (const { firstName } of people) expect(sides.join('\n')).toContain(firstName);
});
