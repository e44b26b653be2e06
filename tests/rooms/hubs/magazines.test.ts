import { expect, test } from 'vitest';
import * as magazines from '#server/hubs/magazines.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, startHub } from '../../helpers/neighbours.ts';

test.each([
  [{ monthDay: 15 }, '2027-04', '2027-04-15'],
  [{ monthDay: 31 }, '2027-04', '2027-04-30'],
  [{ monthDay: 31 }, '2028-02', '2028-02-29'],
  [{ nth: 1, weekday: 0 }, '2027-03', '2027-03-01'],
  [{ nth: 2, weekday: 4 }, '2027-04', '2027-04-09'],
  [{ nth: 4, weekday: 6 }, '2027-02', '2027-02-28'],
  [{ nth: -1, weekday: 2 }, '2027-03', '2027-03-31'],
  [{ nth: -1, weekday: 3 }, '2027-03', '2027-03-25'],
])('the deadline %o is in %s on %s', (deadline, month, day) => {
  expect(magazines.deadlineIn(deadline, month)).toBe(day);
});

test('a deadline holds through its day, then the next month has its own', () => {
  const deadline = { monthDay: 15 };
  expect(magazines.nextDeadline(deadline, '2027-04-15')).toBe('2027-04-15');
  expect(magazines.nextDeadline(deadline, '2027-04-16')).toBe('2027-05-15');
  expect(magazines.nextDeadline(deadline, '2027-12-16')).toBe('2028-01-15');
});

eachDatabase((fresh) => {
  test('a hub has one magazine, and what it wants can be changed', async () => {
    const db = await fresh();
    const hub = await startHub(db);
    const voice = { hub, name: 'Village Voice', deadline: { monthDay: 15 }, remindBefore: 7 };
    await db.write((tx) => magazines.keep(tx, voice, NOW));
    expect(await magazines.find(db, hub)).toEqual(voice);
    const changed = { ...voice, deadline: { nth: -1, weekday: 4 }, remindBefore: 3 };
    await db.write((tx) => magazines.keep(tx, changed, NOW));
    expect(await magazines.all(db)).toEqual([{ magazine: changed, zone: 'Europe/London' }]);
    await db.write((tx) => magazines.forget(tx, hub));
    expect(await magazines.find(db, hub)).toBeNull();
  });
});
