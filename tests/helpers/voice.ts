import type { Level, Tender } from '#lib/voice-words.ts';
import type { Database } from '#server/db/database.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as gathering from '#server/voice/gathering.ts';
import type { Eyes } from '#server/voice/readers.ts';
import * as views from '#server/voice/views.ts';
import { NOW, settle } from './neighbours.ts';
import { buildVillage, type Village } from './plans.ts';

let turn = 0;
/** A form's own hidden value. */
export const fresh = () => `form-${++turn}`;

/** A village where people say things. */
export interface Speaking extends Village {
  cyd: string;
  parish: string;
  /** Somebody says something; the id of the view. */
  say(person: string, words: string, given?: Partial<views.NewView>): Promise<string>;
  /** A host puts views together; the id of the topic. */
  gather(views: string[], name?: string, tender?: Tender | null): Promise<string>;
  neighbour(firstName: string): Promise<string>;
}

export const PARISH: bodies.BodyCard = {
  name: 'Stainsacre parish council',
  kind: 'parish',
  nation: 'england',
  remit: 'Paths, benches and the green',
  daysAhead: 10,
  answersWithin: 14,
};

export async function buildSpeaking(db: Database): Promise<Speaking> {
  const village = await buildVillage(db);
  const { hub, ada: by } = village;
  const cyd = await settle(db, hub, { firstName: 'Cyd', telephone: '01947 600 111' });
  const parish = await bodies.add(db, { hub, card: PARISH, by, once: fresh() }, NOW);
  return {
    ...village,
    cyd,
    parish,
    async say(person, words, given = {}) {
      const view = { ...viewOf(hub, words), ...given };
      const said = await views.say(db, { ...view, person, once: fresh() }, NOW);
      if (said.outcome !== 'said') throw new Error(said.outcome);
      return said.view;
    },
    async gather(some, name = 'A bench at the bus stop', tender = null) {
      const topic = { hub, zone: 'Europe/London', by, name, words: '', tender, into: null, once: fresh() };
      const gathered = await gathering.gather(db, { ...topic, views: some }, NOW);
      if (gathered.outcome !== 'gathered') throw new Error(gathered.outcome);
      return gathered.topic;
    },
    neighbour: (firstName) => settle(db, hub, { firstName }),
  };
}

export function viewOf(hub: string, words: string, level: Level = 'host'): views.NewView {
  return { hub, words, level, meetup: null, body: null, named: false, tender: null, consented: false };
}

export const asHost = (person: string): Eyes => ({ person, isHost: true });
export const asNeighbour = (person: string | null): Eyes => ({ person, isHost: false });
