import { crc32, deflateRawSync } from 'node:zlib';

/** One part of a zip, and how it lies about itself. */
export interface Part {
  name: string;
  body: string | Uint8Array;
  /** What the list says of its length, where that is not so. */
  saysLength?: number;
  locked?: boolean;
}

const [LOCAL, LISTED, END] = [0x04034b50, 0x02014b50, 0x06054b50];

/** A zip file with these parts, as any program would make it; hostile where a part says so. */
export function zipOf(parts: Part[]): Uint8Array<ArrayBuffer> {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, body, saysLength, locked } of parts) {
    const plain = Buffer.from(body);
    const packed = deflateRawSync(plain);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE((locked ? 1 : 0) | 0x800, 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(plain), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(saysLength ?? plain.length, 18);
    about.writeUInt16LE(Buffer.byteLength(name), 22);
    const listed = Buffer.alloc(14);
    listed.writeUInt32LE(at, 10);
    const local = Buffer.concat([word(LOCAL), about, Buffer.from(name), packed]);
    list.push(Buffer.concat([word(LISTED), Buffer.from([20, 0]), about, listed, Buffer.from(name)]));
    bodies.push(local);
    at += local.length;
  }
  const listing = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(at, 12);
  return new Uint8Array(Buffer.concat([...bodies, listing, word(END), end]));
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
