import { expect, it } from 'vitest';
import * as village from '#server/demo/village.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as newcomers from '#server/paper/newcomers.ts';
import { openFile } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';

const HUB = { slug: 'tea', name: 'Stainsacre Social', place: 'Stainsacre', zone: 'Europe/London', about: '' };
const ORIGIN = 'https://natter.example';
const words = (number: number) => Array.from({ length: number }, (_, i) => `word${i}`).join(' ');

it('a page for newcomers has no more than 400 words, however much a hub has to tell', () => {
  const many = Array.from({ length: 40 }, () => words(60));
  const next = Array.from({ length: 3 }, () => ({
    title: words(40),
    startsLocal: '2027-04-06T10:30',
    where: words(40),
  }));
  const found = {
    about: words(900),
    next,
    hosts: many,
    jobs: many,
    changed: many,
    going: many,
    promised: many,
  };
  const sheet = newcomers.newcomersSheet({ ...HUB, name: words(60) }, found, ORIGIN, NOW);
  expect(newcomers.wordsOn(sheet)).toBeLessThanOrEqual(newcomers.MOST_WORDS);
  expect(newcomers.wordsOn(sheet)).toBeGreaterThan(200);
  // When, where and how to join come before what is left out.
  expect(sheet.rows.slice(0, 3).map(([heading]) => heading)).toEqual(
    ['What this is', 'When and where', 'How to join'].map((text) => ({ text, strong: true })),
  );
});

it('an empty hub says that nothing is planned, and has no empty lines', () => {
  const none = { about: '', next: [], hosts: [], jobs: [], changed: [], going: [], promised: [] };
  const { rows } = newcomers.newcomersSheet(HUB, none, ORIGIN, NOW);
  expect(rows.map(([, cell]) => (cell as { text: string }).text)).not.toContain('');
  expect(JSON.stringify(rows)).toContain('Nothing is planned just now');
});

it('the page of the demo village tells of it all, and of no home, no name but a host’s, and nothing private', async () => {
  const db = await openFile();
  const { hub } = await village.fill(db, NOW);
  const known = (await hubs.find(db, hub))!;
  const sheet = newcomers.newcomersSheet(known, await newcomers.gather(db, known, NOW), ORIGIN, NOW);
  const told = JSON.stringify(sheet);
  for (const some of ['Tea at the shelter', 'A handrail at the hall steps', 'Mend the lamp over the door'])
    expect(told).toContain(some);
  for (const one of ['My legs', 'Cyd', '12 Mill Lane']) expect(told).not.toContain(one);
  expect(newcomers.wordsOn(sheet)).toBeLessThanOrEqual(newcomers.MOST_WORDS);
  await db.close();
  db.remove();
});
