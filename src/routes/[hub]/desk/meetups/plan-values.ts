import type { Reader } from '#server/db/database.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import { NEW_PLACE, type Plan } from '#server/meetups/plans.ts';
import * as rhythm from '#server/meetups/rhythm.ts';
import * as venues from '#server/meetups/venues.ts';
import * as directory from '#server/people/directory.ts';
import { localOf } from '#server/wall-clock.ts';

/** What stands in the fields of the form before anything is typed. */
export interface PlanValues {
  title: string;
  words: string;
  day: string;
  time: string;
  /** Minutes. */
  length: number;
  often: string;
  nth: string;
  weekday: string;
  dates: string[];
  venue: string;
  place: string;
  hosts: string[];
  joining: 'just-turn-up' | 'tell-us';
  bring: string;
  cost: string;
  planB: string;
  planBBy: string;
  roomFor: number | null;
  exactLimit: number | null;
}

/** What there is to choose from. */
export interface Choices {
  hub: string;
  today: string;
  venues: { id: string; name: string; kind: 'public' | 'home'; area: string }[];
  people: { id: string; firstName: string; hosts: boolean; apart: string | null }[];
}

/** A form with nothing in it but its likeliest answers. */
export function empty(host: string, { venues }: Choices): PlanValues {
  return {
    title: '',
    words: '',
    day: '',
    time: '10:30',
    length: 90,
    often: 'once',
    nth: '',
    weekday: '',
    dates: [],
    venue: venues[0]?.id ?? NEW_PLACE,
    place: '',
    hosts: [host],
    joining: 'just-turn-up',
    bring: '',
    cost: '',
    planB: '',
    planBBy: '',
    roomFor: null,
    exactLimit: null,
  };
}

/** The form with a plan in it. */
export function ofPlan(plan: Plan): PlanValues {
  const {
    title,
    words,
    lengthMin,
    venueId,
    hosts,
    joining,
    bring,
    cost,
    planB,
    planBBy,
    roomFor,
    exactLimit,
  } = plan;
  const taps = rhythm.rhythmOf(plan);
  return {
    ...{ title, words, hosts, joining, bring, cost, planB, planBBy, roomFor, exactLimit },
    day: plan.start.slice(0, 10),
    time: plan.start.slice(11),
    length: lengthMin,
    often: taps?.often ?? 'once',
    nth: String(taps?.nth ?? ''),
    weekday: String(taps?.weekday ?? ''),
    dates: taps?.dates ?? [],
    venue: venueId,
    place: '',
  };
}

/** Places and people of a hub, as its hosts may see them. */
export async function choicesIn(db: Reader, { slug, zone }: Hub, now: number): Promise<Choices> {
  const places = await venues.list(db, slug);
  const people = await directory.list(db, slug);
  const isShared = (name: string) => people.filter((one) => one.firstName === name).length > 1;
  return {
    hub: slug,
    today: localOf(now, zone).slice(0, 10),
    venues: places.map(({ id, name, kind, area }) => ({ id, name, kind, area })),
    people: people.map(({ id, firstName, role, telephone, inPersonThrough }) => ({
      id,
      firstName,
      hosts: role !== 'neighbour',
      apart: isShared(firstName) ? (telephone ?? inPersonThrough) : null,
    })),
  };
}
