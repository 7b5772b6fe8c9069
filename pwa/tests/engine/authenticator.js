/**
 * A passkey in software: what `navigator.credentials` answers, with a real signature and a PRF, for tests.
 */
import { utf8, concat, fromBase64url, randomBytes, sha256, toBase64url } from '../../src/lib/bytes.js';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' };
export const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

export class Authenticator {
  /** @type {{id: string, pair: CryptoKeyPair, secret: CryptoKey|null}[]} */
  passkeys = [];
  asked = [];
  /** What the next request throws, once. @type {Error|null} */
  refuses = null;

  /** @param {{prf?: boolean}} [options] */
  async add({ prf = true } = {}) {
    const pair = await crypto.subtle.generateKey(ES256, true, ['sign', 'verify']);
    const secret = prf ? await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']) : null;
    const passkey = { id: toBase64url(randomBytes(16)), pair, secret };
    this.passkeys.push(passkey);
    return passkey;
  }

  /** @param {CredentialRequestOptions} options */
  get = async ({ publicKey, signal }) => {
    this.asked.push(publicKey);
    if (this.refuses) throw this.#refusal();
    if (signal?.aborted) throw new DOMException('aborted', 'AbortError');
    const allowed = publicKey.allowCredentials.map(({ id }) => toBase64url(id));
    const passkey = this.passkeys.find(({ id }) => allowed.includes(id));
    if (!passkey) throw new DOMException('no passkey', 'NotAllowedError');
    return this.#assertion(passkey, publicKey);
  };

  #refusal() {
    const error = this.refuses;
    this.refuses = null;
    return error;
  }

  async #assertion(passkey, publicKey) {
    const clientDataJSON = utf8(JSON.stringify({ type: 'webauthn.get', challenge: toBase64url(publicKey.challenge) }));
    const authenticatorData = concat(await sha256(utf8(publicKey.rpId)), Uint8Array.from([5, 0, 0, 0, 0]));
    const signed = concat(authenticatorData, await sha256(clientDataJSON));
    const signature = await crypto.subtle.sign(SIGNATURE, passkey.pair.privateKey, signed);
    const results = await prfOf(passkey, publicKey.extensions?.prf?.eval?.first);
    return credentialOf(
      passkey.id,
      { clientDataJSON, authenticatorData, signature, userHandle: null },
      { prf: results && { results } },
    );
  }
}

/** @param {{secret: CryptoKey|null}} passkey @param {BufferSource|undefined} first */
export async function prfOf({ secret }, first) {
  return secret && first ? { first: await crypto.subtle.sign('HMAC', secret, first) } : undefined;
}

/** As a browser hands it over, `toJSON` with the secret included. */
export function credentialOf(id, response, extensions) {
  return {
    id,
    rawId: fromBase64url(id).buffer,
    type: 'public-key',
    authenticatorAttachment: 'cross-platform',
    response,
    getClientExtensionResults: () => extensions,
    toJSON: () => ({ id, clientExtensionResults: { prf: { results: { first: 'THE-SECRET' } } } }),
  };
}
