// npm run bench [-- NAME…]: measures Natter beside a bare app, and prints one line of JSON a figure.
import type { Figure } from './figures.ts';

const BENCHES: Record<string, () => Promise<{ run(): Promise<Figure[]> }>> = {
  pages: () => import('./pages.ts'),
  answers: () => import('./answers.ts'),
  'first-visit': () => import('./first-visit.ts'),
  calendar: () => import('./calendar.ts'),
  paper: () => import('./paper.ts'),
  starting: () => import('./starting.ts'),
  queries: () => import('./queries.ts'),
  push: () => import('./push.ts'),
  reminders: () => import('./reminders.ts'),
  rota: () => import('./rota.ts'),
  'other-calendars': () => import('./other-calendars.ts'),
  lighthouse: () => import('./lighthouse.ts'),
  lifts: () => import('./lifts.ts'),
  opinion: () => import('./opinion.ts'),
  disclosure: () => import('./disclosure.ts'),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown[0]}": there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(1);
}
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const { run } = await BENCHES[name]!();
  for (const figure of await run()) console.log(JSON.stringify(figure));
}
