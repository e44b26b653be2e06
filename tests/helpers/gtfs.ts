import { zipOf, type Part } from './zips.ts';

/** Stops by the chapel and the hall of `lifts.ts`, and the end of the line, which is out of sight. */
const FILES: Record<string, string> = {
  'agency.txt': `agency_id,agency_name,agency_url,agency_timezone,agency_phone
MB,Moor Buses,https://buses.example.org,Europe/London,01632 960195`,
  'stops.txt': `stop_id,stop_name,stop_lat,stop_lon,location_type
chapel,"Chapel Gate, Stainsacre",54.4805,-0.6005,0
hall,Hall Lane,54.4510,-0.5905,
station,Whole station,54.4511,-0.5906,1
whitby,Whitby Bus Station,54.6,-0.75,0`,
  'routes.txt': `route_id,agency_id,route_short_name,route_long_name,route_type
r95,MB,95,Stainsacre to Whitby,3`,
  'trips.txt': `route_id,service_id,trip_id,trip_headsign
r95,tuesdays,out,Whitby
r95,tuesdays,back,Stainsacre`,
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type
out,10:05:00,10:05:00,hall,20,0,0
out,09:40:00,09:40:00,chapel,10,0,0
out,10:30:00,10:30:00,whitby,30,0,0
back,11:50:00,11:50:00,whitby,1,0,0
back,12:15:00,12:16:00,hall,2,0,0
back,12:40:00,12:40:00,chapel,3,0,0`,
  'calendar.txt': `service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
tuesdays,0,1,0,0,0,0,0,20270101,20271231`,
};

export type Changes = Record<string, string | null>;

/** A small timetable as a bus company would publish it; changes put a table in place of another, or take it out. */
export function timetable(changes: Changes = {}, more: Part[] = []): Uint8Array<ArrayBuffer> {
  const files = { ...FILES, ...changes };
  const parts = Object.entries(files).flatMap(([name, body]) => (body === null ? [] : [{ name, body }]));
  return zipOf([...parts, ...more]);
}

/** A table of it with lines put after its own. */
export function withLines(name: string, ...lines: string[]): Changes {
  return { [name]: [FILES[name] ?? '', ...lines].join('\n') };
}

/** An area around the chapel and the hall, and a minibus that goes about in it on Tuesdays. */
export const ON_REQUEST: Changes = {
  ...withLines('trips.txt', 'r95,tuesdays,ring,'),
  'stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,location_id,stop_sequence,start_pickup_drop_off_window,end_pickup_drop_off_window,pickup_type,drop_off_type,pickup_booking_rule_id
ring,,,,parish,1,09:00:00,16:00:00,2,1,day-before
ring,,,,parish,2,09:00:00,16:00:00,1,2,day-before`,
  'booking_rules.txt': `booking_rule_id,booking_type,prior_notice_last_day,prior_notice_last_time,message,phone_number
day-before,2,1,16:00:00,Have your pass ready,01632 960196`,
  'locations.geojson': JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        id: 'parish',
        type: 'Feature',
        properties: { stop_name: 'The parish' },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [-0.65, 54.43],
              [-0.55, 54.43],
              [-0.55, 54.5],
              [-0.65, 54.5],
              [-0.65, 54.43],
            ],
          ],
        },
      },
    ],
  }),
};
