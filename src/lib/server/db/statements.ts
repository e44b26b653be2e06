import { createRequire } from 'node:module';

interface Connection {
  prepare(sql: string): Statement;
}

/** What the client calls on a compiled statement before each run. */
interface Statement {
  raw(on: boolean): unknown;
  safeIntegers(on: boolean): unknown;
  columns(): object[];
}

const KEPT = 500;
/** What begins, ends or changes something else than rows is compiled each time. */
const ROWS_ONLY = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/;

const keptBy = new WeakMap<Connection, Map<string, Statement>>();
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
    if (ROWS_ONLY.test(sql)) keep(kept, sql, rememberForm(statement));
    return statement;
  };
}

/** What all connections of the embedded driver share; null when this is another driver than the one we know. */
function findDriver(): Connection | null {
  const client = createRequire(import.meta.url).resolve('@libsql/client');
  const driver = createRequire(client)('libsql') as { prototype?: Partial<Connection> };
  return typeof driver.prototype?.prepare === 'function' ? (driver.prototype as Connection) : null;
}

/**
 * Whether a statement gives rows, and which columns they have, never changes while Natter runs: migrations come
 * before. The client asks for it at every run, twice, and learns "no rows" from a thrown error.
 */
function rememberForm(statement: Statement): Statement {
  statement.safeIntegers(true);
  statement.safeIntegers = () => statement;
  try {
    statement.raw(true);
    statement.raw = () => statement;
    const columns = statement.columns();
    statement.columns = () => columns;
  } catch (noRows) {
    statement.raw = () => {
      throw noRows;
    };
  }
  return statement;
}

function keptOf(connection: Connection): Map<string, Statement> {
  let kept = keptBy.get(connection);
  if (!kept) keptBy.set(connection, (kept = new Map()));
  return kept;
}

/** Texts are few, as none is built from input; should they ever be many, the oldest goes. */
function keep(kept: Map<string, Statement>, sql: string, statement: Statement): void {
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(sql, statement);
}
