import type { Database, Row } from '#server/db/database.ts';

/** What Natter itself writes while it runs, whoever asks for what. */
const ITS_OWN = [
  'sessions',
  'attempts',
  'keys',
  'migrations',
  'delivery_beats',
  'letters',
  'sends',
  'taken_forms',
];

/** Every row that Natter keeps, by table; but for what it writes while nobody does anything. */
export async function allRows(db: Database): Promise<Map<string, Row[]>> {
  const tables = await db.all(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`,
  );
  const rows = new Map<string, Row[]>();
  for (const { name } of tables) {
    if (!ITS_OWN.includes(String(name)))
      rows.set(String(name), await db.all(`SELECT * FROM "${String(name)}"`));
  }
  return rows;
}

/** Those that tell of somebody or something, or of what tells of it, each as text. */
export function rowsAbout(
  all: Map<string, Row[]>,
  about: string[],
  { deep }: { deep: boolean },
): Set<string> {
  const ids = new Set<unknown>(about);
  const found = new Set<string>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const [table, rows] of all) {
      for (const row of rows) {
        if (!Object.values(row).some((value) => ids.has(value))) continue;
        found.add(`${table} ${JSON.stringify(row)}`);
        if (deep && typeof row.id === 'string') ids.add(row.id);
      }
    }
    if (!deep) break;
  }
  return found;
}
