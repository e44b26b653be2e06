import { expect, test } from 'vitest';
import { syllablesOf } from '#server/words/syllables.ts';

/** Counted by hand, saying each word aloud; "a|b" where people say it in two ways. */
const KNOWN = `
a 1, the 1, be 1, me 1, we 1, you 1, they 1, what 1, when 1, where 1, who 1, why 1, how 1, tea 1, cup 1, bus 1,
walk 1, talk 1, place 1, places 2, name 1, names 1, date 1, dates 1, time 1, times 1, house 1, houses 2, home 1,
homes 1, phone 1, page 1, pages 2, change 1, changes 2, changed 1, ask 1, asked 1, need 1, needed 2, want 1,
wanted 2, tell 1, told 1, say 1, said 1, saying 2, see 1, seeing 2, go 1, going 2, do 1, doing 2, does 1, come 1,
comes 1, coming 2, came 1, change 1, move 1, moved 1, send 1, sent 1, print 1, printed 2, poster 2, posters 2,
leaflet 2, leaflets 2, meet 1, meeting 2, neighbour 2, neighbours 2, neighbourhood 3, village 2, villages 3, street 1,
host 1, hosts 1, keeper 2, keepers 2, hub 1, people 2, person 2, somebody 3, something 2, someone 2, sometimes 2,
somewhere 2, anybody 4, anyone 3, anything 3, everybody 4, everyone 3, everything 3, every 2, nobody 3, other 2,
another 3, together 3, email 2, telephone 3, number 2, address 2, message 2, messages 3, letter 2, calendar 3,
device 2, devices 3, tablet 2, computer 3, browser 2, button 2, answer 2, answers 2, answered 2, question 2,
questions 2, cancel 2, cancelled 2, reminder 3, reminders 3, remind 2, waiting 2, list 1, table 2, tables 2,
little 2, handle 2, handled 2, called 1, single 2, title 2, rule 1, rules 1, whole 1, while 1, people's 2, bus's 2,
it's 1, I'm 1, I'll 1, you'll 1, they're 1, don't 1, can't 1, won't 1, isn't 2, doesn't 2, didn't 2, haven't 2,
couldn't 2, aren't 1, weren't 1, radio 3, video 3, period 3, previous 3, serious 3, religious 3, anxious 2,
social 2, special 2, material 4, diary 3, quiet 2, science 2, client 2, patient 2, friend 1, friends 1, ruin 2,
museum 3, medium 3, being 2, create 2, created 3, area 3, idea 3, usual 3, January 4, February 4, Tuesday 2,
Wednesday 2, Thursday 2, Saturday 3, November 3, December 3, morning 2, afternoon 3, evening 2, tomorrow 3,
yesterday 3, minute 2, minutes 2, hour 1, hours 1, quarter 2, half 1, first 1, second 2, third 1, fourth 1,
weather 2, shelter 2, toilet 2, parking 2, wheelchair 2, hearing 2, corner 2, step-free 2, smoke-free 2,
meet-up 2, meet-ups 2, sign-in 2, household 2, timetable 3, therefore 2, safety 2, safely 2, lonely 2, careful 2,
useless 2, movement 2, settlement 3, wishes 2, boxes 2, classes 2, clothes 1, shoes 1, tried 1, carried 2,
carrying 3, trying 2, player 2, queue 1, venue 2, argue 2, language 2, guess 1, guide 1, guard 1, yes 1, year 1,
yellow 2, rhythm 2, café 2, centre 2, here 1, sure 1, apple 2, village's 3, council 2, councillor 3, parish 2,
community 4, information 4, accessible 4, participation 5, opportunity 5, consultation 4, representative 5,
implementation 5, organisation 5, facilities 4, stakeholder 3, engagement 3, available 4, additional 4,
approximately 5, requirements 3, commence 2, regarding 3, vehicle 3|2, appointment 3, business 2, opinion 3,
million 2, union 2, NHS 3, GP 2, WWW 9, OK 2, 12 1, 10.30 1, A4 1, maybe 2, elsewhere 2, cushions 2, earlier 3, earliest 3, priority 4, poem 2
`
  .split(',')
  .map((line) => line.trim().split(' ') as [string, string]);

test('the list made by hand has some 250 words', () => {
  expect(KNOWN.length).toBeGreaterThan(240);
});

test('syllables are right for at least 97 of 100 everyday words', () => {
  const wrong = KNOWN.filter(([word, counts]) => !counts.split('|').includes(String(syllablesOf(word))));
  const found = wrong.map(([word, counts]) => `${word} ${syllablesOf(word)} instead of ${counts}`);
  expect(wrong.length / KNOWN.length, found.join(', ')).toBeLessThanOrEqual(0.03);
});

test('a word is never without a syllable', () => {
  for (const word of ['hmm', 'e', 'St', '’', 'ö']) expect(syllablesOf(word)).toBeLessThanOrEqual(1);
  expect(syllablesOf('hmm')).toBe(1);
});
