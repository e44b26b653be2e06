import { KM_A_MILE, peopleInWords } from '#lib/lift-words.ts';

const DIRECTIONS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];
const HERE_KM = 0.15;

/** "about 2 miles to the north-west"; "here" for what is next door. `bearing` is degrees from the north, clockwise. */
export function wayInWords(km: number, bearing: number): string {
  if (km < HERE_KM) return 'here';
  return `about ${farInWords(km)} to the ${DIRECTIONS[Math.round(bearing / 45) % 8]}`;
}

/** To the nearest half mile; below that a quarter of a mile. */
function farInWords(km: number): string {
  const halves = Math.round((2 * km) / KM_A_MILE);
  if (halves === 0) return 'a quarter of a mile';
  if (halves === 1) return 'half a mile';
  if (halves === 2) return 'a mile';
  const whole = Math.floor(halves / 2);
  return halves % 2 === 0 ? `${whole} miles` : `${whole} and a half miles`;
}

/** "2 people to fetch, 1 car sets out here"; '' for a place where nobody begins, and to which nobody goes. */
export function whoInWords({
  waiting,
  cars,
  going,
}: {
  waiting: number;
  cars: number;
  going: number;
}): string {
  const people = waiting > 0 ? `${peopleInWords(waiting)} to fetch` : '';
  const drivers = cars === 0 ? '' : cars === 1 ? '1 car sets out here' : `${cars} cars set out here`;
  const there = going > 0 ? `${peopleInWords(going)} to take there` : '';
  return [people, drivers, there].filter(Boolean).join(', ');
}
