import { expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import * as reached from '#server/outbox/reached.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { addDevice, addHub, addPerson, HUB, run } from '../../helpers/village.ts';

const NOW = 1_800_000_000;
const DATE = 'series-2027-03-02';
const CHANGES = { subject: DATE, kinds: letters.CHANGES };

const tell = (db: Database, person: string, more: Partial<letters.NewLetter> = {}, now = NOW) =>
  db.write((tx) =>
    letters.write(
      tx,
      {
        person,
        hub: HUB,
        kind: 'cancelled',
        subject: DATE,
        occasion: 'a-change',
        ways: 'all',
        dueAt: now,
        useBy: now + 7200,
        ...more,
      },
      now,
    ),
  );

const names = (list: reached.ToTell[]) => list.map(({ firstName }) => firstName);

async function cast(db: Database) {
  await addHub(db);
  const bert = await addPerson(db, {
    firstName: 'Bert',
    mail: 'bert@example.org',
    telephone: '01947 000 000',
  });
  await addDevice(db, bert, { endpoint: 'https://fcm.googleapis.com/b' });
  const cyd = await addPerson(db, { firstName: 'Cyd', inPersonThrough: 'Bert, next door' });
  return { bert, cyd };
}

eachDatabase((fresh) => {
  it('has everybody to ring until they are known to know, handed over or not', async () => {
    const db = await fresh();
    const { bert, cyd } = await cast(db);
    await tell(db, bert);
    await tell(db, cyd);
    await run(db, `UPDATE sends SET state = 'handed-over', handed_over_at = :now WHERE way = 'push'`, {
      now: NOW,
    });
    const standing = await reached.standing(db, CHANGES);
    expect(standing).toMatchObject({ expected: 2, told: [] });
    expect(standing.toRing).toMatchObject([
      {
        firstName: 'Bert',
        telephone: '01947 000 000',
        tried: expect.arrayContaining([
          { way: 'push', state: 'handed-over', handedOverAt: NOW, nextAt: NOW },
          { way: 'mail', state: 'waiting', handedOverAt: null, nextAt: NOW },
        ]),
      },
      { firstName: 'Cyd', telephone: null, inPersonThrough: 'Bert, next door', tried: [] },
    ]);
  });

  it('counts down as people are spoken to, and keeps what else came of ringing', async () => {
    const db = await fresh();
    const { bert, cyd } = await cast(db);
    await tell(db, bert);
    await tell(db, cyd);
    const [first, second] = (await reached.standing(db, CHANGES)).toRing;
    await reached.ring(db, { subject: DATE, letter: first!.letter, outcome: 'no-answer', by: cyd }, NOW + 1);
    await reached.ring(
      db,
      { subject: DATE, letter: first!.letter, outcome: 'left-a-message', by: cyd },
      NOW + 2,
    );
    await reached.ring(db, { subject: DATE, letter: second!.letter, outcome: 'spoke', by: bert }, NOW + 3);
    const standing = await reached.standing(db, CHANGES);
    expect(names(standing.told)).toEqual(['Cyd']);
    expect(standing.toRing).toMatchObject([
      {
        firstName: 'Bert',
        rings: [
          { outcome: 'no-answer', at: NOW + 1, by: 'Cyd' },
          { outcome: 'left-a-message', at: NOW + 2, by: 'Cyd' },
        ],
      },
    ]);
  });

  it('the same button tapped twice is one call, and a minute later it is another', async () => {
    const db = await fresh();
    const { bert, cyd } = await cast(db);
    await tell(db, bert);
    const { letter } = (await reached.standing(db, CHANGES)).toRing[0]!;
    const ring = (now: number) =>
      reached.ring(db, { subject: DATE, letter, outcome: 'no-answer', by: cyd }, now);
    expect(await Promise.all([ring(NOW), ring(NOW), ring(NOW + 60)])).toEqual(['noted', 'noted', 'noted']);
    expect((await reached.standing(db, CHANGES)).toRing[0]!.rings).toHaveLength(2);
  });

  it('takes back a "spoke" that was a slip, but not what a person did themselves', async () => {
    const db = await fresh();
    const { bert, cyd } = await cast(db);
    await tell(db, bert);
    await tell(db, cyd);
    const [first, second] = (await reached.standing(db, CHANGES)).toRing;
    await letters.markReached(db, first!.letter, 'tapped', NOW);
    await reached.ring(db, { subject: DATE, letter: second!.letter, outcome: 'spoke', by: bert }, NOW);
    await reached.takeBack(db, { subject: DATE, letter: first!.letter });
    await reached.takeBack(db, { subject: DATE, letter: second!.letter });
    const standing = await reached.standing(db, CHANGES);
    expect(names(standing.told)).toEqual(['Bert']);
    expect(standing.toRing).toMatchObject([{ firstName: 'Cyd', rings: [] }]);
  });

  it('does not count who knows of an earlier change as knowing of the latest', async () => {
    const db = await fresh();
    const { bert } = await cast(db);
    await tell(db, bert, { kind: 'moved', occasion: 'first' });
    await db.write((tx) => letters.markReachedAbout(tx, bert, DATE, 'answered', NOW));
    await tell(db, bert, { kind: 'cancelled', occasion: 'second' }, NOW + 60);
    const standing = await reached.standing(db, CHANGES);
    expect(standing).toMatchObject({ expected: 1, told: [], toRing: [{ kind: 'cancelled' }] });
  });

  it('of reminders has only those to ring whom nothing else reaches', async () => {
    const db = await fresh();
    const { bert, cyd } = await cast(db);
    for (const person of [bert, cyd]) await tell(db, person, { kind: 'reminder', ways: 'ladder' });
    const standing = await reached.standing(db, { subject: DATE, kinds: ['reminder'] });
    expect(names(standing.toRing)).toEqual(['Cyd']);
    expect(names(standing.sent)).toEqual(['Bert']);
  });

  it('says that a mail address does not work', async () => {
    const db = await fresh();
    const { bert } = await cast(db);
    await run(db, 'UPDATE people SET mail_failed_at = 1 WHERE id = :bert', { bert });
    await tell(db, bert);
    expect((await reached.standing(db, CHANGES)).toRing).toMatchObject([{ hasMail: true, mailFails: true }]);
  });

  it('takes a ring only for a letter about the same meet-up', async () => {
    const db = await fresh();
    const { bert } = await cast(db);
    await tell(db, bert);
    const [one] = (await reached.standing(db, CHANGES)).toRing;
    const other = { subject: 'another', letter: one!.letter, outcome: 'spoke', by: bert } as const;
    expect(await reached.ring(db, other, NOW)).toBe('not-found');
    expect((await reached.standing(db, CHANGES)).told).toEqual([]);
  });
});
