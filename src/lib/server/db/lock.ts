import { createClient } from '@libsql/client';

/**
 * Holds the data folder for this process. The lock is the operating system's own on a small database file,
 * so it is gone the moment the process is, however it ended. Returns null when another process holds it.
 */
export async function hold(path: string): Promise<{ release(): void } | null> {
  const client = createClient({ url: `file:${path}` });
  try {
    const transaction = await client.transaction('write');
    await transaction.execute('CREATE TABLE IF NOT EXISTS held (by INTEGER) STRICT');
    return {
      release() {
        transaction.close();
        client.close();
      },
    };
  } catch {
    client.close();
    return null;
  }
}
