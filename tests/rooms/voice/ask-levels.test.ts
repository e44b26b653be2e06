import { expect, it } from 'vitest';
import * as bodies from '#server/partners/bodies.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as ownData from '#server/people/own-data.ts';
import * as askQuestions from '#server/voice/ask-questions.ts';
import * as askSheets from '#server/voice/ask-sheets.ts';
import * as askTelling from '#server/voice/ask-telling.ts';
import { askSomething } from '../../helpers/asked.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { read } from '../../helpers/reading-pages.ts';
import { buildSpeaking, PARISH, type Speaking } from '../../helpers/voice.ts';
import * as home from '../../../src/routes/[hub]/+page.server.ts';
import * as bodyList from '../../../src/routes/[hub]/bodies/[id]/asks/+page.server.ts';
import * as bodyAsk from '../../../src/routes/[hub]/bodies/[id]/asks/[ask]/+page.server.ts';
import * as deskList from '../../../src/routes/[hub]/desk/asks/+page.server.ts';
import * as deskAsk from '../../../src/routes/[hub]/desk/asks/[id]/+page.server.ts';
import * as say from '../../../src/routes/[hub]/have-your-say/+page.server.ts';
import * as askList from '../../../src/routes/[hub]/have-your-say/asks/+page.server.ts';
import * as ask from '../../../src/routes/[hub]/have-your-say/asks/[id]/+page.server.ts';
import * as me from '../../../src/routes/me/+page.server.ts';

const DAY = 86_400;
const TOLD_AT = NOW + 16 * DAY;

interface Wrote {
  author: string | null;
  word: string;
  forBody: boolean;
}

/** The same numbers for the same seed, from 0 to below 1. */
function chance(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

eachDatabase((fresh, mode) => {
  const seeds = mode === 'embedded' ? [1, 2, 3, 4] : [5];
  // Each of some hundred reads of a server goes over the wire.
  const times =
    mode === 'embedded'
      ? [NOW + DAY, TOLD_AT + DAY, TOLD_AT + askTelling.FIRST]
      : [TOLD_AT + askTelling.FIRST];

  it.each(seeds)('words to an ask are read by those they were meant for alone (village %i)', async (seed) => {
    const { town, asked, other, wrote } = await build(await fresh(), seed);
    const [eve, olga, neighbour] = [
      await answersFor(town, 'Eve', town.parish),
      await answersFor(town, 'Olga', other),
      await town.neighbour('Nell'),
    ];
    await askTelling.tellDue(town.db, TOLD_AT);
    const authors = wrote.flatMap(({ author }) => author ?? []).slice(0, 2);
    const readers = [null, town.bert, town.ada, eve, olga, neighbour, ...authors];
    for (const at of times) {
      for (const reader of readers) {
        const seen = JSON.stringify(await everything(town, reader, { asked, other }, at));
        const isHost = reader === town.bert || reader === town.ada;
        for (const { author, word, forBody } of wrote) {
          const mayBody = reader === eve && forBody && author !== null && at >= TOLD_AT + askTelling.FIRST;
          const may = isHost || mayBody || (author !== null && author === reader);
          const told = `${seed}: ${reader} at ${at - NOW}`;
          if (may) expect(seen, told).toContain(word);
          else expect(seen, told).not.toContain(word);
        }
      }
    }
    await expectLogged(town, wrote, eve);
  });

  async function build(db: Speaking['db'], seed: number) {
    const town = await buildSpeaking(db);
    const { hub, parish } = town;
    const next = chance(seed);
    const other = await bodies.add(
      db,
      { hub, card: { ...PARISH, name: 'The county' }, by: town.ada, once: '' },
      NOW,
    );
    const asked = await askSomething(db, { hub, body: parish, by: town.ada }, NOW);
    await db.write((tx) =>
      tx.run(`UPDATE ask_questions SET kind = 'words' WHERE ask_id = :asked`, { asked }),
    );
    const [question] = await askQuestions.ofAsk(db, asked);
    const wrote: Wrote[] = [];
    for (let n = 0; n < 9; n++) {
      const author = next() < 0.25 ? null : await town.neighbour(`Writer ${n}`);
      const [word, forBody] = [`shade${seed}x${n}`, next() < 0.5];
      const sheet = { hub, ask: asked, person: author, consented: false, wordsForBody: forBody };
      const isSlip = author === null || next() < 0.3;
      const said = isSlip
        ? ({ said: 'slip', by: town.bert } as const)
        : ({ said: 'self', by: null } as const);
      await askSheets.take(
        db,
        { ...sheet, ...said, answers: { [question!.id]: `I like the ${word}.` } },
        NOW,
      );
      wrote.push({ author, word, forBody });
    }
    return { town, asked, other, wrote };
  }

  async function answersFor(town: Speaking, firstName: string, body: string): Promise<string> {
    const person = await town.neighbour(firstName);
    await bodyPeople.give(town.db, { hub: town.hub, body, person, part: 'councillor', by: town.ada }, NOW);
    return person;
  }

  /** Every page of asks, and an export, as somebody reads them. */
  async function everything(
    town: Speaking,
    person: string | null,
    { asked, other }: { asked: string; other: string },
    at: number,
  ): Promise<unknown[]> {
    const page = await read(town, person, at);
    const all: unknown[] = [];
    for (const one of [home, me, say, askList, deskList]) all.push(await page(one));
    for (const one of [ask, deskAsk]) all.push(await page(one, { id: asked }));
    for (const id of [town.parish, other])
      all.push(await page(bodyList, { id }), await page(bodyAsk, { id, ask: asked }));
    if (person) all.push(await ownData.gather(town.db, person));
    return all;
  }

  /** Whose words a role has read finds that reader in their own log. */
  async function expectLogged({ db, bert, ada }: Speaking, wrote: Wrote[], eve: string): Promise<void> {
    const rows = await db.all(
      `SELECT DISTINCT ask_readings.reader_id || ' ' || ask_sheets.person_id AS pair
       FROM ask_readings
       JOIN ask_sheets ON ask_sheets.id = ask_readings.sheet_id`,
    );
    const wanted = wrote.flatMap(({ author, forBody }) =>
      author === null ? [] : [bert, ada, ...(forBody ? [eve] : [])].map((reader) => `${reader} ${author}`),
    );
    expect(rows.map(({ pair }) => pair).sort()).toEqual(wanted.sort());
  }
});
