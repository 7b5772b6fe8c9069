/**
 * The check of a compact JWS (RFC 7515) of HMAC-SHA256, as receipts are signed. It is WebCrypto's: the JOSE library's own
 * would come with the first screen, which has no use for it.
 */
import { fromBase64url, fromUtf8, utf8 } from './bytes.js';

const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/** @param {string} jws @param {import('./bytes.js').Bytes} key @returns {Promise<any>} what it says; rejects when another key, or none, signed it */
export async function openSigned(jws, key) {
  const [header, payload, signature, ...more] = jws.split('.');
  if (!signature || more.length > 0 || JSON.parse(fromUtf8(fromBase64url(header))).alg !== 'HS256') throw new Error('no receipt');
  const hmac = await crypto.subtle.importKey('raw', key, HMAC, false, ['verify']);
  if (!(await crypto.subtle.verify('HMAC', hmac, fromBase64url(signature), utf8(`${header}.${payload}`)))) throw new Error('not signed by us');
  return JSON.parse(fromUtf8(fromBase64url(payload)));
}
