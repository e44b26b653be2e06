/**
 * Lifts to plan for one day, as plain data. Places are numbered from 0. Times are minutes after local midnight of that
 * day (more than 1440 is the next morning); lengths of time are minutes; both may have fractions. Money is pence.
 */
export interface LiftProblem {
  /** By place and place: minutes by car. Need not be the same both ways. */
  travel: number[][];
  requests: LiftRequest[];
  cars: LiftCar[];
  /** Requests or cars that do not go together, by id. Private: no reason ever names them. */
  apart: [string, string][];
  /** What people have been told: what stays the same need not be told again. */
  told: Told[];
  /** Rides that stay as they are. */
  locked: Locked[];
  /** When we plan, for notice; negative on the days before. Null where notice does not matter. */
  now: number | null;
  /** While it is light; null where nobody minds the dark. */
  daylight: Window | null;
}

export interface LiftRequest {
  id: string;
  firstName: string;
  party: Party;
  /** There, as in "there by 10.00"; null if not wanted. */
  out: Journey | null;
  /** Back, as in "ready from 12.00"; null if not wanted. */
  home: Journey | null;
  /** One of the two journeys is fine; otherwise both or neither: nobody is taken out without a way home. */
  oneIsFine: boolean;
  /** 3: no other way, or medical. */
  weight: 1 | 2 | 3;
  /** What the car or its driver has to offer, as in 'low seat', 'woman driver', 'dog' or 'help at the door'. */
  needs: string[];
  /** The car that they usually ride in. */
  usual: string | null;
}

export interface Party {
  /** Ordinary seats, one a person. */
  seats: number;
  /** Persons who travel in their wheelchair. */
  wheelchairs: number;
  /** Places in the boot: a folded wheelchair or a walking frame takes one. */
  boot: number;
}

export interface Journey {
  from: number;
  to: number;
  /** When they may be picked up. */
  leave: Window;
  /** When they may arrive. */
  arrive: Window;
  /** Minutes of help at the door, and of getting in or out. */
  boarding: number;
  alighting: number;
  /** Most minutes aboard; null for one and a half times the direct way, and ten. */
  rideLimit: number | null;
}

/** From and until, both within; infinite where there is no bound. */
export interface Window {
  from: number;
  until: number;
}

export type Leg = 'out' | 'home';

/** A neighbour's car, a licensed taxi or a community minibus. */
export interface LiftCar {
  id: string;
  /** As people know it: "Bert", or "Village Taxis". */
  name: string;
  /** Ways to set it up, one for each run: a wheelchair place takes away seats. */
  layouts: Party[];
  /** What it and its driver offer, as in a request's `needs`. */
  offers: string[];
  /** Requests that the driver would take; null for any. */
  only: string[] | null;
  notAfterDark: boolean;
  /** When the driver wants to be back; null for whenever. */
  homeBy: number | null;
  /** The journeys that it makes, in order of time; they do not overlap. */
  runs: Run[];
  /** Null for a neighbour, who takes no money. */
  price: Price | null;
  /** Riders a run that the driver thought of; null where it does not matter. */
  pledge: number | null;
  /** Riders a run that they had lately. */
  recent: number;
}

/** A way that the car goes, and that riders may share. */
export interface Run {
  /** 'out' takes people there, 'home' back. A run to anywhere, there and back again, takes both: 'any'. */
  leg: Leg | 'any';
  /** Null: it begins at its first stop, or ends at its last. Taxis do. */
  from: number | null;
  to: number | null;
  leave: Window;
  arrive: Window;
  /** Most minutes more than going alone; null for no limit. */
  detour: number | null;
}

export interface Price {
  /** For each run that is used. */
  fixed: number;
  /** From the first picking up to the last setting down. */
  perMinute: number;
  /** Minutes ahead that it has to be ordered. */
  notice: number;
}

export interface Told {
  request: string;
  leg: Leg;
  car: string;
  /** When they are picked up; null if no time was told. */
  at: number | null;
}

export interface Locked {
  request: string;
  leg: Leg;
  car: string;
}

/** One run of a car with people in it. */
export interface PlannedRun {
  car: string;
  /** Which of the car's runs, from 0. */
  run: number;
  /** Which of the car's layouts, from 0. */
  layout: number;
  stops: Stop[];
  /** Minutes from beginning to end, and if the driver went alone (0 where the run has no ends of its own). */
  minutes: number;
  alone: number;
  detour: number;
  /** Pence; 0 for a neighbour. */
  price: number;
}

export interface Stop {
  does: 'begin' | 'pick up' | 'set down' | 'end';
  place: number;
  /** When the car comes. Whoever is picked up is ready by then. */
  at: number;
  /** Minutes that it may be later, everything after it too, and no rule is broken. */
  slack: number;
  request: string | null;
  leg: Leg | null;
  /** In the car when it goes on. */
  aboard: Party;
}

export interface PlannedRide {
  request: string;
  leg: Leg;
  car: string;
  run: number;
  pickUp: number;
  setDown: number;
  /** Minutes aboard, and by the direct way. */
  minutes: number;
  direct: number;
}

/** What is made small, in strict order of importance. */
export interface LiftScore {
  /** Weight × people × 2 for whoever is left; half of it for a journey where one is fine. */
  left: number;
  /** What people must be told otherwise: rides with another driver or with none, drivers with other riders. */
  changed: number;
  /** Tenths of: minutes of detour + 0.3 × minutes aboard beyond the direct way + pounds. */
  cost: number;
  /** Riders not with their usual driver, and drivers' riders against what they thought of. */
  unusual: number;
}

export interface Plan {
  runs: PlannedRun[];
  rides: PlannedRide[];
  /** Requests that are not carried, or not on every journey they wanted. */
  left: Left[];
  score: LiftScore;
}

export interface Left {
  request: string;
  legs: Leg[];
}
