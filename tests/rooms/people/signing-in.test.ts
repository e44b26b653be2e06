import { expect, it } from 'vitest';
import { DAY, MINUTE } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as ownCalendars from '#server/people/own-calendars.ts';
import * as people from '#server/people/people.ts';
import * as sessions from '#server/people/sessions.ts';
import * as signInCards from '#server/people/sign-in-cards.ts';
import * as signInCodes from '#server/people/sign-in-codes.ts';
import * as signingIn from '#server/people/signing-in.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle, startHub } from '../../helpers/neighbours.ts';

const BROWSER = 'the browser that asks';
const HERE = { device: 'Firefox on Linux', instead: null };
const ADA = 'ada@example.org';

interface Asking {
  mail?: string;
  browser?: string;
  from?: string;
  forPerson?: string | null;
}

async function ask(db: Database, asking: Asking = {}, now = NOW): Promise<string> {
  const asked = await signInCodes.ask(
    db,
    { mail: ADA, browser: BROWSER, from: '192.0.2.1', forPerson: null, ...asking },
    now,
  );
  if (asked.outcome !== 'made') throw new Error(asked.outcome);
  return asked.code;
}

function give(db: Database, code: string, now = NOW, viewer: string | null = null, browser = BROWSER) {
  return signingIn.withCode(db, { ...HERE, code, browser, viewer }, now);
}

const wrongFor = (code: string) => (code === '00000000' ? '00000001' : '00000000');

