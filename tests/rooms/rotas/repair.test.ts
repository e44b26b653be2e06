import { describe, expect, test } from 'vitest';
import { draft } from '#server/rotas/fill.ts';
import { repair } from '#server/rotas/repair.ts';
import { breaches } from '../../../bench/rota-check.ts';
import { village } from '../../../bench/rota-village.ts';
import { kettle, person, weeks } from './small-rota.ts';

test('one person who is free takes the turn', () => {
  const problem = kettle([person('Ada'), person('Bert', { recent: 4 })]);
  const { asks, cells } = repair(problem, draft(problem).cells, { shift: 's0', person: 'Ada' });
  expect(asks).toEqual([{ person: 'Bert', from: null, to: 's0' }]);
  expect(cells.map((cell) => cell.person)).toEqual(['Bert']);
});

test('one changes and a second takes their turn, when nobody is free for the first', () => {
  const people = [
    person('Ada', { away: [weeks[1]!] }),
    person('Bert', { limit: 1 }),
    person('Dot', { away: [weeks[0]!] }),
  ];
  const problem = kettle(people, 2);
  const cells = draft(problem).cells.map((cell, week) => ({ ...cell, person: week === 0 ? 'Ada' : 'Bert' }));
  expect(repair(problem, cells, { shift: 's0', person: 'Ada' }).asks).toEqual([
    { person: 'Bert', from: 's1', to: 's0' },
    { person: 'Dot', from: null, to: 's1' },
  ]);
});

test('nobody is asked where nobody can', () => {
  const problem = kettle([person('Ada')]);
  const { asks, cells } = repair(problem, draft(problem).cells, { shift: 's0', person: 'Ada' });
  expect(asks).toEqual([]);
  expect(cells[0]!.person).toBeNull();
});

describe('in a village', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    '%i: at most two are asked, nothing locked moves, no rule breaks',
    (seed) => {
      const problem = village({ people: 12, jobs: 4, meetups: 6 }, seed);
      const { cells } = draft(problem);
      for (const { shift, person, held } of cells) {
        if (person === null || held !== null) continue;
        const mended = repair(problem, cells, { shift, person });
        expect(mended.asks.length).toBeLessThanOrEqual(2);
        expect(mended.asks.map((ask) => ask.person)).not.toContain(person);
        for (const cell of cells.filter((one) => one.held === 'locked'))
          expect(mended.cells).toContainEqual(cell);
        const accepted = mended.asks.some(({ from }) =>
          cells.some((c) => c.shift === from && c.held === 'accepted'),
        );
        if (mended.asks.length > 0 && !accepted) expect(breaches(problem, mended.cells)).toEqual([]);
      }
    },
  );
});
