import { createECDH, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { encrypt, seal } from '#server/outbox/push-encryption.ts';
import { decrypt } from '../../helpers/push-decryption.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');

test('the example in RFC 8291, appendix A, comes out to the byte', () => {
  const sender = createECDH('prime256v1');
  sender.setPrivateKey(bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'));
  const subscriber = {
    p256dh: bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
    auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
  };
  const message = seal('When I grow up, I want to be a watermelon', subscriber, {
    publicKey: sender.getPublicKey(),
    shared: sender.computeSecret(subscriber.p256dh),
    salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
  });
  expect(message.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('the subscriber alone can read a message, of any length and in any script', () => {
  const key = createECDH('prime256v1');
  const subscriber = { p256dh: key.generateKeys(), auth: randomBytes(16) };
  for (const payload of ['', 'Tea', 'Té, 茶, 🫖', 'x'.repeat(3000)]) {
    const message = encrypt(payload, subscriber);
    expect(decrypt(message, { key, auth: subscriber.auth })).toBe(payload);
    expect(() => decrypt(message, { key, auth: randomBytes(16) })).toThrow();
  }
});

test('the same words never look the same twice', () => {
  const key = createECDH('prime256v1');
  const subscriber = { p256dh: key.generateKeys(), auth: randomBytes(16) };
  const [one, other] = [encrypt('Tea', subscriber), encrypt('Tea', subscriber)];
  expect(one.subarray(0, 16)).not.toEqual(other.subarray(0, 16));
  expect(one.subarray(21, 86)).not.toEqual(other.subarray(21, 86));
});
