import { expect, it } from 'vitest';
import * as village from '#server/demo/village.ts';
import * as carries from '#server/voice/carries.ts';
import { openFile } from '../../helpers/databases.ts';

it('the demo village has something said in each of the seven states, and its councillor reads what was carried', async () => {
  const db = await openFile();
  const { hub } = await village.fill(db, 1_803_978_000);
  const rows = await db.all('SELECT DISTINCT state FROM topics WHERE hub = :hub ORDER BY 1', { hub });
  expect(rows.map((row) => row.state)).toEqual([
    'answered',
    'carried',
    'checked',
    'gathered',
    'happening',
    'received',
  ]);
  expect(await db.one('SELECT 1 AS said FROM views WHERE topic_id IS NULL')).toEqual({ said: 1 });
  const [parish] = await db.all(`SELECT body_id FROM body_people WHERE part = 'councillor'`);
  expect((await carries.toBody(db, String(parish!.body_id))).length).toBeGreaterThan(0);
  await db.close();
  db.remove();
});
