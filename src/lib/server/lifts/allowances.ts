import type { Drive } from './mileage.ts';
import * as rates from './rates.ts';
import type { Rate } from './rates.ts';

/** What a drive may be claimed for at the dated rate, in pence; nothing while its length is not known. */
export interface Allowed extends Drive {
  penceAMile: number | null;
  /** For the miles. */
  pence: number;
  /** For those who rode along, where a scheme pays that. */
  passengerPence: number;
}

/**
 * Reckons each drive at the rate of its day; what passes the limit of a tax year counts at the lower rate. `drives` are
 * oldest first, `byHub` each hub's rates, newest first.
 */
export function reckon(drives: Drive[], byHub: Map<string, Rate[]>): Allowed[] {
  const driven = new Map<number, number>();
  return drives.map((drive) => {
    const rate = rates.on(byHub.get(drive.hub) ?? [], drive.onDate);
    const tenths = drive.tenthMiles ?? 0;
    const year = taxYearOf(drive.onDate);
    const before = driven.get(year) ?? 0;
    driven.set(year, before + tenths);
    if (!rate) return { ...drive, penceAMile: null, pence: 0, passengerPence: 0 };
    const full = Math.min(tenths, Math.max(0, rate.beyondMiles * 10 - before));
    return {
      ...drive,
      penceAMile: full > 0 || tenths === 0 ? rate.aMile : rate.beyond,
      pence: Math.round((full * rate.aMile + (tenths - full) * rate.beyond) / 10),
      passengerPence: Math.round((tenths * drive.passengers * rate.aPassenger) / 10),
    };
  });
}

/** The year in which a tax year begins: it does so on 6 April. */
export function taxYearOf(day: string): number {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= '04-06' ? year : year - 1;
}
