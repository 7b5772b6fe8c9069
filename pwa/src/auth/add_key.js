/**
 * Adds a key to one's own, with one that is at hand: the new key is made, then a present one confirms that very key and
 * opens the pair that both will carry.
 */
import { fromBase64url, lengthPrefixed, sha256, utf8 } from '../lib/bytes.js';
import { uuidBytes } from '../lib/uuid.js';
import { attestationJson } from './credential.js';
import { makeSharedKey, passOn } from './key_pairs.js';
import { showPasskey } from './passkey.js';
import { createPasskey, labelOf } from './registration.js';

/**
 * @typedef {import('../lib/bytes.js').Bytes} Bytes
 * @typedef {{id: string, transports: string[], wrap: import('./user_key.js').Wrap|null}} Own
 * @typedef {{nonce: string, session: string, staff: string, rp_id: string, allowed: Own[]}} Confirm
 * @typedef {{publicKey: any, confirm: Confirm|null, public_jwk: JsonWebKey|null, carriers: import('./key_pairs.js').Carrier[]}} Options
 * @typedef {{credentials: CredentialsContainer, server: import('../lib/answers.js').Server, onSecondGesture?: () => void,
 *   onConfirming?: () => Promise<void>}} Tools onConfirming: resolves when the person is ready to show the key they have
 */

/** @param {string} label @param {Tools} tools @returns {Promise<{opens_offline: boolean}>} once the server has kept it */
export async function addKey(label, tools) {
  const { server } = tools;
  /** @type {Options} */
  const options = await server.post('/api/v1/keys/options', {});
  const { created, prf } = await createPasskey(options.publicKey, tools);
  const shown = options.confirm && (await confirm(options.confirm, created, tools));
  const confirmation = shown && { nonce: options.confirm?.nonce, assertion: shown.assertion };
  const body = { credential: attestationJson(created), label: label || labelOf(created), confirmation };
  const userKey = prf && (await pairFor(prf, shown, options));
  return server.post('/api/v1/keys', userKey ? { ...body, user_key: userKey } : body);
}

/** @param {Confirm} asked @param {PublicKeyCredential} created @param {Tools} tools */
async function confirm({ nonce, session, staff, rp_id: rpId, allowed }, created, { credentials, onConfirming }) {
  await onConfirming?.();
  const { attestationObject } = /** @type {AuthenticatorAttestationResponse} */ (created.response);
  const made = await sha256(new Uint8Array(attestationObject));
  const parts = [utf8('chevet-add-key-1'), fromBase64url(nonce), uuidBytes(session), uuidBytes(staff), made];
  const challenge = await sha256(lengthPrefixed(...parts));
  const shown = await showPasskey(credentials, { challenge, rpId, allowed: /** @type {any} */ (allowed) });
  return { ...shown, own: /** @type {Own} */ (allowed.find(({ id }) => id === shown.credential.id)) };
}

/**
 * The pair that the new key will carry: the present one where the key at hand opens it, else a new one.
 * @param {Bytes} prf @param {{prf: Bytes|null, own: Own}|null} shown @param {Options} options
 */
async function pairFor(prf, shown, { public_jwk: jwk, carriers }) {
  if (shown?.prf && shown.own.wrap && jwk) return passOn({ prf: shown.prf, wrap: shown.own.wrap }, prf, jwk);
  // The key at hand carries the pair, and its browser did not let it open it here: the pair stays as it is.
  if (shown?.own.wrap) return null;
  return makeSharedKey(prf, carriers);
}
