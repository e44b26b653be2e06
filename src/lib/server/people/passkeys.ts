import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { number, numberOrNull, text } from '#server/db/rows.ts';
import * as challenges from './passkey-challenges.ts';
import type { Viewer } from './roles.ts';
import * as sessions from './sessions.ts';
import type { Here, SignedIn } from './signing-in.ts';

/** A way of signing in that a device keeps: a fingerprint, a face or a figure code. Times are Unix seconds. */
export interface Passkey {
  id: string;
  device: string;
  madeAt: number;
  usedAt: number | null;
}

/** What a browser sent, not looked at yet: the checking refuses anything that is not as it should be. */
type Sent = { id: string };

const NAME = 'Natter';

/** What a browser needs to make a passkey for the person signed in. `origin` is our own address. */
export async function offer(
  db: Database,
  { viewer, browser, origin }: { viewer: Viewer; browser: string; origin: string },
  now: number,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const has = await db.all('SELECT id FROM passkeys WHERE person_id = :person', { person: viewer.id });
  const options = await generateRegistrationOptions({
    rpName: NAME,
    rpID: new URL(origin).hostname,
    userName: viewer.mail ?? viewer.firstName,
    userDisplayName: viewer.firstName,
    userID: new TextEncoder().encode(viewer.id),
    excludeCredentials: has.map((row) => ({ id: text(row, 'id') })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await challenges.give(db, browser, options.challenge, now);
  return options;
}

/** Keeps the passkey that a browser has made. */
export async function keep(
  db: Database,
  given: {
    person: string;
    browser: string;
    origin: string;
    device: string;
    response: Sent;
  },
  now: number,
): Promise<'kept' | 'refused'> {
  const expected = await challenges.take(db, given.browser, now);
  if (!expected) return 'refused';
  const made = await verifyRegistrationResponse({
    response: given.response as RegistrationResponseJSON,
    expectedChallenge: expected,
    expectedOrigin: given.origin,
    expectedRPID: new URL(given.origin).hostname,
  }).catch(() => null);
  if (!made?.verified) return 'refused';
  const { credential } = made.registrationInfo;
  const kept = await db.write((tx) =>
    tx.run(
      `INSERT INTO passkeys (id, person_id, public_key, counter, transports, device, made_at)
       VALUES (:id, :person, :publicKey, :counter, :transports, :device, :now)
       ON CONFLICT DO NOTHING`,
      {
        id: credential.id,
        person: given.person,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: (credential.transports ?? []).join(' '),
        device: given.device.slice(0, 80),
        now,
      },
    ),
  );
  return kept === 1 ? 'kept' : 'refused';
}

/** What a browser needs to sign somebody in with any passkey it has for this address. */
export async function ask(
  db: Database,
  { browser, origin }: { browser: string; origin: string },
  now: number,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: new URL(origin).hostname,
    userVerification: 'required',
  });
  await challenges.give(db, browser, options.challenge, now);
  return options;
}

/** Signs in whoever's passkey answered. */
export async function signIn(
  db: Database,
  given: Here & { browser: string; origin: string; response: Sent },
  now: number,
): Promise<SignedIn | { outcome: 'refused' }> {
  const expected = await challenges.take(db, given.browser, now);
  const row = await findRow(db, given.response.id);
  if (!expected || !row) return { outcome: 'refused' };
  const proof = await verifyAuthenticationResponse({
    response: given.response as AuthenticationResponseJSON,
    expectedChallenge: expected,
    expectedOrigin: given.origin,
    expectedRPID: new URL(given.origin).hostname,
    credential: credentialFrom(row),
  }).catch(() => null);
  if (!proof?.verified) return { outcome: 'refused' };
  return db.write(async (tx) => {
    const used = await tx.run('UPDATE passkeys SET counter = :counter, used_at = :now WHERE id = :id', {
      id: text(row, 'id'),
      counter: proof.authenticationInfo.newCounter,
      now,
    });
    if (used === 0) return { outcome: 'refused' };
    const person = text(row, 'person_id');
    const session = await sessions.beginWithin(tx, person, given.device, now, given.instead);
    return { outcome: 'in', person, ...session };
  });
}

export async function ofPerson(db: Reader, person: string): Promise<Passkey[]> {
  const rows = await db.all(
    `SELECT id, device, made_at, used_at
     FROM passkeys
     WHERE person_id = :person
     ORDER BY made_at DESC`,
    { person },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    device: text(row, 'device'),
    madeAt: number(row, 'made_at'),
    usedAt: numberOrNull(row, 'used_at'),
  }));
}

/** Forgets a passkey of this person. */
export async function remove(tx: Writer, person: string, id: string): Promise<void> {
  await tx.run('DELETE FROM passkeys WHERE id = :id AND person_id = :person', { id, person });
}

function findRow(db: Reader, id: string): Promise<Row | null> {
  return db.one('SELECT id, person_id, public_key, counter, transports FROM passkeys WHERE id = :id', { id });
}

function credentialFrom(row: Row): WebAuthnCredential {
  return {
    id: text(row, 'id'),
    publicKey: new Uint8Array(Buffer.from(text(row, 'public_key'), 'base64url')),
    counter: number(row, 'counter'),
    transports: text(row, 'transports').split(' ').filter(Boolean),
  };
}
