/**
 * Seals what a professional did: a command signed by the session key, inside an envelope only the establishment's
 * intake key opens. Its header says where it comes from and nothing of whom or what it is about.
 */
import { CompactSign } from 'jose/jws/compact/sign';
import { utf8 } from '../lib/bytes.js';
import { sealCompact } from '../lib/compact_jwe.js';
import { takeKey } from './envelope_key.js';

/**
 * @typedef {{v: 1, id: string, type: string, at: string, clock: {offset_ms: number|null, measured_at: string|null},
 *   establishment: string, device: string, author: string, session: string, install: string, seq: number,
 *   person: string|null, body: object}} Command
 * @typedef {{kid: string, jwk: JsonWebKey}} Intake
 * @typedef {{establishment: string, device: string, session: string}} Origin
 */

const SEAL = { alg: 'ECDH-ES', enc: 'A256GCM' };

/** @param {Command} command @param {CryptoKey} sessionKey @param {Intake} intake @returns {Promise<string>} compact JWE */
export async function sealCommand(command, sessionKey, intake) {
  const header = { alg: 'ES256', kid: command.session, typ: 'chevet-command+jws' };
  const jws = utf8(await sign(header, command, sessionKey));
  return encrypt(jws, { ...headerOf(command, intake), size: jws.length }, intake);
}

/** @param {Command} command @param {Intake} intake */
function headerOf(command, { kid }) {
  return {
    ...SEAL,
    kid,
    typ: 'chevet-envelope+jwe',
    v: command.v,
    id: command.id,
    est: command.establishment,
    dev: command.device,
    ins: command.install,
    seq: command.seq,
    ses: command.session,
  };
}

/** The proof of an unlock that the server has not seen. @param {object} proof @param {Origin} origin @param {Intake} intake */
export function sealProof(proof, { establishment, device, session }, intake) {
  const header = { ...SEAL, typ: 'chevet-session+jwe', kid: intake.kid, est: establishment, dev: device, ses: session };
  return encrypt(utf8(JSON.stringify(proof)), header, intake);
}

/** @param {object} header @param {object} payload @param {CryptoKey} key */
function sign(header, payload, key) {
  return new CompactSign(utf8(JSON.stringify(payload))).setProtectedHeader(/** @type {any} */ (header)).sign(key);
}

/** @param {import('../lib/bytes.js').Bytes} plaintext @param {object} header @param {Intake} intake */
const encrypt = async (plaintext, header, intake) => sealCompact(plaintext, header, await takeKey(intake));
