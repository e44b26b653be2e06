import { expect, test } from 'vitest';
import * as keptUntil from '../../src/routes/kept-until.ts';

function said(...ends: (number | null)[]) {
  let headers: Record<string, string> = {};
  keptUntil.say({ setHeaders: (set) => (headers = set) }, ...ends);
  return headers['natter-until'];
}

test('a page may be kept until the first of what is in it is to be gone', () => {
  expect(said(1_800_000_000, null, 1_700_000_000)).toBe('1700000000');
  expect(said(null)).toBeUndefined();
  expect(said()).toBeUndefined();
});
