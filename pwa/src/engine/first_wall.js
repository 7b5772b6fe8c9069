/**
 * The wall of a new tablet, asked while its local store is made. A tablet without a store has nothing to show yet,
 * owes no lock, and no other window of it is open; any other one asks in its turn.
 */
import { NAME } from '../store/database.js';

/** @param {import('./server.js').Server} server @param {string} [name] of the local store @returns {Promise<any>} null when it was not asked */
export async function askFirstWall(server, name = NAME) {
  const stores = (await globalThis.indexedDB?.databases?.()) ?? [{ name }];
  return stores.some((store) => store.name === name) ? null : server.get('/api/v1/wall');
}
