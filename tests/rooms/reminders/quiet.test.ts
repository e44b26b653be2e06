import { describe, expect, it } from 'vitest';
import { isQuiet, quietEnds, waitsUntil } from '#server/reminders/quiet.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';

const ZONE = 'Europe/London';
const at = (local: string) => instantOf(local, ZONE);

describe('quiet hours', () => {
  it('last from 20.00 to 08.00', () => {
    expect(isQuiet(at('2027-03-02T19:59'), ZONE)).toBe(false);
    expect(isQuiet(at('2027-03-02T20:00'), ZONE)).toBe(true);
    expect(isQuiet(at('2027-03-03T07:59'), ZONE)).toBe(true);
    expect(isQuiet(at('2027-03-03T08:00'), ZONE)).toBe(false);
  });

  it.each(['2027-03-27', '2027-10-30', '2027-06-15', '2027-12-31'])(
    'end at 08.00 by the clock in the night after %s, whatever the clocks do',
    (day) => {
      const ends = quietEnds(at(`${day}T21:00`), ZONE);
      expect(localOf(ends, ZONE).slice(11)).toBe('08:00');
      expect(isQuiet(ends, ZONE)).toBe(false);
      expect(isQuiet(ends - 60, ZONE)).toBe(true);
    },
  );

  it('end on the same morning when it is past midnight', () => {
    expect(quietEnds(at('2027-03-28T00:30'), ZONE)).toBe(at('2027-03-28T08:00'));
    expect(quietEnds(at('2027-10-31T02:30'), ZONE)).toBe(at('2027-10-31T08:00'));
  });

  it('are those of the hub, not of the machine', () => {
    expect(isQuiet(at('2027-03-02T21:00'), 'America/New_York')).toBe(false);
  });
});

describe('what may break the quiet', () => {
  const tomorrow = [at('2027-03-03T14:00')];
  /** An hour and a half, in Yorkshire. */
  const TEA = { lasts: 5400, zone: ZONE };
  const NIGHT = at('2027-03-02T20:30');
  const MORNING = at('2027-03-03T08:00');

  it('nothing waits by day', () => {
    expect(waitsUntil({ kind: 'reminder', starts: tomorrow, ...TEA }, at('2027-03-02T18:00'))).toBeNull();
  });

  it('a cancellation on the same day does', () => {
    const today = [at('2027-03-02T21:30')];
    expect(waitsUntil({ kind: 'cancelled', starts: today, ...TEA }, NIGHT)).toBeNull();
    const afternoon = at('2027-03-03T07:00');
    expect(waitsUntil({ kind: 'cancelled', starts: tomorrow, ...TEA }, afternoon)).toBeNull();
  });

  it('a cancellation for tomorrow waits for the morning', () => {
    expect(waitsUntil({ kind: 'cancelled', starts: tomorrow, ...TEA }, NIGHT)).toBe(MORNING);
  });

  it('any other change waits for the morning, on the same day too', () => {
    for (const kind of ['moved', 'changed', 'back-on'] as const) {
      expect(waitsUntil({ kind, starts: tomorrow, ...TEA }, at('2027-03-03T07:00'))).toBe(MORNING);
    }
  });

  it('a change does when waiting would leave less than two hours of the morning', () => {
    const early = { starts: [at('2027-03-03T09:59')], ...TEA };
    expect(waitsUntil({ kind: 'cancelled', ...early }, NIGHT)).toBeNull();
    expect(waitsUntil({ kind: 'moved', ...early }, NIGHT)).toBeNull();
    expect(waitsUntil({ kind: 'changed', ...early }, NIGHT)).toBeNull();
    expect(waitsUntil({ kind: 'cancelled', starts: [at('2027-03-03T10:00')], ...TEA }, NIGHT)).toBe(MORNING);
  });

  it('a meet-up moved from tonight to next week is told at once: somebody is on the way', () => {
    const starts = [at('2027-03-02T21:00'), at('2027-03-09T21:00')];
    expect(waitsUntil({ kind: 'moved', starts, ...TEA }, NIGHT)).toBeNull();
  });

  it('a change while people are arriving does, and not once it is over', () => {
    const begun = [at('2027-03-02T20:15')];
    for (const kind of ['cancelled', 'moved'] as const) {
      expect(waitsUntil({ kind, starts: [...begun, at('2027-03-09T20:15')], ...TEA }, NIGHT)).toBeNull();
      expect(waitsUntil({ kind, starts: begun, ...TEA }, at('2027-03-02T21:45'))).toBe(MORNING);
    }
  });

  it('a reminder, a free place or a question to the host never does', () => {
    const soon = [at('2027-03-02T21:00')];
    for (const kind of ['reminder', 'place-free', 'still-on', 'unlisted'] as const) {
      expect(waitsUntil({ kind, starts: soon, ...TEA }, NIGHT)).toBe(MORNING);
    }
  });
});
