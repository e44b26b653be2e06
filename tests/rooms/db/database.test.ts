import { expect, it } from 'vitest';
import { isConstraint } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { eachDatabase } from '../../helpers/databases.ts';

const ADD_HUB = `INSERT INTO hubs (slug, name, place, zone, created_at)
  VALUES (:slug, 'A hub', 'Somewhere', 'Europe/London', 0)`;

eachDatabase((fresh) => {
  it('keeps all of 200 writes that arrive together', async () => {
    const db = await fresh();
    await db.write((tx) => tx.run(ADD_HUB, { slug: 'counted' }));
    await Promise.all(
      Array.from({ length: 200 }, () =>
        db.write((tx) =>
          tx.run('UPDATE hubs SET created_at = created_at + 1 WHERE slug = :slug', { slug: 'counted' }),
        ),
      ),
    );
    expect(await db.one('SELECT created_at FROM hubs')).toMatchObject({ created_at: 200 });
  });

  it('undoes the whole of a write that fails, and nothing of its neighbours', async () => {
    const db = await fresh();
    const good = db.write((tx) => tx.run(ADD_HUB, { slug: 'good' }));
    const bad = db.write(async (tx) => {
      await tx.run(ADD_HUB, { slug: 'half' });
      throw new Error('changed my mind');
    });
    const after = db.write((tx) => tx.run(ADD_HUB, { slug: 'after' }));
    await expect(bad).rejects.toThrow('changed my mind');
    await Promise.all([good, after]);
    expect((await db.all('SELECT slug FROM hubs ORDER BY slug')).map((row) => row.slug)).toEqual([
      'after',
      'good',
    ]);
  });

  it('refuses what breaks a rule of the tables', async () => {
    const db = await fresh();
    const broken = db.write((tx) =>
      tx.run(`INSERT INTO memberships (person_id, hub, joined_at) VALUES ('nobody', 'nowhere', 0)`),
    );
    await expect(broken).rejects.toSatisfy(isConstraint);
  });

  it('runs each migration once', async () => {
    const db = await fresh();
    expect(await migrate(db, 'migrations', 1)).toEqual([]);
  });
});
