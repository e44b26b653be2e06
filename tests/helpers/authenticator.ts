import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';

const PRESENT_AND_VERIFIED = 0x05;
const WITH_CREDENTIAL = 0x40;

/** A device that keeps one passkey, as WebAuthn (level 2) describes it: ES256, attestation "none". */
export function createAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let counter = 0;

  function data(flags: number, more: Buffer = Buffer.alloc(0)): Buffer {
    const rpHash = createHash('sha256').update(new URL(origin).hostname).digest();
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([rpHash, Buffer.from([flags]), count, more]);
  }

  function clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  const common = { id: id.toString('base64url'), rawId: id.toString('base64url') };
  return {
    make(challenge: string): RegistrationResponseJSON {
      const { x, y } = publicKey.export({ format: 'jwk' });
      const key = map([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x!, 'base64url')],
        [-3, Buffer.from(y!, 'base64url')],
      ]);
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const attestation = map([
        ['fmt', 'none'],
        ['attStmt', map([])],
        ['authData', data(PRESENT_AND_VERIFIED | WITH_CREDENTIAL, credential)],
      ]);
      return {
        ...common,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', challenge).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
        },
      };
    },
    answer(challenge: string): AuthenticationResponseJSON {
      counter++;
      const [client, authenticator] = [clientData('webauthn.get', challenge), data(PRESENT_AND_VERIFIED)];
      const signed = Buffer.concat([authenticator, createHash('sha256').update(client).digest()]);
      return {
        ...common,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authenticator.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
        },
      };
    },
  };
}

/** As much of CBOR (RFC 8949) as a passkey needs; a nested map is passed in encoded. */
function map(entries: [string | number, string | number | Buffer][]): Buffer {
  const parts = entries.flatMap(([key, value]) => [encode(key), isMap(value) ? value : encode(value)]);
  return mark(Buffer.concat([head(5, entries.length), ...parts]));
}

const maps = new WeakSet<Buffer>();
function mark(buffer: Buffer): Buffer {
  maps.add(buffer);
  return buffer;
}
function isMap(value: unknown): value is Buffer {
  return value instanceof Buffer && maps.has(value);
}

function encode(value: string | number | Buffer): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, value.length), Buffer.from(value)]);
  return Buffer.concat([head(2, value.length), value]);
}

function head(kind: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(kind << 5) | size]);
  if (size < 256) return Buffer.from([(kind << 5) | 24, size]);
  return Buffer.from([(kind << 5) | 25, size >> 8, size & 255]);
}
