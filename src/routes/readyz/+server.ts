import { json } from '@sveltejs/kit';
import * as backup from '#server/db/backup.ts';
import * as database from '#server/db/database.ts';
import * as beats from '#server/outbox/beats.ts';
import type { RequestHandler } from './$types';

/** Delivery beats every ten seconds; after this long it is taken to have stopped. */
const BEAT_WITHIN = 120;

/** Whether Natter can do its work: 200, or 503 with what stands still. Ages are in seconds; null is "never". */
export const GET: RequestHandler = async ({ locals: { house, now } }) => {
  const writable = await database.isWritable(house.db);
  const beat = writable ? await beats.last(house.db) : null;
  const backedUp = await backup.lastAt(`${house.config.dataFolder}/backups`);
  const delivering = beat !== null && now - beat < BEAT_WITHIN;
  return json(
    {
      database: writable ? 'writable' : 'not writable',
      delivery: { alive: delivering, lastBeat: ageOf(beat, now) },
      backup: { age: ageOf(backedUp, now) },
    },
    { status: writable && delivering ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
};

function ageOf(instant: number | null, now: number): number | null {
  return instant === null ? null : Math.max(0, now - instant);
}
