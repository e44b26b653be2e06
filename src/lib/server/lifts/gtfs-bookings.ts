import { TimetableRefused } from './gtfs-refusals.ts';
import { eachRow, plainly } from './gtfs-rows.ts';
import { secondsOf, telephoneOf } from './gtfs-trips.ts';
import type { TimetableZip } from './gtfs-zip.ts';

/** How a bus that comes when it is rung is asked for. */
export interface Booking {
  telephone: string | null;
  /** What they say about it themselves. */
  message: string;
  /** At least so many minutes before; null where days count. */
  minutes: number | null;
  /** At the latest so many days before, at this time (seconds of that day). */
  lastDay: number | null;
  lastTime: number | null;
  /** The days that count are those on which this service runs; '' for all days. */
  service: string;
}

const MOST_RULES = 5_000;

/** GTFS Schedule Reference, "booking_rules.txt": the rules by their ids. */
export async function bookingsOf(zip: TimetableZip): Promise<Map<string, Booking>> {
  const rules = new Map<string, Booking>();
  if (!zip.has('booking_rules.txt')) return rules;
  const columns = {
    needed: ['booking_rule_id', 'booking_type'] as const,
    others: [
      ...(['prior_notice_duration_min', 'prior_notice_last_day', 'prior_notice_last_time'] as const),
      ...(['prior_notice_service_id', 'message', 'pickup_message', 'phone_number'] as const),
    ] as const,
  };
  await eachRow(zip, 'booking_rules.txt', columns, MOST_RULES, (row) => {
    const isDays = row.booking_type === '2';
    rules.set(row.booking_rule_id, {
      telephone: telephoneOf(row.phone_number),
      message: plainly(row.pickup_message || row.message, 200),
      minutes: row.booking_type === '1' ? wholeOf(row.prior_notice_duration_min) : null,
      lastDay: isDays ? wholeOf(row.prior_notice_last_day) : null,
      lastTime: isDays ? secondsOf(row.prior_notice_last_time) : null,
      service: isDays ? row.prior_notice_service_id : '',
    });
  });
  return rules;
}

function wholeOf(text: string): number | null {
  if (text === '') return null;
  if (!/^\d{1,6}$/.test(text)) throw new TimetableRefused('odd', 'booking_rules.txt');
  return Number(text);
}
