import { createDecipheriv, hkdfSync, type ECDH } from 'node:crypto';

/** What a browser does with a push message (RFC 8188 and 8291), written from the RFCs and apart from our encryption. */
export function decrypt(message: Buffer, { key, auth }: { key: ECDH; auth: Buffer }): string {
  const salt = message.subarray(0, 16);
  const recordSize = message.readUInt32BE(16);
  const senderEnds = 21 + message.readUInt8(20);
  const sender = message.subarray(21, senderEnds);
  const record = message.subarray(senderEnds);
  if (record.length > recordSize) throw new Error('more than one record');
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), key.getPublicKey(), sender]);
  const material = hkdf(key.computeSecret(sender), auth, about, 32);
  const contentKey = hkdf(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = hkdf(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  return open(record, contentKey, nonce);
}

function open(record: Buffer, contentKey: Buffer, nonce: Buffer): string {
  const decipher = createDecipheriv('aes-128-gcm', contentKey, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('not marked as the last record');
  return padded.subarray(0, end).toString();
}

function hkdf(material: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', material, salt, info, length));
}
