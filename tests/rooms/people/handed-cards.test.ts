import { expect, it } from 'vitest';
import * as handedCards from '#server/people/handed-cards.ts';
import * as people from '#server/people/people.ts';
import * as signingIn from '#server/people/signing-in.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { makeRole, NOW, settle, startHub } from '../../helpers/neighbours.ts';

const DAY = 86_400;
const HERE = { device: 'A tablet', instead: null };

eachDatabase((fresh) => {
  async function village() {
    const db = await fresh();
    const hub = await startHub(db);
    const bert = await settle(db, hub, { firstName: 'Bert' });
    await makeRole(db, bert, hub, 'host');
    const cyd = await settle(db, hub, { firstName: 'Cyd' });
    const make = (person: string, once: string, now = NOW) => {
      const token = handedCards.tokenOf('key', { person, once });
      return handedCards
        .make(db, { hub, person, by: bert, token }, now)
        .then((outcome) => ({ outcome, token }));
    };
    const isFor = async (person: string) => handedCards.mayBeFor(db, hub, (await people.find(db, person))!);
    return { db, hub, bert, cyd, make, isFor };
  }

  it('a card signs in once, within a week, who has no other way in', async () => {
    const { db, cyd, make } = await village();
    const { outcome, token } = await make(cyd, 'a-form');
    expect(outcome).toBe('made');
    expect(await handedCards.goodUntil(db, { person: cyd, token }, NOW)).toBe(NOW + 7 * DAY);
    const used = await signingIn.withCard(db, { ...HERE, token }, NOW + 7 * DAY - 1);
    expect(used).toMatchObject({ outcome: 'in', person: cyd });
    expect(await signingIn.withCard(db, { ...HERE, token }, NOW + 7 * DAY - 1)).toEqual({ outcome: 'over' });
    const late = await make(cyd, 'another-form');
    expect(await signingIn.withCard(db, { ...HERE, token: late.token }, NOW + 7 * DAY)).toEqual({
      outcome: 'over',
    });
  });

  it('the same form again is the same card, and a new one ends the one before', async () => {
    const { db, cyd, make } = await village();
    const first = await make(cyd, 'a-form');
    expect(await make(cyd, 'a-form', NOW + 60)).toEqual(first);
    const second = await make(cyd, 'another-form', NOW + 120);
    expect(await handedCards.goodUntil(db, { person: cyd, token: first.token }, NOW + 120)).toBeNull();
    expect(await handedCards.goodUntil(db, { person: cyd, token: second.token }, NOW + 120)).not.toBeNull();
  });

  it('a card that was used is not brought back by sending its form again', async () => {
    const { db, cyd, make } = await village();
    const { token } = await make(cyd, 'a-form');
    await signingIn.withCard(db, { ...HERE, token }, NOW);
    await make(cyd, 'a-form', NOW + 60);
    expect(await handedCards.goodUntil(db, { person: cyd, token }, NOW + 60)).toBeNull();
  });

  it('nobody gets a card for a keeper, for proved mail, or for what is theirs in another hub', async () => {
    const { db, hub, bert, cyd, make, isFor } = await village();
    const eve = await settle(db, hub, { firstName: 'Eve', mail: 'eve@example.org', proved: true });
    const dot = await settle(db, await startHub(db, 'Elsewhere'), { firstName: 'Dot' });
    expect([await isFor(cyd), await isFor(bert), await isFor(eve)]).toEqual([true, false, false]);
    for (const person of [bert, eve, dot, 'nobody']) {
      expect((await make(person, 'a-form')).outcome).toBe('not-for-them');
    }
    await db.write((tx) => people.joinHub(tx, dot, hub, NOW));
    expect(await isFor(dot)).toBe(false);
    await db.write((tx) =>
      tx.run(
        `INSERT INTO passkeys (id, person_id, public_key, counter, made_at) VALUES ('a', :cyd, '', 0, 0)`,
        {
          cyd,
        },
      ),
    );
    expect(await isFor(cyd)).toBe(false);
  });
});
