import { expect, test } from 'vitest';
import { count } from '#server/rotas/awaiting.ts';
import * as callPairs from '#server/rotas/call-pairs.ts';
import * as cover from '#server/rotas/cover.ts';
import * as swapping from '#server/rotas/swapping.ts';
import * as turns from '#server/rotas/turns.ts';
import { buildCallRota } from '../../helpers/calls.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildRota } from '../../helpers/rota.ts';

const self = (person: string) => ({ person, said: 'self' as const });

eachDatabase((fresh) => {
  test('a job that I was proposed awaits me until I answer, or the day has come', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const pat = await rota.helper('Pat');
    await turns.take(rota.db, await rota.shift(kettle), self(pat), NOW);
    expect(await count(rota.db, pat, NOW)).toBe(0);
    await rota.db.write((tx) => tx.run(`UPDATE turns SET standing = 'asked'`, {}));
    expect(await count(rota.db, pat, NOW)).toBe(1);
    expect(await count(rota.db, rota.ada, NOW)).toBe(0);
    expect(await count(rota.db, pat, (await rota.meetup()).startsAt)).toBe(0);
    await turns.decline(rota.db, await rota.shift(kettle), pat, NOW);
    expect(await count(rota.db, pat, NOW)).toBe(0);
  });

  test('a swap that somebody offers awaits whoever cannot make it', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const [pat, jo] = [await rota.helper('Pat'), await rota.helper('Jo')];
    await turns.take(rota.db, await rota.shift(kettle), self(pat), NOW);
    await turns.take(rota.db, await rota.shift(kettle, '2027-05-04'), self(jo), NOW);
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    const open = (await cover.openOf(rota.db, (await rota.shift(kettle)).id!, pat))!;
    const shift = (await rota.shift(kettle, '2027-05-04')).id!;
    await swapping.offer(rota.db, { cover: open.id, by: jo, shift }, NOW + 60);
    expect([await count(rota.db, pat, NOW + 60), await count(rota.db, jo, NOW + 60)]).toEqual([1, 0]);
  });

  test('being asked to ring somebody awaits me until I have said', async () => {
    const calls = await buildCallRota(await fresh());
    const asked = { id: calls.pairs['stand-in'], by: calls.dot };
    await calls.db.write((tx) =>
      tx.run('UPDATE call_pairs SET yes_at = NULL, yes_by = NULL WHERE id = :id', { id: asked.id }),
    );
    expect([await count(calls.db, calls.dot, NOW), await count(calls.db, calls.bert, NOW)]).toEqual([1, 0]);
    await calls.db.write((tx) => callPairs.agree(tx, asked, NOW));
    expect(await count(calls.db, calls.dot, NOW)).toBe(0);
  });
});
