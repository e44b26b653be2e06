/** Why a timetable file is not read any further; `what` names a file in it, or a column, or a number. */
export class TimetableRefused extends Error {
  readonly because: Because;
  readonly what: string;

  constructor(because: Because, what = '') {
    super(`timetable refused: ${because}`);
    this.name = 'TimetableRefused';
    this.because = because;
    this.what = what;
  }
}

/**
 * 'not-a-zip': it cannot be opened. 'broken': its parts are not what its list says. 'odd-names': names that lead out of
 * it. 'locked': it wants a password. 'too-large': more than is read here. 'missing': a part or a column is not there.
 * 'letters': it is not in UTF-8. 'odd': a part makes no sense. 'nothing-near': nothing of it comes near the hub.
 * 'over': it ended before today. 'too-slow': it took too long. 'no-places': the hub has no place on the map.
 */
export type Because =
  | 'not-a-zip'
  | 'broken'
  | 'odd-names'
  | 'locked'
  | 'too-large'
  | 'missing'
  | 'letters'
  | 'odd'
  | 'nothing-near'
  | 'over'
  | 'too-slow'
  | 'no-places';
