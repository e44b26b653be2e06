import { expect, it } from 'vitest';
import { STATE_WORDS, STATES } from '#lib/voice-words.ts';
import { youSaidSheet } from '#server/paper/you-said.ts';
import type { WeDid } from '#server/voice/we-did.ts';
import { NOW } from '../../helpers/neighbours.ts';

const HUB = { slug: 'tea', name: 'Stainsacre Social', place: 'Stainsacre', zone: 'Europe/London', about: '' };

const topic = (given: Partial<WeDid>): WeDid => ({
  ...{
    topic: 'x',
    name: 'A bench',
    state: 'carried',
    stateAt: NOW,
    nextOn: '2027-04-01',
    body: 'The parish',
  },
  ...{ told: '10', asked: 'A bench', answerBy: '2027-04-01', isLate: false, answer: null, verdict: null },
  ...given,
});

it('the poster has every state, what was not done and why, and what residents say has changed first', () => {
  const answer: WeDid['answer'] = {
    ...{
      id: 'a',
      carry: 'c',
      body: 'The parish',
      kind: 'cannot',
      words: '',
      because: 'the road is not ours',
    },
    ...{ passedTo: null, byDay: null, givenAt: NOW, toldRoomAt: null },
  };
  const carried = STATES.filter((state) => state !== 'said');
  const topics = [
    ...carried.map((state) => topic({ state, name: `In state ${state}` })),
    topic({ name: 'Not done', state: 'answered', answer }),
    topic({ name: 'Nothing heard', isLate: true }),
    topic({ name: 'A rail', state: 'checked', verdict: 'happened' }),
  ];
  const { rows, oneSide } = youSaidSheet(HUB, topics, 'https://natter.example', NOW);
  expect(rows[0]).toMatchObject([{ text: 'It has changed' }, { text: 'A rail' }]);
  const told = JSON.stringify(rows);
  for (const state of carried) expect(told).toContain(STATE_WORDS[state]);
  expect(told).toContain('the road is not ours');
  expect(told).toContain('No answer came by Thursday 1 April');
  // As many sides as it needs: nothing is left off.
  expect(rows).toHaveLength(topics.length);
  expect(oneSide).toBeNull();
});
