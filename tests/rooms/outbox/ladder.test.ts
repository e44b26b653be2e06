import { expect, it } from 'vitest';
import { givesUpAt, waitAfter } from '#server/outbox/ladder.ts';

const HOUR = 3600;

it('waits longer after each try, never more than a quarter of an hour, and by chance not in step', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 50].map((tries) => waitAfter(tries, () => 0));
  expect(longest).toEqual([20, 40, 80, 160, 320, 640, 900, 900]);
  expect(waitAfter(1, () => 0.999)).toBeGreaterThanOrEqual(10);
  expect(new Set(Array.from({ length: 50 }, () => waitAfter(7))).size).toBeGreaterThan(10);
});

it('leaves the next way time enough: push gives up after a third, an hour at most, mail after two thirds', () => {
  const soon = { ways: 'ladder', dueAt: 0, useBy: 90 * 60 } as const;
  expect([givesUpAt(soon, 'push'), givesUpAt(soon, 'mail')]).toEqual([30 * 60, 60 * 60]);
  const tomorrow = { ways: 'ladder', dueAt: 0, useBy: 18 * HOUR } as const;
  expect([givesUpAt(tomorrow, 'push'), givesUpAt(tomorrow, 'mail')]).toEqual([HOUR, 12 * HOUR]);
});

it('tries to tell of a change every way for as long as that is of use', () => {
  const change = { ways: 'all', dueAt: 0, useBy: 18 * HOUR } as const;
  expect([givesUpAt(change, 'push'), givesUpAt(change, 'mail')]).toEqual([18 * HOUR, 18 * HOUR]);
});
