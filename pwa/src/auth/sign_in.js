/**
 * Signs in to the office with a passkey: no tablet, no store, no key but the server's own session.
 */
import { assertionJson, requestOptions } from './credential.js';

/**
 * @param {{credentials: CredentialsContainer, server: import('../lib/answers.js').Server}} tools
 * @returns {Promise<string>} the page to open next
 */
export async function signIn({ credentials, server }) {
  const { publicKey } = await server.post('/api/v1/signin/options', {});
  const shown = /** @type {PublicKeyCredential} */ (await credentials.get({ publicKey: requestOptions(publicKey) }));
  const { next } = await server.post('/api/v1/signin', { assertion: assertionJson(shown) });
  return pathOf(next);
}

/** A path of this very site, whatever is asked for. @param {unknown} next */
export function pathOf(next) {
  const isPath = typeof next === 'string' && /^\/(?![/\\])/.test(next);
  return isPath ? next : '/bureau';
}
