import type { LeftReason } from './plan-left-reasons.ts';
import type { RideReason } from './plan-reasons.ts';

/** Minutes after midnight as people say them, as in "10.40". */
type Clock = (minutes: number) => string;

/** One sentence on why somebody is left, for the host: "Nobody has a wheelchair place before 10.00." */
export function leftInWords(reason: LeftReason, clock: Clock): string {
  const end = !reason.otherFits
    ? ''
    : reason.leg === 'home'
      ? ', so there is no way home'
      : ', so they cannot get there';
  return `${whyLeft(reason, clock)}${end}.`;
}

function whyLeft({ because, wants, leg, at, minutes }: LeftReason, clock: Clock): string {
  const when =
    at === null
      ? `on the way ${leg === 'out' ? 'there' : 'back'}`
      : `${leg === 'out' ? 'before' : 'after'} ${clock(at)}`;
  const withIt =
    wants === 'wheelchair place'
      ? 'Nobody with a wheelchair place'
      : wants === 'need'
        ? 'Nobody who has what they need'
        : 'Nobody';
  const missing = {
    'wheelchair place': 'Nobody has a wheelchair place',
    boot: 'Nobody has room in the boot',
    seats: 'No car has so many seats',
    need: 'Nobody has what they need',
  };
  const words: Record<LeftReason['because'], string> = {
    'nobody drives': `Nobody drives ${when}`,
    locked: 'The car that you fixed for them cannot take them',
    party: `${missing[wants ?? 'seats']} ${when}`,
    need: `${missing.need} ${when}`,
    company: `Nobody who could take them is free ${when}`,
    'too late to order': 'It is too late to order a taxi',
    times: `${withIt} drives ${when}`,
    'too far': `It is ${inMinutes(minutes)} further than the nearest driver can go`,
    'too long': 'They would sit in the car for too long',
    taken: `All that could take them are full ${when}`,
  };
  return words[because];
}

/** One sentence on why somebody rides with this driver, for the host. */
export function rideInWords({ because, minutes }: RideReason, driver: string): string {
  const words: Record<RideReason['because'], string> = {
    locked: 'because you fixed it',
    told: 'as they were told',
    usual: 'whom they usually ride with',
    'only one': 'because nobody else can take them',
    'others full': 'because the other cars are full',
    'on the way': minutes < 0.5 ? 'who comes past them' : `for whom it is only ${inMinutes(minutes)} more`,
    'makes room': 'so that others find a seat too',
  };
  return `${driver}, ${words[because]}.`;
}

function inMinutes(minutes: number): string {
  const whole = Math.max(1, Math.ceil(minutes));
  return whole === 1 ? 'one minute' : `${whole} minutes`;
}
