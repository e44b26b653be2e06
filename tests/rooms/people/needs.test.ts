import { expect, it } from 'vitest';
import { DAY } from '#server/clock.ts';
import * as needs from '#server/people/needs.ts';
import { tidy } from '#server/people/tidying.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { addMeetup, NOW, settle, startHub } from '../../helpers/neighbours.ts';

eachDatabase((fresh) => {
  async function cydComing() {
    const db = await fresh();
    const hub = await startHub(db);
    const person = await settle(db, hub, { firstName: 'Cyd' });
    const meetup = await addMeetup(db, hub, NOW);
    const say = (words: string) => db.write((tx) => needs.say(tx, { meetup, person, words, endsAt: NOW }));
    return { db, person, meetup, say };
  }

  it('what somebody needs can be said, changed and taken back', async () => {
    const { db, person, meetup, say } = await cydComing();
    await say(' no nuts ');
    expect(await needs.of(db, meetup, person, NOW)).toBe('no nuts');
    await say('no nuts, and a chair with arms');
    expect(await needs.ofMeetup(db, meetup, NOW)).toEqual([
      { person, words: 'no nuts, and a chair with arms', deleteAt: NOW + 7 * DAY },
    ]);
    await say('');
    expect(await needs.of(db, meetup, person, NOW)).toBe('');
  });

  it('seven days after the meet-up it is neither shown nor kept', async () => {
    const { db, person, meetup, say } = await cydComing();
    await say('no nuts');
    expect(await needs.of(db, meetup, person, NOW + 7 * DAY - 1)).toBe('no nuts');
    expect(await needs.of(db, meetup, person, NOW + 7 * DAY)).toBe('');
    await tidy(db, NOW + 7 * DAY - 1);
    expect(await db.all('SELECT words FROM needs')).toHaveLength(1);
    await tidy(db, NOW + 7 * DAY);
    expect(await db.all('SELECT words FROM needs')).toEqual([]);
  });
});
