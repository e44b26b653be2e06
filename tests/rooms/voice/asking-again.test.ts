import { expect, it } from 'vitest';
import * as answering from '#server/voice/answering.ts';
import * as carries from '#server/voice/carries.ts';
import * as carryRounds from '#server/voice/carry-rounds.ts';
import * as carrying from '#server/voice/carrying.ts';
import * as ladder from '#server/voice/ladder.ts';
import * as topicLetters from '#server/voice/topic-letters.ts';
import * as topics from '#server/voice/topics.ts';
import { buildCarried, go, type Carried } from '../../helpers/carried-topic.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';

const DAY = 86_400;

eachDatabase((openFresh) => {
  it('a host may ask again five days without a receipt, or after the agreed day, and not before', async () => {
    const town = await buildCarried(await openFresh());
    await go(town);
    expect(await climb(town, 'gentle', NOW + 6 * DAY)).toBe('not-due');
    expect(await climb(town, 'gentle', NOW + 7 * DAY)).toBe('asked');
    const carry = (await carries.goingOn(town.db, town.topic))!;
    await carrying.receive(town.db, { carry: carry.id, by: town.eve }, NOW + 8 * DAY);
    expect(await climb(town, 'formal', NOW + 9 * DAY)).toBe('not-due');
    await carryRounds.goOn(town.db, NOW + 40 * DAY);
    expect(await climb(town, 'formal', NOW + 40 * DAY)).toBe('asked');
  });

  it('each way of asking goes out once, to those whom it asks, and nothing goes by itself', async () => {
    const town = await buildCarried(await openFresh());
    await go(town);
    await carryRounds.goOn(town.db, NOW + 40 * DAY);
    expect(await asked(town)).toEqual([]);
    for (const rung of ladder.RUNGS) expect(await climb(town, rung)).toBe('asked');
    expect(await climb(town, 'gentle')).toBe('asked-before');
    expect(await asked(town)).toEqual(['voice-formal Eve', 'voice-gentle Eve', 'voice-person Bert']);
    const steps = (await topics.stepsOf(town.db, town.topic)).map(({ step }) => step);
    for (const rung of ladder.RUNGS) expect(steps.filter((step) => step === rung)).toEqual([rung]);
  });

  it('once there is an answer nobody needs to be asked any more', async () => {
    const town = await buildCarried(await openFresh());
    await go(town);
    await carryRounds.goOn(town.db, NOW + 40 * DAY);
    for (const rung of ladder.RUNGS) await climb(town, rung);
    expect(await needed(town)).toHaveLength(3);
    const carry = (await carries.goingOn(town.db, town.topic))!.id;
    const yes = { kind: 'yes', words: 'We do it.', because: '', passedTo: null, byDay: null } as const;
    await answering.give(
      town.db,
      { ...yes, carry, how: 'desk', by: town.eve, sendAnyway: '' },
      NOW + 41 * DAY,
    );
    expect(await needed(town)).toEqual([]);
  });

  it('a topic that nobody carries any more cannot be asked for in person', async () => {
    const town = await buildCarried(await openFresh());
    await go(town);
    await carryRounds.goOn(town.db, NOW + 40 * DAY);
    await town.db.write((tx) => tx.run('UPDATE carries SET carrier_id = NULL'));
    expect(await climb(town, 'person')).toBe('nobody');
  });
});

function climb({ db, hub, topic, ada: by }: Carried, rung: ladder.Rung, now = NOW + 40 * DAY) {
  return ladder.climb(db, { topic, hub, rung, by }, now);
}

async function asked({ db }: Carried): Promise<string[]> {
  const rows = await db.all(
    `SELECT letters.id, letters.kind, people.first_name
     FROM letters
     JOIN people ON people.id = letters.person_id
     WHERE letters.kind IN ('voice-gentle', 'voice-formal', 'voice-person')
     ORDER BY letters.kind`,
  );
  return rows.map((row) => `${String(row.kind)} ${String(row.first_name)}`);
}

async function needed({ db }: Carried): Promise<string[]> {
  const rows = await db.all(
    `SELECT id FROM letters WHERE kind IN ('voice-gentle', 'voice-formal', 'voice-person')`,
  );
  const matters = await topicLetters.read(
    db,
    rows.map((row) => String(row.id)),
  );
  return [...matters].filter(([, { isNeeded }]) => isNeeded).map(([id]) => id);
}
