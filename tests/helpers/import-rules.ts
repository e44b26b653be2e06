/** The table "who may import whom", as data. A room names what it may import besides itself and floor 0. */
const FLOORS: Record<string, readonly string[]> = {
  hubs: [],
  outbox: [],
  people: ['hubs', 'outbox'],
  meetups: ['hubs', 'outbox', 'people'],
  partners: ['hubs', 'outbox', 'people'],
  swaps: ['hubs', 'outbox', 'people'],
  voice: ['hubs', 'outbox', 'people', 'partners'],
  rotas: ['hubs', 'outbox', 'people', 'meetups'],
  lifts: ['hubs', 'outbox', 'people', 'meetups'],
  // What others in the village publish; it needs the rules for dates that meet-ups have.
  elsewhere: ['hubs', 'outbox', 'people', 'meetups'],
};
const BELOW_FIVE = Object.keys(FLOORS);
const GROUND = ['db', 'solver', 'words'];
const ROOMS: Record<string, readonly string[]> = {
  ...FLOORS,
  reminders: BELOW_FIVE,
  feeds: BELOW_FIVE,
  paper: BELOW_FIVE,
  // Fills an empty house through the same verbs as the doors.
  demo: BELOW_FIVE,
  ...Object.fromEntries(GROUND.map((room) => [room, []])),
};

