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