eachDatabase((fresh) => {
  async function village() {
    const db = await fresh();
    const shelter = await startHub(db);
    const ada = await settle(db, shelter, { firstName: 'Ada', mail: ADA, proved: true });
    return { db, shelter, ada };
  }

  it('the mailed code signs in whoever has that address', async () => {
    const { db, ada } = await village();
    const code = await ask(db);
    expect(code).toMatch(/^\d{8}$/);
    expect(await signInCodes.sentTo(db, BROWSER, NOW)).toBe(ADA);
    const signed = await give(db, code, NOW + 1);
    expect(signed).toMatchObject({ outcome: 'in', person: ada });
    expect('secret' in signed && (await sessions.read(db, signed.secret, NOW + 1))?.viewer.id).toBe(ada);
  });

  it('whoever proves an address that a host wrote down is alone with what is theirs from then on', async () => {
    const { db, shelter } = await village();
    const eve = await settle(db, shelter, { firstName: 'Eve', mail: 'eve@example.org' });
    const before = await sessions.begin(db, eve, 'the phone of who wrote it down', NOW);
    const calendar = await db.write((tx) => ownCalendars.make(tx, eve, NOW));
    const card = await db.write((tx) => signInCards.make(tx, eve, NOW));
    const signed = await give(db, await ask(db, { mail: 'eve@example.org' }));
    expect(signed).toMatchObject({ outcome: 'in', person: eve });
    expect(await sessions.read(db, before.secret, NOW)).toBeNull();
    expect(await ownCalendars.whose(db, calendar!, NOW)).toBeNull();
    expect(await signingIn.withCard(db, { ...HERE, token: card }, NOW)).toEqual({ outcome: 'over' });
    const later = await give(db, await ask(db, { mail: 'eve@example.org' }), NOW);
    expect('secret' in signed && (await sessions.read(db, signed.secret, NOW))?.viewer.id).toBe(eve);
    expect(later).toMatchObject({ outcome: 'in', person: eve });
  });

  it('who proves an address of their own from the device they use stays signed in elsewhere', async () => {
    const { db, shelter } = await village();
    const eve = await settle(db, shelter, { firstName: 'Eve', mail: 'eve@example.org' });
    const tablet = await sessions.begin(db, eve, 'Tablet', NOW);
    await give(db, await ask(db, { mail: 'eve@example.org' }), NOW, eve);
    expect(await sessions.read(db, tablet.secret, NOW)).not.toBeNull();
  });

  it('the table does not hold the code', async () => {
    const { db } = await village();
    const code = await ask(db);
    expect(JSON.stringify(await db.all('SELECT * FROM sign_in_codes'))).not.toContain(code);
  });

  it('a code works once', async () => {
    const { db } = await village();
    const code = await ask(db);
    await give(db, code);
    expect(await give(db, code)).toEqual({ outcome: 'over' });
  });

  it('a code works in the browser that asked for it and in no other', async () => {
    const { db } = await village();
    const code = await ask(db);
    expect(await give(db, code, NOW, null, 'another browser')).toEqual({ outcome: 'over' });
    expect(await give(db, code)).toMatchObject({ outcome: 'in' });
  });

  it('a code is over after ten minutes, to the second', async () => {
    const { db } = await village();
    const code = await ask(db);
    expect(await give(db, code, NOW + 10 * MINUTE)).toEqual({ outcome: 'over' });
    expect(await give(db, code, NOW + 10 * MINUTE - 1)).toMatchObject({ outcome: 'in' });
  });

  it('after five wrong tries the right code does not work either', async () => {
    const { db } = await village();
    const code = await ask(db);
    for (let i = 0; i < 5; i++) expect(await give(db, wrongFor(code))).toEqual({ outcome: 'wrong' });
    expect(await give(db, code)).toEqual({ outcome: 'too-many' });
  });

  it('the fifth try may still be right', async () => {
    const { db } = await village();
    const code = await ask(db);
    for (let i = 0; i < 4; i++) await give(db, wrongFor(code));
    expect(await give(db, code)).toMatchObject({ outcome: 'in' });
  });

  it('tries that come together are counted one by one', async () => {
    const { db } = await village();
    const code = await ask(db);
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => give(db, wrongFor(code))));
    expect(outcomes.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(5);
  });

  it('asking again voids the code before', async () => {
    const { db } = await village();
    const first = await ask(db);
    const second = await ask(db, {}, NOW + 1);
    expect(await give(db, first, NOW + 2)).toEqual({ outcome: first === second ? 'in' : 'wrong' });
    expect(await give(db, second, NOW + 2)).toMatchObject({ outcome: 'in' });
  });

  it('one place gets six codes in a quarter of an hour for one mail address, and twenty a day', async () => {
    const { db } = await village();
    const asked = async (i: number, now: number) =>
      (await signInCodes.ask(db, { mail: ADA, browser: `b${i}`, from: '192.0.2.1', forPerson: null }, now))
        .outcome;
    const quarter = NOW - (NOW % (15 * MINUTE));
    const first = [];
    for (let i = 0; i < 7; i++) first.push(await asked(i, quarter + i));
    expect(first).toEqual([...Array(6).fill('made'), 'too-many-for-mail']);
    const day = [];
    const morning = NOW - (NOW % DAY) + DAY;
    for (let i = 0; i < 21; i++) day.push(await asked(i, morning + i * 15 * MINUTE));
    expect(day.filter((outcome) => outcome === 'made')).toHaveLength(20);
  });

  it('who is asked for again and again from one place still gets a code at another, up to sixty a day in all', async () => {
    const { db } = await village();
    const asked = async (from: string, now: number) =>
      (await signInCodes.ask(db, { mail: ADA, browser: from, from, forPerson: null }, now)).outcome;
    const morning = NOW - (NOW % DAY) + DAY;
    for (let i = 0; i < 30; i++) await asked('192.0.2.66', morning + i * 15 * MINUTE);
    expect(await asked('192.0.2.66', morning + 8 * 3600)).toBe('too-many-for-mail');
    expect(await asked('192.0.2.1', morning + 8 * 3600)).toBe('made');
    for (let i = 0; i < 60; i++) await asked(`198.51.100.${i}`, morning + 9 * 3600);
    expect(await asked('192.0.2.2', morning + 10 * 3600)).toBe('too-many-for-mail');
  });

  it('one place gets sixty codes in a quarter of an hour, whoever they are for', async () => {
    const { db } = await village();
    for (let i = 0; i < 60; i++) await ask(db, { mail: `n${i}@example.org` });
    await expect(ask(db, { mail: 'n61@example.org' })).rejects.toThrow('too-many-from-here');
    expect(await ask(db, { mail: 'n61@example.org' }, NOW + 15 * MINUTE)).toMatch(/^\d{8}$/);
  });

  it('an unknown address is answered alike, and its owner says a first name once the code was right', async () => {
    const { db } = await village();
    const code = await ask(db, { mail: 'Gwen@Example.org' });
    expect(await signInCodes.proved(db, BROWSER, NOW)).toBeNull();
    expect(await give(db, wrongFor(code))).toEqual({ outcome: 'wrong' });
    expect(await give(db, code)).toEqual({ outcome: 'name-wanted' });
    expect(await signInCodes.proved(db, BROWSER, NOW)).toBe('gwen@example.org');
    const signed = await signingIn.withName(db, { ...HERE, browser: BROWSER, firstName: 'Gwen' }, NOW);
    expect(signed.outcome).toBe('in');
    expect(await people.findByMail(db, 'gwen@example.org')).toMatchObject({
      firstName: 'Gwen',
      mailProvedAt: NOW,
    });
    const again = await signingIn.withName(db, { ...HERE, browser: BROWSER, firstName: 'Gwen' }, NOW);
    expect(again.outcome).toBe('over');
  });

  it('nobody gets in by a name alone, nor half an hour after the code', async () => {
    const { db } = await village();
    const code = await ask(db, { mail: 'gwen@example.org' });
    const named = (now: number) =>
      signingIn.withName(db, { ...HERE, browser: BROWSER, firstName: 'Gwen' }, now);
    expect(await named(NOW)).toEqual({ outcome: 'over' });
    await give(db, code);
    expect(await named(NOW + 30 * MINUTE)).toEqual({ outcome: 'over' });
  });

  it('somebody who came from a leaflet makes an address theirs', async () => {
    const { db, shelter } = await village();
    const cyd = await settle(db, shelter, { firstName: 'Cyd' });
    const code = await ask(db, { mail: 'cyd@example.org', forPerson: cyd });
    expect(await give(db, code, NOW, cyd)).toMatchObject({ outcome: 'in', person: cyd });
    expect(await people.find(db, cyd)).toMatchObject({ mail: 'cyd@example.org', mailProvedAt: NOW });
  });

  it('somebody who came from a leaflet becomes one with the person who has the address', async () => {
    const { db, shelter, ada } = await village();
    const leaflet = await settle(db, shelter, { firstName: 'Ada B' });
    const before = await sessions.begin(db, leaflet, 'Firefox on Linux', NOW);
    const code = await ask(db, { forPerson: leaflet });
    const signed = await signingIn.withCode(
      db,
      { device: 'Firefox on Linux', instead: before.secret, code, browser: BROWSER, viewer: leaflet },
      NOW,
    );
    expect(signed).toMatchObject({ outcome: 'in', person: ada });
    expect(await people.find(db, leaflet)).toBeNull();
    expect(await sessions.read(db, before.secret, NOW)).toBeNull();
  });

  it('somebody else who has signed in since on that browser is not taken in', async () => {
    const { db, shelter, ada } = await village();
    const leaflet = await settle(db, shelter, { firstName: 'Cyd' });
    const bert = await settle(db, shelter, { firstName: 'Bert' });
    const code = await ask(db, { forPerson: leaflet });
    expect(await give(db, code, NOW, bert)).toMatchObject({ outcome: 'in', person: ada });
    expect(await people.find(db, leaflet)).not.toBeNull();
    expect(await people.find(db, bert)).not.toBeNull();
  });

  it('two people with an address each stay two', async () => {
    const { db, shelter } = await village();
    const bert = await settle(db, shelter, { firstName: 'Bert', mail: 'bert@example.org', proved: true });
    const code = await ask(db, { forPerson: bert });
    expect(await give(db, code, NOW, bert)).toEqual({ outcome: 'someone-else' });
    expect(await give(db, code, NOW, bert)).toEqual({ outcome: 'over' });
  });

  it('an address can be changed for one that nobody has', async () => {
    const { db, ada } = await village();
    const code = await ask(db, { mail: 'new@example.org', forPerson: ada });
    await give(db, code, NOW, ada);
    expect(await people.find(db, ada)).toMatchObject({ mail: 'new@example.org' });
  });

  it('a code that arrived proves that letters arrive too', async () => {
    const { db, ada } = await village();
    await db.write((tx) => tx.run('UPDATE people SET mail_failed_at = 1 WHERE id = :ada', { ada }));
    await give(db, await ask(db));
    expect(await people.find(db, ada)).toMatchObject({ mailFailedAt: null });
  });

  it('a card signs one person in, once, within a day', async () => {
    const { db, ada } = await village();
    const token = await db.write((tx) => signInCards.make(tx, ada, NOW));
    expect(await signInCards.look(db, token, NOW + DAY - 1)).toEqual({ firstName: 'Ada', good: true });
    expect(await signInCards.look(db, token, NOW + DAY)).toMatchObject({ good: false });
    expect(await signInCards.look(db, 'made up', NOW)).toBeNull();
    const use = () => signingIn.withCard(db, { ...HERE, token }, NOW + 1);
    const outcomes = await Promise.all([use(), use()]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['in', 'over']);
    expect(await signInCards.look(db, token, NOW + 1)).toMatchObject({ good: false });
    expect(JSON.stringify(await db.all('SELECT * FROM sign_in_cards'))).not.toContain(token);
  });

  it('a card a day old signs nobody in', async () => {
    const { db, ada } = await village();
    const token = await db.write((tx) => signInCards.make(tx, ada, NOW));
    expect(await signingIn.withCard(db, { ...HERE, token }, NOW + DAY)).toEqual({ outcome: 'over' });
  });
});
