/**
 * Registers a passkey from an invitation. When the passkey can carry a key (PRF), the user's key pair is made here and
 * leaves wrapped; when it cannot, the passkey still works wherever there is network.
 */
import { randomBytes, sha256, utf8 } from '../lib/bytes.js';
import { PRF_LABEL, attestationJson, creationOptions, prfResult } from './credential.js';
import { makeSharedKey } from './key_pairs.js';
import { drawn, mixed, newDrawing } from './personal_code.js';

/**
 * @typedef {import('../lib/answers.js').Server} Server
 * @typedef {{staff: {first_name: string}, establishment: {name: string}}} Invited
 * @typedef {{credentials: CredentialsContainer, server: Server, onSecondGesture?: () => void}} Tools
 */

/**
 * @param {string} token @param {Tools} tools @param {string|null} [code] for a passkey that lives in this very tablet
 * @returns {Promise<Invited>} once the server has kept the passkey
 */
export async function register(token, tools, code = null) {
  const { server } = tools;
  const drawing = code ? newDrawing() : null;
  const half = code && drawing ? drawn(code, drawing) : null;
  const invited = await server.post('/api/v1/invitations/options', drawing ? { token, in_the_tablet: true } : { token });
  const { created, prf } = await createPasskey(invited.publicKey, tools);
  const body = { token, credential: attestationJson(created), label: labelOf(created), ...(drawing ? { code: { code, ...drawing } } : {}) };
  const secret = prf && half ? mixed(prf, await half) : prf;
  await server.post('/api/v1/invitations/accept', secret ? { ...body, user_key: await makeSharedKey(secret, invited.carriers ?? []) } : body);
  return { staff: invited.staff, establishment: invited.establishment };
}

/**
 * A new passkey, and the PRF result that lets it carry a key, if it can.
 * @param {any} json the server's options @param {Omit<Tools, 'server'>} tools
 * @returns {Promise<{created: PublicKeyCredential, prf: import('../lib/bytes.js').Bytes|null}>}
 */
export async function createPasskey(json, tools) {
  const options = creationOptions(json);
  options.extensions = { ...options.extensions, prf: { eval: { first: await sha256(utf8(PRF_LABEL)) } } };
  const created = /** @type {PublicKeyCredential} */ (await tools.credentials.create({ publicKey: options }));
  return { created, prf: prfResult(created) ?? (await askPrf(created, options.rp.id, tools)) };
}

/**
 * Many authenticators say at registration that they can, and give the result only when the passkey is used: a second
 * touch. Its assertion stays here; refusing it leaves a passkey that needs the network.
 * @param {PublicKeyCredential} created @param {string|undefined} rpId @param {Omit<Tools, 'server'>} tools
 */
async function askPrf(created, rpId, { credentials, onSecondGesture }) {
  if (!created.getClientExtensionResults().prf?.enabled) return null;
  onSecondGesture?.();
  const transports = /** @type {AuthenticatorAttestationResponse} */ (created.response).getTransports?.() ?? [];
  /** @type {PublicKeyCredentialRequestOptions} */
  const publicKey = {
    challenge: randomBytes(32),
    rpId,
    allowCredentials: [
      { type: 'public-key', id: created.rawId, transports: /** @type {AuthenticatorTransport[]} */ (transports) },
    ],
    userVerification: 'required',
    extensions: { prf: { eval: { first: await sha256(utf8(PRF_LABEL)) } } },
  };
  const shown = await credentials.get({ publicKey }).catch(() => null);
  return shown && prfResult(/** @type {PublicKeyCredential} */ (shown));
}

/** How the passkey is called in lists, until its owner renames it. @param {PublicKeyCredential} created */
export function labelOf(created) {
  if (created.authenticatorAttachment !== 'cross-platform') return 'Cet appareil';
  const { response } = /** @type {{response: AuthenticatorAttestationResponse}} */ (/** @type {unknown} */ (created));
  const transports = response.getTransports();
  if (transports.includes('hybrid')) return 'Téléphone';
  return ['usb', 'nfc', 'ble', 'smart-card'].some((way) => transports.includes(way)) ? 'Clé' : 'Clé ou téléphone';
}
