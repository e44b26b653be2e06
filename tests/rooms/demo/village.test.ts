import { expect, it } from 'vitest';
import * as village from '#server/demo/village.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as people from '#server/people/people.ts';
import * as directory from '#server/people/directory.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { HUB, TOWN } from '../../town.ts';

const NOW = 1_803_978_000;
const DAY = 86_400;

eachDatabase((fresh) => {
  it(
    'the demo village is the town: forty neighbours, six months past and ahead',
    { timeout: 120_000 },
    async () => {
      const db = await fresh();
      expect(await village.isEmpty(db)).toBe(true);
      expect((await village.fill(db, NOW)).hub).toBe(HUB);
      expect(await village.isEmpty(db)).toBe(false);

      const neighbours = await people.ofHub(db, HUB);
      expect(neighbours).toHaveLength(40);
      for (const member of Object.values(TOWN)) {
        const found = neighbours.find((one) => one.firstName === member.firstName);
        expect(found).toMatchObject({ mail: member.mail, telephone: member.telephone });
        expect(await directory.roleOf(db, HUB, found!.id)).toBe(member.role);
      }
      const all = { limit: 500, unlisted: true };
      const past = await meetups.upcoming(db, HUB, NOW, { ...all, from: NOW - 183 * DAY, to: NOW });
      const ahead = await meetups.upcoming(db, HUB, NOW, { ...all, from: NOW, to: NOW + 183 * DAY });
      expect(past.length).toBeGreaterThan(20);
      expect(ahead.length).toBeGreaterThan(20);
      expect(new Set(ahead.map((one) => one.venue.kind))).toEqual(new Set(['public', 'home']));
      expect(past.every((one) => one.unlistedAt === null)).toBe(true);
    },
  );
});
