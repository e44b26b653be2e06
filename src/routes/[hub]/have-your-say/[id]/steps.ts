const STEPS: Record<string, string> = {
  gathered: 'the hosts put together what says the same',
  named: 'a host found plainer words for it',
  joined: 'another topic that says the same came to it',
  split: 'a part of it became a topic of its own',
  proposed: 'those behind it were shown the words',
  'called-off': 'the hosts took the words back, to find better ones',
  carried: 'the words went to those who decide',
  received: 'those who decide have it',
  'no-answer': 'no answer had come by the agreed day',
  'answered yes': 'the answer is yes',
  'answered partly': 'the answer is partly',
  'answered cannot': 'the answer is that it cannot be done',
  'answered passed-on': 'it was passed on',
  'answered not-yet': 'those who decide need longer',
  happening: 'something has begun',
  checked: 'those behind it said whether it happened',
  reopened: 'it went back to those who decide',
  gentle: 'the hosts asked gently for an answer',
  formal: 'the hosts asked in writing for an answer',
  person: 'a neighbour asks for the answer in person',
};

/** What happened at a step, after its day and a colon. */
export function stepInWords(step: string): string {
  return STEPS[step] ?? 'something changed';
}
