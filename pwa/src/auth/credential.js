/**
 * Credentials as they may travel. Written out by hand, member by member: the browser's own `toJSON` carries the PRF
 * result, which opens the user's key and must never leave the page.
 */
import { fromBase64url, toBase64url } from '../lib/bytes.js';

/** The page's own half of every PRF result: the SHA-256 of this text. */
export const PRF_LABEL = 'chevet-prf-1';

/** @param {PublicKeyCredential} credential @returns {object} without any PRF result */
export function assertionJson(credential) {
  const response = /** @type {AuthenticatorAssertionResponse} */ (credential.response);
  return {
    ...identityOf(credential),
    response: {
      clientDataJSON: toBase64url(response.clientDataJSON),
      authenticatorData: toBase64url(response.authenticatorData),
      signature: toBase64url(response.signature),
      userHandle: response.userHandle ? toBase64url(response.userHandle) : null,
    },
    clientExtensionResults: {},
  };
}

/** @param {PublicKeyCredential} credential @returns {object} without any PRF result */
export function attestationJson(credential) {
  const response = /** @type {AuthenticatorAttestationResponse} */ (credential.response);
  const { prf, credProps } = credential.getClientExtensionResults();
  return {
    ...identityOf(credential),
    response: {
      clientDataJSON: toBase64url(response.clientDataJSON),
      attestationObject: toBase64url(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
    clientExtensionResults: {
      ...(prf ? { prf: { enabled: prf.enabled === true } } : {}),
      ...(credProps ? { credProps: { rk: credProps.rk === true } } : {}),
    },
  };
}

/** @param {PublicKeyCredential} credential */
function identityOf(credential) {
  return {
    id: credential.id,
    rawId: toBase64url(credential.rawId),
    type: 'public-key',
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
  };
}

/** @param {PublicKeyCredential} credential @returns {import('../lib/bytes.js').Bytes|null} */
export function prfResult(credential) {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) return null;
  const view = ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
    : new Uint8Array(first);
  return new Uint8Array(view);
}

/**
 * Options for `navigator.credentials.create`, from the server's JSON.
 * @param {any} json @returns {PublicKeyCredentialCreationOptions}
 */
export function creationOptions(json) {
  return {
    ...json,
    challenge: fromBase64url(json.challenge),
    user: { ...json.user, id: fromBase64url(json.user.id) },
    excludeCredentials: (json.excludeCredentials ?? []).map(descriptor),
  };
}

/**
 * Options for `navigator.credentials.get`, from the server's JSON.
 * @param {any} json @returns {PublicKeyCredentialRequestOptions}
 */
export function requestOptions(json) {
  return {
    ...json,
    challenge: fromBase64url(json.challenge),
    allowCredentials: (json.allowCredentials ?? []).map(descriptor),
  };
}

/** @param {{id: string, transports?: string[]}} credential @returns {PublicKeyCredentialDescriptor} */
export function descriptor({ id, transports }) {
  const known = transports?.length ? { transports: /** @type {AuthenticatorTransport[]} */ (transports) } : {};
  return { type: 'public-key', id: fromBase64url(id), ...known };
}
