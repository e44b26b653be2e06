import { expect, it } from 'vitest';
import * as attempts from '#server/people/attempts.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';

const LIMIT = { tries: 3, seconds: 3600 };

eachDatabase((fresh) => {
  it('lets through as many tries as allowed, even when they come together, and then no more', async () => {
    const db = await fresh();
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempts.allow(db, 'a', LIMIT, NOW)));
    expect(answers.filter(Boolean)).toHaveLength(3);
  });

  it('counts each bucket by itself and starts again in the next window', async () => {
    const db = await fresh();
    for (let i = 0; i < 4; i++) await attempts.allow(db, 'a', LIMIT, NOW);
    expect(await attempts.allow(db, 'a', LIMIT, NOW + 1)).toBe(false);
    expect(await attempts.allow(db, 'b', LIMIT, NOW + 1)).toBe(true);
    expect(await attempts.allow(db, 'a', LIMIT, NOW + 3600)).toBe(true);
  });

  it('keeps no address in readable form', async () => {
    const db = await fresh();
    await attempts.allow(db, 'codes-for:ada@example.org', LIMIT, NOW);
    expect(JSON.stringify(await db.all('SELECT * FROM attempts'))).not.toContain('ada');
  });
});

it('one house is one place, whichever of its many addresses it comes from', () => {
  const same = ['2001:db8:1:2a00::1', '2001:db8:1:2aff:aaaa:bbbb:cccc:dddd', '2001:0DB8:0001:2a11:0:0:0:9'];
  expect(new Set(same.map(attempts.placeOf))).toEqual(new Set(['2001:db8:1:2a00']));
  expect(attempts.placeOf('2001:db8:1:2b00::1')).not.toBe(attempts.placeOf(same[0]!));
  expect(attempts.placeOf('192.0.2.7')).toBe('192.0.2.7');
  expect(attempts.placeOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(['::1', 'fe80::1%eth0', 'unknown'].map(attempts.placeOf)).toEqual([
    '0:0:0:0',
    'fe80:0:0:0',
    'unknown',
  ]);
});