/** Packages that only one place may know, so that each can be replaced there. */
const PACKAGE_PLACES: [RegExp, RegExp][] = [
  [/^@libsql\/client/, /^src\/lib\/server\/db\//],
  [/^lucia$/, /^src\/lib\/server\/people\/sessions\.ts$/],
  [/^web-push$/, /^src\/lib\/server\/outbox\/push[\w-]*\.ts$/],
  [/^nodemailer/, /^src\/lib\/server\/outbox\/email\.ts$/],
  [/^highs$/, /^src\/lib\/server\/solver\/solver-worker\.mjs$/],
  // A thread reads the same TypeScript as the house: decision 033.
  [/^tsx\//, /^src\/lib\/server\/lifts\/(plan|gtfs)-worker\.mjs$/],
  [/^leaflet/, /^src\/lib\/leaflet-map\.ts$/],
  [/^yauzl$/, /^src\/lib\/server\/lifts\/gtfs-zip\.ts$/],
  [/^@simplewebauthn\/server/, /^src\/lib\/server\/people\/passkeys\.ts$/],
  [/^@simplewebauthn\/browser/, /^src\/(lib|routes)\/.*\.(svelte|ts)$/],
  [/^suncalc$/, /^src\/lib\/server\/lifts\/daylight\.ts$/],
  [/^uqr$/, /^src\/lib\/server\/|^src\/routes\//],
  [/^pdfkit$/, /^src\/lib\/server\/paper\/page\.ts$/],
  [/^@resvg\/resvg-js$/, /^src\/lib\/server\/paper\/picture-png\.ts$/],
  [/^valibot$/, /^src\/routes\//],
  [/^(date-fns|@date-fns\/tz)/, /^src\/lib\//],
  [
    /^(@sveltejs\/kit|\$app\/|\$service-worker|svelte)/,
    /^src\/(routes\/|hooks|lib\/components\/|lib\/[\w.-]+\.ts$|service-worker)/,
  ],
  [/^node:/, /^src\/(lib\/server\/|hooks)/],
];

export interface Import {
  from: string;
  typeOnly: boolean;
}

/** The import and re-export lines of a source file, dynamic imports too. */
export function importsOf(source: string): Import[] {
  const line =
    /\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;
  return [...source.matchAll(line)].map(([, type, from, dynamic]) => ({
    from: from ?? dynamic ?? '',
    typeOnly: Boolean(type),
  }));
}

/** Every way in which one source file breaks the architecture; empty when it keeps to it. */
export function offencesOf(path: string, source: string): string[] {
  if (path.startsWith('src/commands/')) return [];
  const imports = importsOf(source);
  return [...imports.flatMap((one) => offenceOfImport(path, one)), ...offencesOfWords(path, source)].map(
    (offence) => `${path}: ${offence}`,
  );
}

function offenceOfImport(path: string, one: Import): string[] {
  const { from } = one;
  if (from.startsWith('$lib')) return [`import ${from} as #lib or #server`];
  if (from.startsWith('.')) return relative(path, from);
  if (from.startsWith('#server/')) return ofRoom(path, one);
  if (from.startsWith('#lib/')) return ofLib(path, from);
  return ofPackage(path, from);
}

/** A relative import stays in its own room; doors and pages may reach what lies beside or above them in routes. */
function relative(path: string, from: string): string[] {
  if (from.endsWith('/$types')) return [];
  const target = new URL(from, `file:///${path}`).pathname.slice(1);
  if (!/\.(ts|js|mjs|svelte|css|svg)$/.test(target)) return [`${from} needs its ending`];
  if (target === 'src/app.css') return [];
  const home = homeOf(path);
  return target.startsWith(home) ? [] : [`${from} leaves ${home}: use #server/ or #lib/`];
}

function homeOf(path: string): string {
  if (/^src\/(routes|hooks)/.test(path)) return 'src/routes/';
  const [room] = /^src\/lib\/server\/[\w-]+\//.exec(path) ?? [];
  return room ?? (path.startsWith('src/lib/server/') ? 'src/lib/server/' : 'src/lib/');
}

function ofRoom(path: string, { from, typeOnly }: Import): string[] {
  if (!/\.ts$/.test(from)) return [`${from} needs its ending`];
  const kind = kindOf(path);
  if (kind === 'door' || kind === 'house') return [];
  if (kind === 'page') return typeOnly ? [] : [`a page may only import types from ${from}`];
  const theirs = roomOf(`src/lib/${from.slice(1)}`);
  const ours = roomOf(path);
  if (theirs === 'house') return [`a room may not import ${from}`];
  if (theirs === null || GROUND.includes(theirs) || theirs === ours) return [];
  if (ours !== null && ROOMS[ours]?.includes(theirs)) return [];
  return [`${ours ?? 'the ground floor'} may not import ${from}`];
}

function ofLib(path: string, from: string): string[] {
  if (/^#lib\/server\b/.test(from)) return [`import ${from} as #server/…`];
  if (!/\.(ts|svelte|svelte\.ts|svg)$/.test(from)) return [`${from} needs its ending`];
  // What is safe in a browser is safe in a room too, but a component is a piece of page.
  return kindOf(path) === 'room' && from.startsWith('#lib/components/')
    ? [`a room may not import ${from}`]
    : [];
}

function ofPackage(path: string, from: string): string[] {
  const place = PACKAGE_PLACES.find(([name]) => name.test(from));
  if (!place) return [`${from} has no place in the import table`];
  return place[1].test(path) ? [] : [`${from} may not be imported here`];
}

function offencesOfWords(path: string, source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(^|\s)\/\/.*$/gm, '$1');
  const kind = kindOf(path);
  const found: string[] = [];
  const forbid = (words: RegExp, because: string) => words.test(code) && found.push(because);
  if (/(^|\/)(utils|helpers|common|services|managers|types|index)(\.|\/)/.test(path.slice(4)))
    found.push('name it after its noun');
  if (path.endsWith('.ts')) forbid(/^export default\b/m, 'no default exports');
  forbid(/^export \* from/m, 'no barrels');
  if (kind === 'room' || kind === 'house') {
    forbid(/\bFormData\b|\bcookies\b/, 'a room sees no forms and no cookies');
    forbid(/\bprocess\.env\b/, 'a room is handed its settings');
    if (path !== 'src/lib/server/clock.ts')
      forbid(/\bDate\.now\(|\bnew Date\(\)/, 'a room is handed the time');
    if (/\/(feeds|paper)\//.test(path)) forbid(/\.(write|run)\(/, 'feeds and paper never write');
  } else {
    forbid(/\b(SELECT [\w.*]|INSERT INTO |UPDATE \w+\s+SET |DELETE FROM )/, 'no SQL outside the rooms');
  }
  if (kind === 'door') forbid(/\bDate\.now\(|\bnew Date\(\)/, 'the time is event.locals.now');
  if (path.endsWith('.svelte')) {
    forbid(/\{@html\b/, 'no {@html}');
    forbid(/<[a-z][^>]*\sstyle=/i, 'no style attributes: the content policy drops them');
  }
  return found;
}

type Kind = 'room' | 'house' | 'door' | 'page';

export function kindOf(path: string): Kind {
  if (path === 'src/lib/server/house.ts') return 'house';
  if (path.startsWith('src/lib/server/')) return 'room';
  if (path.startsWith('src/hooks.server')) return 'door';
  // +page.ts and +layout.ts run in the browser as well.
  if (path.startsWith('src/routes/') && path.endsWith('.ts') && !/\+(page|layout)\.ts$/.test(path))
    return 'door';
  return 'page';
}

/** The room of a file; null for the single files on the ground floor. */
function roomOf(path: string): string | null {
  if (path === 'src/lib/server/house.ts') return 'house';
  return /^src\/lib\/server\/([\w-]+)\//.exec(path)?.[1] ?? null;
}
