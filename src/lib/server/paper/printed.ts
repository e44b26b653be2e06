import { createMemory } from '#server/meetups/memory.ts';
import { hash } from '#server/secrets.ts';

/** A PDF takes a fifth of a second to make, and many ask for the same: the last few are kept. */
const memory = createMemory<Uint8Array<ArrayBuffer>>(20);

/** Makes a sheet, or gives the one made before from the same data. Only for what anybody may read. */
export async function printed<Data>(
  kind: string,
  data: Data,
  make: (data: Data) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = `${kind} ${hash(JSON.stringify(data))}`;
  return memory.find(key) ?? memory.keep(key, await make(data));
}
