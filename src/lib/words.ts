/** Words that stand on buttons and that people and tests look for. */
export const IM_COMING = "I'm coming";
export const MAYBE = 'Maybe';
export const NOT_THIS_TIME = 'Not this time';
export const TAKE_THIS_JOB = 'Take this job';
export const I_NEED_A_LIFT = 'I need a lift';
export const I_CAN_GIVE_A_LIFT = 'I can give a lift';
export const CANT_MAKE_IT = "I can't make it";

/** How many are coming, as anybody may know it: "8 or so". */
export function countInWords(people: number): string {
  if (people === 0) return 'Nobody has said yet';
  if (people === 1) return '1 person is coming';
  return `${people} or so are coming`;
}

/** "Dot", "Dot and Bert", "Ada, Dot and Bert". */
export function namesInWords(names: string[]): string {
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** With a capital at its beginning. */
export function atBeginning(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "the village hall's calendar", "St Mary's calendar", "the bell ringers' calendar". */
export function calendarOf(owner: string): string {
  if (/['’]s$/i.test(owner)) return `${owner} calendar`;
  return `${owner}${/s$/i.test(owner) ? '’' : '’s'} calendar`;
}
