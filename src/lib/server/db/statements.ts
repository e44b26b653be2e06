import { createRequire } from 'node:module';

interface Connection {
  prepare(sql: string): object;
}

const KEPT = 500;
/** What begins, ends or changes something else than rows is compiled each time. */
const ROWS_ONLY = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/;

const keptBy = new WeakMap<Connection, Map<string, object>>();
let keeping = false;

/**
 * From now on connections keep the statements they have compiled. The driver would compile each again every time,
 * which was a quarter of the work of an answer. SQLite compiles a kept one anew by itself when the schema changes.
 * Everything in the driver is synchronous, so no statement is ever in use twice.
 */
export function keepStatements(): void {
  const driver = findDriver();
  if (keeping || !driver) return;
  keeping = true;
  const { prepare } = driver;
  driver.prepare = function (this: Connection, sql: string) {
    const kept = keptOf(this);
    const known = kept.get(sql);
    if (known) return known;
    const statement = prepare.call(this, sql);
    if (ROWS_ONLY.test(sql)) keep(kept, sql, statement);
    return statement;
  };
}

/** What all connections of the embedded driver share; null when this is another driver than the one we know. */
function findDriver(): Connection | null {
  const client = createRequire(import.meta.url).resolve('@libsql/client');
  const driver = createRequire(client)('libsql') as { prototype?: Partial<Connection> };
  return typeof driver.prototype?.prepare === 'function' ? (driver.prototype as Connection) : null;
}

function keptOf(connection: Connection): Map<string, object> {
  let kept = keptBy.get(connection);
  if (!kept) keptBy.set(connection, (kept = new Map()));
  return kept;
}

/** Texts are few, as none is built from input; should they ever be many, the oldest goes. */
function keep(kept: Map<string, object>, sql: string, statement: object): void {
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(sql, statement);
}
