import type { Page } from '@playwright/test';
import { formsOn, linksOn, type FilledForm } from './filled-forms.ts';
import { waysOnDisk } from './routes-on-disk.ts';

/** So many pages of a kind are looked at: they stand in several states. */
const OF_A_KIND = 4;
/** They stand at the foot of every page. */
const FOOT = ['/sign-out', '/text-size'];

const routes = waysOnDisk()
  .filter(({ way }) => way === 'page')
  .map(({ route }) => ({ route, pattern: patternOf(route) }))
  // "/me/lifts" before "/[hub]/lifts", and "/new" before "/[id]".
  .sort((a, b) => a.route.split('[').length - b.route.split('[').length);

/** The route that an address belongs to; undefined when no page has it. */
export function routeOf(path: string): string | undefined {
  return routes.find(({ pattern }) => pattern.test(path))?.route;
}

/** The way that a form takes, as `DOORS` calls it. */
export function wayOf({ path, way }: FilledForm): string {
  return `${routeOf(path)} ${way}`;
}

interface Walk {
  /** A tab that need not show anything. */
  page: Page;
  url: string;
  cookie: string;
  hub: string;
}

/** Every form that somebody finds in a hub and among their own pages: by each way in, the fields that it sends, once. */
export async function formsFound({ page, url, cookie, hub }: Walk): Promise<FilledForm[]> {
  const found = new Map<string, FilledForm>();
  const seen = new Map<string, number>();
  const begin = routes.filter(({ route }) => !/\[(id|token)\]/.test(route)).map(({ route }) => route);
  const ahead = begin.map((route) => route.replace('[hub]', hub));
  const known = new Set(ahead);
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    const route = routeOf(path);
    const times = seen.get(route ?? '') ?? 0;
    if (route === undefined || times >= OF_A_KIND || isOutside(path, hub)) continue;
    seen.set(route, times + 1);
    const answer = await fetch(url + path, { headers: { cookie }, redirect: 'manual' });
    const html = await answer.text();
    if (answer.status !== 200) continue;
    for (const form of await formsOn(page, html, path)) {
      if (!FOOT.includes(form.path)) found.set(kindOf(form), form);
    }
    const links = linksOn(html).filter((link) => !known.has(link));
    for (const link of links) known.add(link);
    ahead.push(...links);
  }
  return [...found.values()];
}

/**
 * For each way that has no form just now, such as bringing back what is not closed: all that the other forms of its page
 * send. Ways of pages without any form are left out.
 */
export function guessedFrom(found: FilledForm[], ways: string[]): FilledForm[] {
  const known = new Set(found.map(wayOf));
  return ways.flatMap((way) => {
    const [route, action] = way.split(' ') as [string, string];
    const beside = known.has(way) ? [] : found.filter(({ path }) => routeOf(path) === route);
    const fields = new Map(beside.flatMap(({ fields }) => fields));
    return beside[0] ? [{ path: beside[0].path, way: action, fields: [...fields] }] : [];
  });
}

function isOutside(path: string, hub: string): boolean {
  return !path.startsWith('/me') && path !== `/${hub}` && !path.startsWith(`/${hub}/`);
}

function kindOf(form: FilledForm): string {
  return [wayOf(form), ...new Set(form.fields.map(([name]) => name))].join(' ');
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/\[\w+\]/g, '[^/]+')}$`);
}
