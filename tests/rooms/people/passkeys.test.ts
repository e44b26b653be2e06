import { expect, it } from 'vitest';
import { MINUTE } from '#server/clock.ts';
import type { Database } from '#server/db/database.ts';
import * as passkeys from '#server/people/passkeys.ts';
import * as sessions from '#server/people/sessions.ts';
import { createAuthenticator } from '../../helpers/authenticator.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle, startHub } from '../../helpers/neighbours.ts';

const ORIGIN = 'https://natter.example';
const BROWSER = 'the browser';
const HERE = { device: 'Chrome on Android', instead: null, browser: BROWSER, origin: ORIGIN };

async function adaWithAPasskey(db: Database) {
  const ada = await settle(db, await startHub(db), { firstName: 'Ada', mail: 'ada@example.org' });
  const { secret } = await sessions.begin(db, ada, 'Chrome on Android', NOW);
  const { viewer } = (await sessions.read(db, secret, NOW))!;
  const phone = createAuthenticator(ORIGIN);
  const offer = () => passkeys.offer(db, { viewer, browser: BROWSER, origin: ORIGIN }, NOW);
  const keep = async (response: ReturnType<typeof phone.make>, now = NOW, browser = BROWSER) =>
    passkeys.keep(db, { ...HERE, browser, person: ada, response }, now);
  return { ada, phone, offer, keep };
}

function ask(db: Database, now = NOW) {
  return passkeys.ask(db, { browser: BROWSER, origin: ORIGIN }, now);
}

eachDatabase((fresh) => {
  it('a passkey signs in whoever made it', async () => {
    const db = await fresh();
    const { ada, phone, offer, keep } = await adaWithAPasskey(db);
    expect(await keep(phone.make((await offer()).challenge))).toBe('kept');
    const response = phone.answer((await ask(db)).challenge);
    const signed = await passkeys.signIn(db, { ...HERE, response }, NOW + 1);
    expect(signed).toMatchObject({ outcome: 'in', person: ada });
    expect('secret' in signed && (await sessions.read(db, signed.secret, NOW + 1))?.viewer.id).toBe(ada);
    expect(await passkeys.ofPerson(db, ada)).toMatchObject([
      { device: 'Chrome on Android', usedAt: NOW + 1 },
    ]);
  });

  it('the same answer does not sign in twice', async () => {
    const db = await fresh();
    const { phone, offer, keep } = await adaWithAPasskey(db);
    await keep(phone.make((await offer()).challenge));
    const response = phone.answer((await ask(db)).challenge);
    await passkeys.signIn(db, { ...HERE, response }, NOW);
    expect(await passkeys.signIn(db, { ...HERE, response }, NOW)).toEqual({ outcome: 'refused' });
  });

  it('a challenge is good for five minutes, in the browser it was given to', async () => {
    const db = await fresh();
    const { phone, offer, keep } = await adaWithAPasskey(db);
    await keep(phone.make((await offer()).challenge));
    const late = phone.answer((await ask(db)).challenge);
    expect(await passkeys.signIn(db, { ...HERE, response: late }, NOW + 5 * MINUTE)).toEqual({
      outcome: 'refused',
    });
    const elsewhere = phone.answer((await ask(db)).challenge);
    const other = { ...HERE, browser: 'another', response: elsewhere };
    expect(await passkeys.signIn(db, other, NOW)).toEqual({ outcome: 'refused' });
  });

  it('a passkey made for another address, or never made here, is refused', async () => {
    const db = await fresh();
    const { offer, keep } = await adaWithAPasskey(db);
    const elsewhere = createAuthenticator('https://natter.evil');
    expect(await keep(elsewhere.make((await offer()).challenge))).toBe('refused');
    const stranger = createAuthenticator(ORIGIN);
    const response = stranger.answer((await ask(db)).challenge);
    expect(await passkeys.signIn(db, { ...HERE, response }, NOW)).toEqual({ outcome: 'refused' });
  });

  it('nonsense is refused rather than a mishap', async () => {
    const db = await fresh();
    const { phone, offer, keep } = await adaWithAPasskey(db);
    const made = phone.make((await offer()).challenge);
    const broken = { ...made, response: { ...made.response, attestationObject: 'AAAA' } };
    expect(await keep(broken)).toBe('refused');
    const response = { id: 'x' };
    await ask(db);
    expect(await passkeys.signIn(db, { ...HERE, response }, NOW)).toEqual({ outcome: 'refused' });
  });

  it('a passkey can be forgotten by its own person alone', async () => {
    const db = await fresh();
    const { ada, phone, offer, keep } = await adaWithAPasskey(db);
    await keep(phone.make((await offer()).challenge));
    const [key] = await passkeys.ofPerson(db, ada);
    await db.write((tx) => passkeys.remove(tx, 'somebody else', key!.id));
    expect(await passkeys.ofPerson(db, ada)).toHaveLength(1);
    await db.write((tx) => passkeys.remove(tx, ada, key!.id));
    expect(await passkeys.ofPerson(db, ada)).toEqual([]);
  });
});
