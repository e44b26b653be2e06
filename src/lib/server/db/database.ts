import { createClient, LibsqlError, type Client, type InStatement, type Transaction } from '@libsql/client';
import { keepStatements } from './statements.ts';
import { createQueue } from './write-queue.ts';

export type Value = string | number | null | Uint8Array;
export type Args = Record<string, Value>;
export type Row = Record<string, Value>;

export interface Reader {
  /** All rows of a query. */
  all(sql: string, args?: Args): Promise<Row[]>;
  /** The first row of a query, or null. */
  one(sql: string, args?: Args): Promise<Row | null>;
}

export interface Writer extends Reader {
  /** Runs a statement and returns how many rows it changed. */
  run(sql: string, args?: Args): Promise<number>;
  /** Runs statements that change the schema; migrations only. */
  script(sql: string): Promise<void>;
}

export interface Database extends Reader {
  mode: 'embedded' | 'server';
  /**
   * Runs `work` in a write transaction: all of it happens or none of it. Await nothing but the database inside.
   * Many that wait share one commit, and each answer comes after that commit.
   * `work` may run more than once, when the database was busy or another of its group failed: it must change nothing
   * outside.
   */
  write<T>(work: (tx: Writer) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Where the database is: `file:` for one process, or the address of a libSQL server. */
export interface Place {
  url: string;
  authToken?: string | undefined;
}

const SERVER_LIMIT_MS = 5_000;

/** Opens the database. Embedded files are put into WAL mode, once. */
export async function open({ url, authToken }: Place): Promise<Database> {
  const mode = url.startsWith('file:') ? 'embedded' : 'server';
  const client = connect({ url, authToken });
  if (mode === 'server') return wrap(client, client, mode);
  keepStatements();
  await client.execute('PRAGMA journal_mode = WAL');
  // Writing has one connection of its own: erased words must be gone from the file, and PRAGMAs hold per connection.
  const writing = connect({ url, authToken }, 1);
  await writing.execute('PRAGMA secure_delete = ON');
  return wrap(client, writing, mode);
}

function connect({ url, authToken }: Place, concurrency = 20): Client {
  return createClient({
    url,
    concurrency,
    intMode: 'number',
    timeout: 2_000,
    ...(authToken ? { authToken } : {}),
    ...(url.startsWith('file:') ? {} : { fetch: fetchWithinLimit }),
  });
}

/** Whether the database takes writes now. Writes nothing. */
export async function isWritable(db: Database): Promise<boolean> {
  try {
    await db.write((tx) => tx.run('DELETE FROM migrations WHERE name IS NULL'));
    return true;
  } catch {
    return false;
  }
}

/** True for a broken unique, foreign-key or CHECK rule; servers do not say which. */
export function isConstraint(problem: unknown): boolean {
  return problem instanceof LibsqlError && problem.code.startsWith('SQLITE_CONSTRAINT');
}

function wrap(client: Client, writing: Client, mode: Database['mode']): Database {
  const queue = createQueue(() => writing.transaction('write'), mode === 'embedded' ? 64 : 16);
  return {
    mode,
    ...readerOf((statement) => client.execute(statement)),
    write: queue.write,
    async close() {
      await queue.drain();
      writing.close();
      client.close();
    },
  };
}

/** The reading and writing verbs over anything that executes a statement. */
export function writerOf(transaction: Transaction): Writer {
  return {
    ...readerOf((statement) => transaction.execute(statement)),
    run: async (sql, args = {}) => (await transaction.execute({ sql, args })).rowsAffected,
    script: (sql) => transaction.executeMultiple(sql),
  };
}

function readerOf(execute: (statement: InStatement) => ReturnType<Client['execute']>): Reader {
  return {
    all: async (sql, args = {}) => (await execute({ sql, args })).rows as unknown as Row[],
    one: async (sql, args = {}) => ((await execute({ sql, args })).rows[0] as unknown as Row) ?? null,
  };
}

function fetchWithinLimit(request: Request): Promise<Response> {
  return fetch(request, { signal: AbortSignal.timeout(SERVER_LIMIT_MS) });
}
