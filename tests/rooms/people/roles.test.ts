import { expect, it } from 'vitest';
import { may, type Viewer } from '#server/people/roles.ts';

function someone(hubs: Viewer['hubs']): Viewer {
  return { id: 'x', firstName: 'X', mail: null, hubs, bodies: [], sessionHash: 'h' };
}
const ada = someone({ shelter: 'keeper' });
const bert = someone({ shelter: 'host', street: 'neighbour' });
const cyd = someone({ shelter: 'neighbour' });

it('anybody may see a hub, answer and report, signed in or not', () => {
  for (const viewer of [null, cyd, bert, ada]) {
    for (const action of ['see-hub', 'answer', 'report'] as const) {
      expect(may(viewer, action, 'shelter')).toBe(true);
    }
  }
});

it('a keeper may do all that a host may, and a host all that a neighbour may', () => {
  expect([ada, bert, cyd, null].map((viewer) => may(viewer, 'see-desk', 'shelter'))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([ada, bert, cyd, null].map((viewer) => may(viewer, 'give-roles', 'shelter'))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

it('a role counts in its own hub alone', () => {
  expect(may(bert, 'plan-meetups', 'street')).toBe(false);
  expect(may(ada, 'keep-hub', 'street')).toBe(false);
  expect(may(ada, 'keep-hub')).toBe(false);
});

it('a hub whose name is a word of the language gives nobody a role', () => {
  expect(may(cyd, 'see-desk', 'constructor')).toBe(false);
});

it('a keeper of any hub may start another, a host may not', () => {
  expect([may(ada, 'start-hub'), may(bert, 'start-hub'), may(null, 'start-hub')]).toEqual([
    true,
    false,
    false,
  ]);
});

it('everybody signed in keeps their own things', () => {
  expect([may(cyd, 'keep-own'), may(null, 'keep-own')]).toEqual([true, false]);
});
