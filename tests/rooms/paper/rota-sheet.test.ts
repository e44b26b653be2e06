import { expect, test } from 'vitest';
import * as hubs from '#server/hubs/hubs.ts';
import { pdf } from '#server/paper/rota-sheet-pdf.ts';
import { rotaSheet, type RotaSheet } from '#server/paper/rota-sheet.ts';
import { qrOf } from '#server/paper/qr.ts';
import * as cover from '#server/rotas/cover.ts';
import * as shifts from '#server/rotas/shifts.ts';
import * as turns from '#server/rotas/turns.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { embedsItsFonts, readPdf } from '../../helpers/read-pdf.ts';
import { buildRota } from '../../helpers/rota.ts';

const ORIGIN = 'https://natter.example';

eachDatabase((fresh) => {
  test('the rota for the wall names who said yes, and has a code for each gap that leads to taking it', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob({ name: 'Kettle' });
    const chairs = await rota.makeJob({ name: 'Chairs', most: 2 });
    await rota.makeJob({ name: 'Cake', must: false });
    const pat = await rota.helper('Pat');
    const jo = await rota.helper('Jo');
    await turns.take(rota.db, await rota.shift(kettle), { person: pat, said: 'self' }, NOW);
    await turns.take(rota.db, await rota.shift(chairs), { person: jo, said: 'self' }, NOW);
    await cover.want(rota.db, await rota.shift(chairs), { person: jo, by: jo }, NOW);
    const hub = (await hubs.find(rota.db, rota.hub))!;
    const meetup = await rota.meetup();
    const all = await shifts.ofMeetups(rota.db, [meetup]);
    // Whom a draft only asked has not said yes.
    const asked = { ...all[0]!.turns[0]!, firstName: 'Silent', standing: 'asked' as const };
    all.forEach((shift) => shift.turns.push({ ...asked, person: `asked-${shift.job.id}` }));
    const sheet = rotaSheet(hub, all, ORIGIN, NOW);
    expect(JSON.stringify(sheet)).not.toContain('Silent');
    const named = Object.fromEntries(sheet.jobs.map((job, i) => [job, sheet.rows[0]!.cells[i]]));
    expect(named.Kettle).toEqual({ names: ['Pat'], gap: null });
    expect(named.Cake).toMatchObject({ names: [], gap: { words: '1 welcome' } });
    expect(named.Chairs).toEqual({
      names: ['Jo (needs cover)'],
      gap: { words: '1 needed', qr: qrOf(`${ORIGIN}/${rota.hub}/rota?at=${meetup.id}/${chairs}`) },
    });
    const made = await pdf(sheet);
    expect(embedsItsFonts(made)).toBe(true);
    const { sides } = await readPdf(made);
    expect(sides).toHaveLength(1);
    for (const words of ['Tuesday 6 April', 'Kettle', 'Pat', '1 needed']) expect(sides[0]).toContain(words);
  });
});

test('many jobs and dates go on, with the names of the jobs on every side', async () => {
  const jobs = Array.from({ length: 8 }, (_, i) => `Job ${i}`);
  const sheet: RotaSheet = {
    hubName: 'Stainsacre Social',
    lines: [],
    jobs,
    rows: Array.from({ length: 12 }, (_, i) => ({
      when: `Tuesday ${i + 1} March, 10.30 in the morning`,
      title: 'Tea',
      cells: jobs.map((_, j) => ({ names: [`Helper ${i}-${j}`], gap: null })),
    })),
    foot: ['natter.example'],
  };
  const { sides } = await readPdf(await pdf(sheet));
  const all = sides.join('\n');
  for (const { cells } of sheet.rows) for (const cell of cells) expect(all).toContain(cell?.names[0]);
  for (const side of sides) expect(side).toMatch(/Job [06]/);
});
