import type { Database } from '#server/db/database.ts';
import type { Home } from '#server/lifts/homes.ts';
import * as offers from '#server/lifts/offers.ts';
import * as points from '#server/lifts/points.ts';
import * as requests from '#server/lifts/requests.ts';
import * as wanting from '#server/lifts/wanting.ts';
import type { Meetup } from '#server/meetups/meetups.ts';
import { NOW, settle } from './neighbours.ts';
import { buildVillage, get, planTea, type Village } from './plans.ts';

/** Three kilometres or so from one to the next, from the sea to the moor. */
const PLACES = {
  chapel: { latitude: 54.48, longitude: -0.6 },
  shop: { latitude: 54.46, longitude: -0.62 },
  hall: { latitude: 54.45, longitude: -0.59 },
};

/** Cyd's house, 120 m from the chapel; nobody is to read this but whoever drives her. */
export const HOME = {
  address: '7 Lamb Ward',
  near: null,
  point: { latitude: 54.48101, longitude: -0.60111 },
};

/** A village with a monthly tea on Tuesday 6 April 2027 at half past ten, two places to be picked up, and no lifts yet. */
export interface LiftVillage extends Village {
  chapel: string;
  shop: string;
  meetup(now?: number): Promise<Meetup>;
  neighbour(firstName: string): Promise<string>;
  /** The id of the request; by default one person from the chapel, both ways. */
  ask(person: string, changes?: Partial<requests.NewRequest>, extra?: Extra): Promise<string>;
  offer(person: string, changes?: Partial<offers.NewOffer>, extra?: Extra): Promise<string>;
  tryAsk(person: string, changes?: Partial<requests.NewRequest>, extra?: Extra): Promise<wanting.Outcome>;
  tryOffer(person: string, changes?: Partial<offers.NewOffer>, extra?: Extra): Promise<wanting.Outcome>;
}

interface Extra {
  now?: number;
  elsewhere?: boolean;
  /** The one that it takes the place of. */
  id?: string;
  home?: Home;
}

export async function buildLifts(db: Database): Promise<LiftVillage> {
  const village = await buildVillage(db);
  const { hub, ada: by, shelter } = village;
  const { latitude, longitude } = PLACES.hall;
  await db.write((tx) =>
    tx.run('UPDATE venues SET latitude = :latitude, longitude = :longitude WHERE id = :shelter', {
      latitude,
      longitude,
      shelter,
    }),
  );
  const pointAt = (name: 'chapel' | 'shop') =>
    db.write((tx) =>
      points.add(
        tx,
        { hub, by, name: `The ${name}`, directions: '', point: PLACES[name], lit: 'yes', seat: 'yes' },
        NOW,
      ),
    );
  const [chapel, shop] = [(await pointAt('chapel'))!, (await pointAt('shop'))!];
  const tea = await planTea(village);
  const meetup = (now = NOW) => get(village, `${tea}-2027-04-06`, now);

  const common = async ({ now = NOW, elsewhere = false, home, id }: Extra) => ({
    ...{ meetup: elsewhere ? null : await meetup(now), zone: 'Europe/London', id: id ?? null },
    ...{ home: home ?? null, once: '' },
  });
  const going = (person: string): Omit<requests.NewRequest, keyof requests.Needs> => ({
    ...{ hub, person, meetup: `${tea}-2027-04-06`, onDate: null, toWords: null, toPoint: null },
    ...{ thereBy: null, readyFrom: null, fromPoint: chapel, enteredBy: null },
    said: 'self',
  });
  const elsewhere = { meetup: null, onDate: '2027-04-09', toWords: 'the surgery', thereBy: '10:40' };
  const tryAsk: LiftVillage['tryAsk'] = async (person, changes = {}, extra = {}) => {
    const request = { ...going(person), ...NEEDS, ...(extra.elsewhere ? elsewhere : {}), ...changes };
    return wanting.ask(db, { ...(await common(extra)), request }, extra.now ?? NOW);
  };
  const tryOffer: LiftVillage['tryOffer'] = async (person, changes = {}, extra = {}) => {
    const offer = { ...going(person), ...CAR, ...(extra.elsewhere ? elsewhere : {}), ...changes };
    return wanting.offer(db, { ...(await common(extra)), offer }, extra.now ?? NOW);
  };
  return {
    ...village,
    chapel,
    shop,
    meetup,
    neighbour: (firstName) =>
      settle(db, hub, {
        firstName,
        mail: `${firstName.toLowerCase()}@example.org`,
        telephone: `01947 ${firstName}`,
      }),
    tryAsk,
    tryOffer,
    ask: async (...given) => idOf(await tryAsk(...given)),
    offer: async (...given) => idOf(await tryOffer(...given)),
  };
}

const NEEDS: requests.Needs = {
  legs: 'both',
  oneIsFine: false,
  party: 1,
  carer: false,
  walkingFrame: false,
  foldedChair: false,
  inWheelchair: false,
  dog: false,
  helpMin: 0,
  lowSeat: false,
  womenOnly: false,
  prefers: null,
  need: 2,
  backOpen: false,
  safeBy: null,
};

const CAR: offers.Car = {
  legs: 'both',
  seats: 3,
  wheelchairs: 0,
  seatsAWheelchair: 0,
  boot: 1,
  dogs: false,
  lowSeat: false,
  woman: false,
  detourMin: 30,
  notAfterDark: false,
  homeBy: null,
};

function idOf(outcome: wanting.Outcome): string {
  if (outcome.outcome !== 'written') throw new Error(outcome.outcome);
  return outcome.id;
}
