import { expect, test } from 'vitest';
import type { Meetup } from '#server/meetups/meetups.ts';
import type { Job } from '#server/rotas/jobs.ts';
import { SILENCE, type Shift, type Turn } from '#server/rotas/shifts.ts';
import * as rota from '../../src/routes/[hub]/rota/rota.ts';
import { NOW } from '../helpers/neighbours.ts';
import { KETTLE } from '../helpers/rota.ts';

const DAYS = ['2027-04-06', '2027-05-04'].map(
  (day) => ({ id: `tea-${day}`, title: 'Tea', startsLocal: `${day}T10:30` }) as Meetup,
);

function jobCalled(name: string): Job {
  return { ...KETTLE, id: name.toLowerCase(), name, hub: 'the-shelter', closedAt: null };
}

function shift(day: number, job: string, turns: Partial<Turn>[] = [], numbers: Partial<Shift> = {}): Shift {
  const usual = {
    person: 'pat',
    firstName: 'Pat',
    standing: 'taken' as const,
    learning: false,
    locked: false,
  };
  const all = turns.map((turn): Turn => ({ ...usual, askedAt: null, wantsCover: false, ...turn }));
  return { id: null, meetup: DAYS[day]!, job: jobCalled(job), fewest: 1, most: 1, turns: all, ...numbers };
}

const asked = (askedAt: number): Partial<Turn> => ({ standing: 'asked', askedAt });

test('a place is filled, asked about, amber after four days of silence, or empty', () => {
  const stateOf = (...turns: Partial<Turn>[]) => rota.stateOf(shift(0, 'Kettle', turns), NOW);
  expect(stateOf({})).toBe('filled');
  expect(stateOf({ wantsCover: true })).toBe('asked');
  expect(stateOf(asked(NOW - SILENCE + 1))).toBe('asked');
  expect(stateOf(asked(NOW - SILENCE))).toBe('amber');
  expect(stateOf({ learning: true })).toBe('empty');
  expect(stateOf()).toBe('empty');
});

test('the picture has a row for each date and a column for each job, and nobody in it', () => {
  const all = [shift(0, 'Kettle', [{}]), shift(1, 'Kettle'), shift(1, 'Cake', [asked(NOW)])];
  const picture = rota.pictureOf(all, NOW);
  expect(picture.jobs.map(({ name }) => name)).toEqual(['Kettle', 'Cake']);
  expect(picture.rows.map(({ meetup, cells }) => [meetup.id, ...cells])).toEqual([
    ['tea-2027-04-06', 'filled', null],
    ['tea-2027-05-04', 'empty', 'asked'],
  ]);
  expect(JSON.stringify(picture)).not.toMatch(/pat/i);
});

test('what a code on paper led to stands first, then what is needed, then where a hand is welcome', () => {
  const wide = { most: 3 };
  const all = [
    shift(0, 'Cake', [{}], wide),
    shift(0, 'Chairs', [{}], wide),
    shift(0, 'Kettle'),
    shift(1, 'Cake'),
  ];
  const shown = (at: string | null) => rota.shownOf(all, at, { all: false }, NOW).map(({ key }) => key);
  const [cake, chairs, kettle, later] = all.map(rota.keyOf);
  expect(shown(null)).toEqual([kettle, later, cake, chairs]);
  expect(shown(chairs!)).toEqual([chairs, kettle, later, cake]);
  const many = [0, 1, 2, 3, 4, 5].map((n) => shift(0, `Job ${n}`));
  expect(rota.shownOf(many, null, { all: false }, NOW)).toHaveLength(5);
  expect(rota.shownOf(many, null, { all: true }, NOW)).toHaveLength(6);
});

test('what an open job needs is told, lifting too', () => {
  const chairs = { ...shift(0, 'Chairs'), job: { ...jobCalled('Chairs'), lifting: true } };
  const { needs } = rota.openOf(chairs, NOW);
  expect(needs).toEqual({ shownHow: false, keyHolder: false, firstAid: false, lifting: true });
});
