export type Role = 'neighbour' | 'host' | 'keeper';

/** The signed-in person as a request knows them; read afresh with each request, never kept. */
export interface Viewer {
  id: string;
  firstName: string;
  mail: string | null;
  /** Their role in each hub they belong to, by slug. */
  hubs: Record<string, Role>;
  /** The bodies they answer for, by id: as a clerk, in the clerk's place, or as a councillor. */
  bodies: string[];
  sessionHash: string;
}

type Need = 'anybody' | 'signed-in' | 'keeper-somewhere' | 'answers-for-it' | Role;

const NEEDS = {
  'see-hub': 'anybody',
  answer: 'anybody',
  report: 'anybody',
  'keep-own': 'signed-in',
  'start-hub': 'keeper-somewhere',
  'see-rota': 'anybody',
  'take-jobs': 'anybody',
  'say-wishes': 'signed-in',
  'see-lifts': 'anybody',
  'share-lifts': 'signed-in',
  'see-desk': 'host',
  'keep-jobs': 'host',
  'plan-rota': 'host',
  'plan-meetups': 'host',
  'keep-venues': 'host',
  'see-people': 'host',
  'enter-people': 'host',
  'keep-calls': 'host',
  'plan-lifts': 'host',
  'have-say': 'anybody',
  'gather-views': 'host',
  'keep-bodies': 'host',
  'answer-for-body': 'answers-for-it',
  agree: 'anybody',
  'keep-agreeing': 'host',
  'keep-meetings': 'host',
  'see-notes': 'neighbour',
  'keep-asks': 'host',
  'give-roles': 'keeper',
  'keep-hub': 'keeper',
  'see-reports': 'keeper',
} as const satisfies Record<string, Need>;

export type Action = keyof typeof NEEDS;

const RANK: Record<Role, number> = { neighbour: 1, host: 2, keeper: 3 };

/** Whether this person may do this (in this hub, or for this body). The one place that decides. */
export function may(viewer: Viewer | null, action: Action, where?: string): boolean {
  const need: Need = NEEDS[action];
  if (need === 'anybody') return true;
  if (!viewer) return false;
  if (need === 'signed-in') return true;
  if (need === 'keeper-somewhere') return Object.values(viewer.hubs).includes('keeper');
  if (need === 'answers-for-it') return where !== undefined && viewer.bodies.includes(where);
  const role = roleIn(viewer, where);
  return role !== null && RANK[role] >= RANK[need];
}

/** Their role in a hub, or null where they do not belong. */
export function roleIn(viewer: Viewer | null, hub: string | undefined): Role | null {
  if (!viewer || hub === undefined || !Object.hasOwn(viewer.hubs, hub)) return null;
  return viewer.hubs[hub] ?? null;
}
