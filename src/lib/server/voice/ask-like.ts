import type { Reader } from '#server/db/database.ts';
import type { Ask } from './asks.ts';
import * as asks from './asks.ts';
import { sharedBy, stemsOf } from './similar.ts';

const MOST = 3;

/** Earlier asks of a hub that are counted and seem to be about the same, the likest first: nobody is asked it again in vain. */
export async function earlier(
  db: Reader,
  { id, hub, name }: Pick<Ask, 'id' | 'hub' | 'name'>,
): Promise<{ id: string; name: string; isReplied: boolean }[]> {
  const wanted = stemsOf(name);
  return (await asks.askedIn(db, hub))
    .filter((ask) => ask.id !== id && ask.toldAt !== null)
    .map((ask) => ({ ask, shared: sharedBy(wanted, stemsOf(ask.name)) }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MOST)
    .map(({ ask }) => ({ id: ask.id, name: ask.name, isReplied: ask.repliedAt !== null }));
}
