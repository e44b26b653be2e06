import { createClient } from '@libsql/client';

export const database = createClient({ url: process.env.BARE_DATABASE ?? 'file:bare.db' });
