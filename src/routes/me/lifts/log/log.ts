import type { Reader } from '#server/db/database.ts';
import * as allowances from '#server/lifts/allowances.ts';
import * as mileage from '#server/lifts/mileage.ts';
import * as rates from '#server/lifts/rates.ts';

/** The drives of somebody, reckoned at the rates of their hubs; of the tax year in the address, or of the newest. */
export async function logOf(db: Reader, person: string, url: URL) {
  const drives = await mileage.ofPerson(db, person);
  const byHub = new Map<string, rates.Rate[]>();
  for (const hub of new Set(drives.map((one) => one.hub))) byHub.set(hub, await rates.ofHub(db, hub));
  const all = allowances.reckon(drives, byHub);
  const years = [...new Set(all.map(({ onDate }) => allowances.taxYearOf(onDate)))].sort((a, b) => b - a);
  const wanted = Number(url.searchParams.get('year'));
  const year = years.includes(wanted) ? wanted : (years[0] ?? null);
  return { year, years, drives: all.filter(({ onDate }) => allowances.taxYearOf(onDate) === year) };
}
