import type { Database } from '#server/db/database.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import * as helping from '#server/rotas/helping.ts';
import * as jobs from '#server/rotas/jobs.ts';
import type { JobCard } from '#server/rotas/jobs.ts';
import * as shifts from '#server/rotas/shifts.ts';
import type { Shift } from '#server/rotas/shifts.ts';
import { NOW, settle } from './neighbours.ts';
import { buildVillage, get, planTea, type Village } from './plans.ts';

export const KETTLE: JobCard = {
  name: 'Kettle',
  words: 'Fill the urn and make the tea',
  minutes: 40,
  fewest: 1,
  most: 1,
  must: true,
  shownHow: false,
  keyHolder: false,
  firstAid: false,
  lifting: false,
  learnerWelcome: false,
  joinable: false,
  forHost: false,
};

/** A village with a monthly tea and the jobs it takes; the first date is Tuesday 6 April 2027. */
export interface TeaRota extends Village {
  tea: string;
  meetup(date?: string): Promise<Meetup>;
  shift(job: string, date?: string): Promise<Shift>;
  makeJob(changes?: Partial<JobCard>): Promise<string>;
  /** Somebody who said how often they would like to help. */
  helper(firstName: string, wishes?: Partial<helping.Wishes>): Promise<string>;
}

export async function buildRota(db: Database): Promise<TeaRota> {
  const village = await buildVillage(db);
  const tea = await planTea(village);
  const given: string[] = [];
  const meetup = (date = '2027-04-06') => get(village, `${tea}-${date}`);
  return {
    ...village,
    tea,
    meetup,
    async shift(job, date) {
      return (await shifts.find(db, await meetup(date), job))!;
    },
    async makeJob(changes = {}) {
      const card = { ...KETTLE, ...changes };
      const id = await db.write((tx) => jobs.make(tx, { hub: village.hub, by: village.ada, card }, NOW));
      given.push(id);
      await jobs.give(db, village.hub, tea, given);
      return id;
    },
    async helper(firstName, wishes = {}) {
      const person = await settle(db, village.hub, {
        firstName,
        mail: `${firstName.toLowerCase()}@example.org`,
      });
      const usual = { person, hub: village.hub, pledge: 3, remindHours: null, likings: {} };
      await helping.say(db, { ...usual, ...wishes }, NOW);
      return person;
    },
  };
}
