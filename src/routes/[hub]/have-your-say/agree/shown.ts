import type { Written } from '#server/voice/agree-statements.ts';
import type { Told, ToldStatement } from '#server/voice/agree-telling.ts';

/** What was told, with the words of statements that still stand. */
export function shownOf(told: Told | null, all: Written[]) {
  if (!told) return null;
  const words = new Map(all.map(({ id, words }) => [id, words]));
  const named = (statements: ToldStatement[]) =>
    statements.flatMap(({ statement, shown }) => {
      const said = words.get(statement);
      return said === undefined ? [] : [{ id: statement, words: said, shown }];
    });
  return {
    spoke: told.spoke,
    together: named(told.together),
    against: named(told.against),
    groups: told.groups.map(({ people, says }) => ({
      people,
      says: says.flatMap(({ statement, for: side }) => {
        const said = words.get(statement);
        return said === undefined ? [] : [{ id: statement, words: said, side }];
      }),
    })),
  };
}
