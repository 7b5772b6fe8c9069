/**
 * Pictures of documents asked of the server: bytes in memory, kept by no cache, and said in French when they cannot be had.
 */
import { Unreachable } from '../lib/answers.js';
import { EngineError } from '../lib/engine_error.js';

/**
 * @typedef {Pick<import('./server.js').Server, 'fetch'|'idle'|'inRound'>} Server
 */

const PATIENCE = 20_000;
const OFFLINE = 'La page entière demande le réseau. Réessayez quand il revient ; la vignette reste sur la tablette.';
const GONE = 'Ce document n’est plus ouvert à cette tablette : il a été retiré, masqué, ou vos accès ont changé.';

/** @param {Server} server @param {string} path @returns {Promise<Blob>} throws EngineError */
export async function askPicture(server, path) {
  const answer = await asked(server, path).catch((cause) => {
    throw new EngineError('history_offline', { message: OFFLINE, cause });
  });
  if (answer.status === 404 || answer.status === 403) throw new EngineError('history_gone', { message: GONE });
  if (!answer.ok || !answer.headers.get('Content-Type')?.startsWith('image/')) throw new EngineError('server_error');
  return answer.blob();
}

/** @param {Server} server @param {string} path */
async function asked(server, path) {
  const idle = server.idle();
  const headers = { Accept: 'image/webp', ...(idle === null ? {} : { 'Chevet-Idle': String(idle), ...(server.inRound() ? { 'Chevet-Round': '1' } : {}) }) };
  const answer = await server.fetch(path, { headers, cache: 'no-store', credentials: 'same-origin', redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
  if ([502, 503, 504].includes(answer.status)) throw new Unreachable(`status ${answer.status}`);
  return answer;
}

export const offline = () => new EngineError('history_offline', { message: OFFLINE });
