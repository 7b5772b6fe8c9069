/**
 * A passkey that could not open the present pair learns it, once it has opened a tablet with network. What fails here is
 * tried at its next unlock: meanwhile it opens as it just did.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { mended } from './key_pairs.js';

/**
 * @param {import('../lib/answers.js').Server} server @param {import('../lib/bytes.js').Bytes} prf overwritten here
 * @param {import('./key_pairs.js').Lacking} lacking
 */
export async function mendKey(server, prf, lacking) {
  try {
    const userKey = await mended(prf, lacking);
    if (userKey) await server.post('/api/v1/keys/mend', { user_key: userKey });
  } catch (error) {
    if (!(error instanceof Unreachable) && !(error instanceof Refusal)) console.info('key not mended', error);
  }
}
