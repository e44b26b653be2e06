/** The people everybody knows: the demo village is theirs, and so are the tests. */
export interface CastMember {
  firstName: string;
  /** What they are in the village, as the demo prints it. */
  part: 'keeper' | 'driver' | 'neighbour' | 'host' | 'councillor' | 'link-worker';
  role: 'keeper' | 'host' | 'neighbour';
  mail: string | null;
  telephone: string | null;
  inPersonThrough: string | null;
}

// Telephone numbers are from the range kept free for stories, and ".example" never receives mail.
export const CAST: CastMember[] = [
  person('Ada', 'keeper', 'keeper', 'ada@stainsacre.example', '01632 960101'),
  person('Bert', 'driver', 'host', 'bert@stainsacre.example', '01632 960102'),
  { ...person('Cyd', 'neighbour', 'neighbour', null, null), inPersonThrough: 'Bert, next door' },
  person('Dot', 'host', 'host', 'dot@stainsacre.example', '01632 960104'),
  person('Eve', 'councillor', 'neighbour', 'eve@stainsacre.example', '01632 960105'),
  person('Fay', 'link-worker', 'neighbour', 'fay@stainsacre.example', null),
];

/** Thirty-four more neighbours; some have mail, some a telephone, some neither. */
export const NEIGHBOURS: CastMember[] = (
  'Agnes Alan Amina Angela Arthur Barbara Betty Brian Carol Cyril Doreen Edith Ernest Florence Frank George ' +
  'Gwen Harold Hilda Irene Iqbal Jean Ken Leonard Mabel Margaret Nora Olive Percy Ruby Stan Vera Walter Wyn'
)
  .split(' ')
  .map((firstName, i) =>
    person(
      firstName,
      'neighbour',
      'neighbour',
      i % 3 === 0 ? null : `${firstName.toLowerCase()}@stainsacre.example`,
      i % 4 === 3 ? null : `01632 9602${String(i).padStart(2, '0')}`,
    ),
  );

function person(
  firstName: string,
  part: CastMember['part'],
  role: CastMember['role'],
  mail: string | null,
  telephone: string | null,
): CastMember {
  return { firstName, part, role, mail, telephone, inPersonThrough: null };
}
