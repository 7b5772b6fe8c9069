/**
 * Asks for a passkey and gives back what it proved. The only place that talks to the authenticator at an unlock.
 */
import { EngineError } from '../lib/engine_error.js';
import { sha256, utf8 } from '../lib/bytes.js';
import { PRF_LABEL, assertionJson, descriptor, prfResult } from './credential.js';

/**
 * @typedef {import('../lib/rows.js').CredentialRow} CredentialRow
 * @typedef {{assertion: object, credential: CredentialRow, prf: import('../lib/bytes.js').Bytes|null}} Shown
 */

/**
 * @param {CredentialsContainer|undefined} credentials
 * @param {{challenge: BufferSource, rpId: string, allowed: CredentialRow[], signal?: AbortSignal, isQuick?: boolean}} request
 *   allowed: one person's only; isQuick: touched, without its code, and without what opens the user's key
 * @returns {Promise<Shown>}
 */
export async function showPasskey(credentials, { challenge, rpId, allowed, signal, isQuick = false }) {
  if (!credentials?.get) throw new EngineError('no_passkeys');
  /** @type {PublicKeyCredentialRequestOptions} */
  const publicKey = {
    challenge,
    rpId,
    allowCredentials: allowed.map(descriptor),
    userVerification: isQuick ? 'discouraged' : 'required',
    timeout: 60_000,
    extensions: isQuick ? {} : { prf: { eval: { first: await sha256(utf8(PRF_LABEL)) } } },
  };
  const shown = await ask(credentials, { publicKey, signal });
  const credential = allowed.find(({ id }) => id === shown.id);
  if (!credential) throw new EngineError('wrong_key');
  return { assertion: assertionJson(shown), credential, prf: prfResult(shown) };
}

/** @param {CredentialsContainer} credentials @param {CredentialRequestOptions} options */
async function ask(credentials, options) {
  try {
    const shown = await credentials.get(options);
    if (shown) return /** @type {PublicKeyCredential} */ (shown);
  } catch (cause) {
    const isUnsupported = cause instanceof DOMException && ['SecurityError', 'NotSupportedError'].includes(cause.name);
    throw new EngineError(isUnsupported ? 'no_passkeys' : 'cancelled', { cause });
  }
  throw new EngineError('cancelled');
}
