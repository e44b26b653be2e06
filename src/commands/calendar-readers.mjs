import { runQuietly } from './running.mjs';

const PACKAGES = ['python3-icalendar', 'python3-recurring-ical-events', 'khal'];

/** Other people's programs that read our calendars in the tests: Debian's, where we may install them. */
export function getCalendarReaders() {
  const isThere =
    runQuietly('/usr/bin/python3', ['-c', 'import icalendar, recurring_ical_events']).ok &&
    runQuietly('khal', ['--version']).ok;
  if (isThere || process.getuid?.() !== 0 || !runQuietly('apt-get', ['--version']).ok) return;
  console.log('Installing programs that read calendars, for the tests. This happens once.');
  const install = ['install', '-y', '--no-install-recommends', ...PACKAGES];
  if (!runQuietly('apt-get', install).ok && runQuietly('apt-get', ['update']).ok)
    runQuietly('apt-get', install);
}
