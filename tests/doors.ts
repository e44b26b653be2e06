/** Who a visitor is to the hub whose doors are tried; the outsider keeps another hub. */
export const VISITORS = ['stranger', 'outsider', 'neighbour', 'host', 'keeper'] as const;
export type Visitor = (typeof VISITORS)[number];

export type Rule =
  /** Everybody. */
  | 'anybody'
  /** Whoever is signed in; a stranger is asked to sign in first. */
  | 'signed-in'
  /** Hosts and keepers of this hub; a stranger is asked to sign in, others find nothing. */
  | 'host'
  /** Keepers of this hub. */
  | 'keeper'
  /** Whoever holds the secret in the address: it was sent to one person alone. */
  | 'bearer'
  /** Our own script, for whoever is signed in; other sites' pages are refused. */
  | 'script'
  /** Our own script, before anybody is signed in. */
  | 'script-of-anybody';

/**
 * Every way through every door. `tests/journeys/doors.spec.ts` finds the ways on disk and fails for one that has no
 * line here, and for a line that has no way.
 */
export const DOORS: Record<string, Rule> = {
  '/ page': 'anybody',
  '/start page': 'anybody',
  '/start ?/setUp': 'anybody',
  '/start ?/lookRound': 'anybody',
  '/healthz GET': 'anybody',
  '/manifest.webmanifest GET': 'anybody',
  '/offline page': 'anybody',
  '/robots.txt GET': 'anybody',
  '/sitemap.xml GET': 'anybody',
  '/readyz GET': 'anybody',
  '/text-size POST': 'anybody',

  '/sign-in page': 'anybody',
  '/sign-in ?/ask': 'anybody',
  '/sign-in/code page': 'anybody',
  '/sign-in/code ?/give': 'anybody',
  '/sign-in/name page': 'anybody',
  '/sign-in/name ?/name': 'anybody',
  '/sign-in/once/[token] page': 'bearer',
  '/sign-in/once/[token] ?/use': 'bearer',
  '/sign-in/passkey POST': 'script-of-anybody',
  '/sign-in/passkey/challenge POST': 'script-of-anybody',
  '/sign-out POST': 'anybody',

  '/me page': 'signed-in',
  '/me/data page': 'signed-in',
  '/me/data/download GET': 'signed-in',
  '/me/data/erase page': 'signed-in',
  '/me/data/erase ?/erase': 'signed-in',
  '/me/data/erased page': 'anybody',
  '/me/devices page': 'signed-in',
  '/me/devices ?/signOut': 'signed-in',
  '/me/devices ?/signOutEverywhere': 'signed-in',
  '/me/devices ?/forgetPasskey': 'signed-in',
  '/me/devices/passkey POST': 'script',
  '/me/devices/passkey/challenge POST': 'script',
  '/me/calendar page': 'signed-in',
  '/me/calendar ?/make': 'signed-in',
  '/me/calendar ?/stop': 'signed-in',
  '/me/calendar/[token].ics GET': 'bearer',
  '/me/reach page': 'signed-in',
  '/me/reach ?/save': 'signed-in',
  '/me/reach ?/mail': 'signed-in',
  '/me/reach ?/forgetMail': 'signed-in',
  '/me/told page': 'signed-in',
  '/me/week GET': 'signed-in',
  '/me/told ?/save': 'signed-in',

  '/[hub] page': 'anybody',
  '/[hub]/report page': 'anybody',
  '/[hub]/subscribe page': 'anybody',
  '/[hub]/report ?/send': 'anybody',
  '/[hub]/calendar.ics GET': 'anybody',
  '/[hub]/feed.atom GET': 'anybody',
  '/[hub]/embed GET': 'anybody',
  '/[hub]/meetups/[id] page': 'anybody',
  '/[hub]/meetups/[id]/calendar.ics GET': 'anybody',
  '/[hub]/meetups/[id] ?/coming': 'anybody',
  '/[hub]/meetups/[id] ?/maybe': 'anybody',
  '/[hub]/meetups/[id] ?/not': 'anybody',
  '/[hub]/meetups/[id] ?/details': 'signed-in',
  '/[hub]/meetups/[id] ?/not-me': 'anybody',

  '/[hub]/desk/meetups/[id] page': 'host',
  '/[hub]/desk/meetups/[id] ?/on': 'host',
  '/[hub]/desk/meetups/[id] ?/add': 'host',
  '/[hub]/desk/meetups/[id] ?/coming': 'host',
  '/[hub]/desk/meetups/[id] ?/not': 'host',
  '/[hub]/desk/meetups/[id] ?/pass': 'host',
  '/[hub]/desk/meetups/[id] ?/tally': 'host',
  '/[hub]/desk/meetups/[id] ?/came': 'host',
  '/[hub]/desk/people page': 'host',
  '/[hub]/desk/people/new page': 'host',
  '/[hub]/desk/people/new ?/enter': 'host',
  '/[hub]/desk/people/[id] page': 'host',
  '/[hub]/desk/people/[id] ?/save': 'host',
  '/[hub]/desk/people/[id] ?/role': 'keeper',
  '/[hub]/desk/hub page': 'keeper',
  '/[hub]/desk/hub ?/save': 'keeper',
  '/[hub]/desk/reports page': 'keeper',
  '/[hub]/desk/reports ?/settle': 'keeper',
  '/[hub]/desk page': 'host',
  '/[hub]/desk/meetups/[id]/cancel page': 'host',
  '/[hub]/desk/meetups/[id]/cancel ?/cancel': 'host',
  '/[hub]/desk/meetups/[id]/cancel ?/back': 'host',
  '/[hub]/desk/meetups/[id]/change page': 'host',
  '/[hub]/desk/meetups/[id]/change ?/one': 'host',
  '/[hub]/desk/meetups/[id]/change ?/series': 'host',
  '/[hub]/desk/meetups/[id]/reached page': 'host',
  '/[hub]/desk/meetups/[id]/reached ?/ring': 'host',
  '/[hub]/desk/meetups/[id]/reached ?/back': 'host',
  '/[hub]/desk/meetups/[id]/ring-list page': 'host',
  '/[hub]/desk/meetups/new page': 'host',
  '/[hub]/desk/meetups/new ?/save': 'host',
  '/[hub]/desk/meetups/new ?/dates': 'host',
  '/[hub]/desk/series/[id] page': 'host',
  '/[hub]/desk/series/[id] ?/pause': 'host',
  '/[hub]/desk/series/[id] ?/resume': 'host',
  '/[hub]/desk/series/[id] ?/end': 'host',
  '/[hub]/desk/series/[id] ?/goOn': 'host',
  '/[hub]/desk/venues page': 'host',
  '/[hub]/desk/venues/[id] page': 'host',
  '/[hub]/desk/venues/[id] ?/save': 'host',
  '/[hub]/desk/venues/[id] ?/close': 'host',
  '/[hub]/desk/venues/[id] ?/open': 'host',
  '/[hub]/desk/venues/new page': 'host',
  '/[hub]/desk/venues/new ?/add': 'host',

  '/letters/[token] page': 'bearer',
  '/letters/[token] ?/know': 'bearer',
  '/letters/[token] ?/coming': 'bearer',
  '/letters/[token] ?/maybe': 'bearer',
  '/letters/[token] ?/not': 'bearer',
  '/letters/[token] ?/on': 'bearer',
  '/letters/[token] ?/stop': 'bearer',
  '/letters/[token]/seen POST': 'bearer',
  '/letters/[token]/stop GET': 'bearer',
  '/letters/[token]/stop POST': 'bearer',
  '/me/push GET': 'script',
  '/me/push POST': 'script',
  '/me/push DELETE': 'script',
  '/me/push/arrived POST': 'script',
  '/me/push/test POST': 'script',
};
