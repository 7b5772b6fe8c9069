/**
 * Keys shown over an action before it is written down: its author's, or a colleague's who stands by. The colleague's key
 * opens nothing here: no PRF is asked for, nobody's session begins or ends. What the keys answer travels with the command,
 * online over a fresh nonce, offline over the tablet's lease.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { fromBase64url } from '../lib/bytes.js';
import { EngineError } from '../lib/engine_error.js';
import { actionChallenge, digestOf } from './action.js';
import { assertionJson, descriptor } from './credential.js';

/**
 * @typedef {import('./action.js').Action} Action
 * @typedef {import('../lib/rows.js').WallStaff} WallStaff
 * @typedef {'author'|'witness'} Role
 * @typedef {{role: Role, staff: string, credential: string, nonce: string, at: string, assertion: object|null}} Confirmation
 * @typedef {{role: Role, staff: string}} Wanted whose key
 * @typedef {object} Here what confirming needs of the tablet
 * @property {import('../lib/rows.js').Wall} wall
 * @property {import('../lib/answers.js').Server} server
 * @property {CredentialsContainer|undefined} credentials
 * @property {() => Date} now the best estimate of true time
 * @property {((staff: WallStaff) => boolean)|null} confirmsWithoutKey the demo's door
 */

const PATIENCE = 4_000;
/** The bit by which an authenticator says that it verified its user. */
const VERIFIED = 0x04;

/**
 * @param {Here} here @param {Wanted[]} wanted in the order in which the keys are asked for @param {AbortSignal} [signal]
 * @returns {(action: Action) => Promise<Confirmation[]>} for `engine.record`; throws EngineError, and then nothing is written
 */
export function confirmedBy(here, wanted, signal) {
  return async (action) => {
    const staff = wanted.map(({ staff }) => staffOf(here, staff));
    const isKeyed = staff.some((one) => !here.confirmsWithoutKey?.(one));
    const [nonce, digest] = await Promise.all([isKeyed ? nonceOf(here) : '', digestOf(action)]);
    const shown = [];
    for (const [n, { role }] of wanted.entries()) shown.push(await show(here, role, staff[n], { nonce, digest, action, signal }));
    return shown;
  };
}

/** Whether somebody could show a key here. @param {Here} here @param {WallStaff} staff */
export const canConfirm = (here, staff) => keysOf(staff).length > 0 || Boolean(here.confirmsWithoutKey?.(staff));

/** A passkey that goes with a code, typed before others, confirms nothing. @param {WallStaff} staff */
const keysOf = ({ credentials }) => credentials.filter((one) => !(/** @type {any} */ (one).code));

/** @param {Here} here @param {string} id */
function staffOf({ wall }, id) {
  const staff = wall.staff.find((one) => one.id === id);
  if (!staff) throw new EngineError('unknown_staff');
  return staff;
}

/** @param {Here} here @returns {Promise<string>} */
async function nonceOf({ server, wall, now }) {
  try {
    return (await server.post('/api/v1/confirmations/nonce', {}, { timeout: PATIENCE })).nonce;
  } catch (error) {
    // A session that the server does not know yet is one opened offline: the lease serves it too.
    if (!(error instanceof Unreachable) && !(error instanceof Refusal && error.status === 401)) {
      throw new EngineError('server_error', { message: error instanceof Refusal ? error.detail : null, cause: error });
    }
  }
  if (now() < new Date(wall.lease.expires_at)) return wall.lease.nonce;
  throw new EngineError('lease_expired', { message: LEASE_OVER });
}

/**
 * @param {Here} here @param {Role} role @param {WallStaff} staff
 * @param {{nonce: string, digest: Uint8Array, action: Action, signal?: AbortSignal}} over @returns {Promise<Confirmation>}
 */
async function show(here, role, staff, { nonce, digest, action, signal }) {
  const about = { role, staff: staff.id, at: new Date().toISOString() };
  if (here.confirmsWithoutKey?.(staff)) return { ...about, credential: '', nonce: '', assertion: null };
  const keys = keysOf(staff);
  if (keys.length === 0) throw new EngineError('no_credential', { message: noKey(staff) });
  const challenge = await actionChallenge({ nonce, device: action.device, staff: staff.id, digest });
  /** @type {PublicKeyCredentialRequestOptions} */
  const publicKey = { challenge, rpId: here.wall.rp_id, allowCredentials: keys.map(descriptor), userVerification: 'required', timeout: 60_000 };
  const shown = await ask(here.credentials, { publicKey, signal }, role, staff);
  if (!keys.some(({ id }) => id === shown.id)) throw new EngineError('wrong_key', { message: notTheirs(role, staff) });
  const assertion = /** @type {any} */ (assertionJson(shown));
  const flags = fromBase64url(assertion.response.authenticatorData)[32];
  if (!(flags & VERIFIED)) throw new EngineError('wrong_key', { message: onlyTouched(role, staff) });
  return { ...about, credential: shown.id, nonce, assertion };
}

/** @param {CredentialsContainer|undefined} credentials @param {CredentialRequestOptions} options @param {Role} role @param {WallStaff} staff */
async function ask(credentials, options, role, staff) {
  if (!credentials?.get) throw new EngineError('no_passkeys');
  try {
    const shown = await credentials.get(options);
    if (shown) return /** @type {PublicKeyCredential} */ (shown);
  } catch (cause) {
    const isUnsupported = cause instanceof DOMException && ['SecurityError', 'NotSupportedError'].includes(cause.name);
    if (isUnsupported) throw new EngineError('no_passkeys', { cause });
    throw new EngineError('cancelled', { message: notTheirs(role, staff), cause });
  }
  throw new EngineError('cancelled', { message: notTheirs(role, staff) });
}

const LEASE_OVER =
  'Cette tablette n’a pas vu le réseau depuis trop longtemps pour qu’une clé y confirme quoi que ce soit. Rien n’est enregistré ; rapprochez-la du réseau, puis réessayez.';

/** The browser does not say which: refused, too late, or another's key. @param {Role} role @param {WallStaff} staff */
const notTheirs = (role, { first_name }) =>
  role === 'author'
    ? 'Votre clé n’a pas répondu : annulée, trop tard, ou ce n’était pas la vôtre. Rien n’est enregistré ; réessayez.'
    : `La clé de ${first_name} n’a pas répondu : annulée, trop tard, ou ce n’était pas la sienne. Rien n’est enregistré ; réessayez, ou choisissez quelqu’un d’autre.`;

/** @param {Role} role @param {WallStaff} staff */
const onlyTouched = (role, { first_name }) =>
  `La clé ${role === 'author' ? '' : `de ${first_name} `}a été touchée sans son code : ici, le code est demandé. Rien n’est enregistré ; réessayez.`;

/** @param {WallStaff} staff */
const noKey = ({ first_name }) => `${first_name} n’a pas de clé qui confirme sur cette tablette. Rien n’est enregistré ; choisissez quelqu’un d’autre.`;
