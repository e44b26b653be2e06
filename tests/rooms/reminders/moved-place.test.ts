import { expect, test } from 'vitest';
import * as movedPlaces from '#server/meetups/moved-places.ts';
import * as letters from '#server/outbox/letters.ts';
import type { Rendered } from '#server/outbox/handing-over.ts';
import { createRender } from '#server/reminders/render.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildVillage, join, planTea } from '../../helpers/plans.ts';

eachDatabase((fresh) => {
  test('a letter about a place that is elsewhere names the new place, and not the hour as if it had been another', async () => {
    const village = await buildVillage(await fresh());
    const { db, hub, ada: by, shelter: id } = village;
    await join(village, `${await planTea(village)}-2027-04-06`, 'Cyd');
    const place = { kind: 'public', name: 'The new bus shelter', address: 'Station Road' } as const;
    await movedPlaces.change(db, { hub, id, by, samePlace: false, ...place }, NOW);
    const [row] = await db.all(
      `SELECT l.id FROM letters l JOIN people p ON p.id = l.person_id
        WHERE l.kind = 'moved' AND p.first_name = 'Cyd'`,
    );
    const letter = (await letters.find(db, String(row!.id)))!;
    const render = createRender({ db, origin: 'https://natter.example', signingKey: 'key' });
    const words = [...(await render([letter], NOW)).values()][0] as Rendered;
    expect(words.push.title).toBe('Moved: Tea at the shelter');
    expect(words.push.body).toContain('The new bus shelter');
    expect(words.mail.text).toContain('Tea at the shelter has moved.');
    expect(words.mail.text).not.toContain('It was to be');
  });
});
