/**
 * The key of one envelope, for the establishment's intake key and from a pair made for it alone. It is agreed ahead of time, because a slow tablet would otherwise do it between the tap and the disk.
 */
import { agreedKey, publicKey } from '../lib/compact_jwe.js';

/**
 * @typedef {import('./envelope.js').Intake} Intake
 * @typedef {import('../lib/compact_jwe.js').AgreedKey} EnvelopeKey
 */

/** @type {{kid: string, x: string|undefined, key: Promise<CryptoKey>}|null} imported once */
let imported = null;
/** @type {{kid: string, x: string|undefined, ready: Promise<EnvelopeKey>}|null} for the next envelope */
let next = null;

/** @param {{kid: string, x: string|undefined}|null} kept @param {Intake} intake */
const isOf = (kept, { kid, jwk }) => kept?.kid === kid && kept.x === jwk.x;

/** @param {Intake} intake */
export function prepareKey(intake) {
  if (isOf(next, intake)) return;
  const ready = agree(intake);
  ready.catch(() => {});
  next = { kid: intake.kid, x: intake.jwk.x, ready };
}

/** A key that no other envelope gets. @param {Intake} intake @returns {Promise<EnvelopeKey>} */
export function takeKey(intake) {
  prepareKey(intake);
  const { ready } = /** @type {{ready: Promise<EnvelopeKey>}} */ (next);
  next = null;
  return ready;
}

/** @param {Intake} intake @returns {Promise<EnvelopeKey>} */
const agree = async (intake) => agreedKey(await intakeKey(intake));

/** @param {Intake} intake */
function intakeKey(intake) {
  const { kid, jwk } = intake;
  if (!isOf(imported, intake)) imported = { kid, x: jwk.x, key: publicKey(jwk) };
  return /** @type {{key: Promise<CryptoKey>}} */ (imported).key;
}
