import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';

/** What a program makes of one date: uid, start and end in UTC, status, title. */
export type Read = [uid: string, start: string, end: string, status: string, title: string];

export interface Reader {
  name: string;
  /** Why it cannot be asked here, or null. */
  missing: string | null;
  read(ics: string): Read[];
}

const UTC_MINUTE = 'YYYY-MM-DDTHH:MM'.length;

export const READERS: Reader[] = [
  { name: 'ical.js', missing: null, read: readWithIcalJs },
  {
    name: 'python-icalendar with recurring-ical-events',
    missing: whyMissing(PYTHON(), ['-c', 'import icalendar, recurring_ical_events']),
    read: readWithPython,
  },
  { name: 'khal', missing: whyMissing('khal', ['--version']), read: readWithKhal },
];

/** Debian's own Python, which has Debian's packages, where there is one. */
function PYTHON(): string {
  return spawnSync('/usr/bin/python3', ['--version']).status === 0 ? '/usr/bin/python3' : 'python3';
}

function whyMissing(program: string, args: string[]): string | null {
  const { status } = spawnSync(program, args);
  return status === 0 ? null : `${program} ${args.at(-1)} does not work here`;
}

function readWithIcalJs(ics: string): Read[] {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const utc = (time: ICAL.Time) =>
    `${new Date(time.toUnixTime() * 1000).toISOString().slice(0, UTC_MINUTE)}Z`;
  const read = calendar.getAllSubcomponents('vevent').map((one): Read => {
    const event = new ICAL.Event(one);
    const status = String(one.getFirstPropertyValue('status'));
    return [event.uid, utc(event.startDate), utc(event.endDate), status, event.summary];
  });
  ICAL.TimezoneService.reset();
  return read;
}

function readWithPython(ics: string): Read[] {
  return inFolder(ics, (file) => JSON.parse(run(PYTHON(), ['tests/helpers/read-calendar.py', file])));
}

function readWithKhal(ics: string): Read[] {
  return inFolder(ics, (file, folder) => {
    mkdirSync(join(folder, 'calendar'));
    const config = join(folder, 'config');
    writeFileSync(
      config,
      `[calendars]\n[[natter]]\npath = ${join(folder, 'calendar')}\n[sqlite]\npath = ${join(folder, 'khal.db')}\n` +
        '[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n' +
        'longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%dT%H:%M\nlongdatetimeformat = %Y-%m-%dT%H:%M\n',
    );
    run('khal', ['-c', config, 'import', '--batch', '-a', 'natter', file]);
    const format = '{uid}|{start-long}|{end-long}|{status}|{title}';
    const printed = run('khal', [
      ...['-c', config, 'list', '--once', '--notstarted', '--day-format', '', '--format', format],
      ...['2020-01-01', '2035-01-01'],
    ]);
    return printed
      .split('\n')
      .filter((line) => line.includes('|'))
      .map((line): Read => {
        const [uid = '', start = '', end = '', status = '', title = ''] = line.split('|');
        return [uid, `${start}Z`, `${end}Z`, status.trim(), title];
      });
  });
}

function inFolder(ics: string, read: (file: string, folder: string) => Read[]): Read[] {
  const folder = mkdtempSync(join(tmpdir(), 'natter-calendar-'));
  const file = join(folder, 'calendar.ics');
  writeFileSync(file, ics);
  try {
    return read(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(program: string, args: string[]): string {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8' };
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr.slice(-2000)}`);
  return stdout;
}
