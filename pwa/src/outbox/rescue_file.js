/**
 * The text of a rescue file: sealed envelopes and proofs of unlock, for another tablet or a desk to hand in; and of the
 * receipt that comes back. The server reads the same files by the same rules (`rescue_file.py`).
 */
import { sha256, utf8 } from '../lib/bytes.js';

const FORMAT = 'chevet-rescue';
const RECEIPT = 'chevet-receipt';
export const PAGES = 'chevet-pages';
const VERSION = 1;
const TICKET = /^[\x20-\x7e]{0,4096}$/;
const BEGINS = ['{"format":"chevet-re', `{"format":"${PAGES}`];
/** A page of 12 MB alone in its file, as text. */
export const LARGEST = 20 * 1024 * 1024;

/**
 * @typedef {'not_a_rescue'|'truncated'|'damaged'|'newer'|'foreign'|'too_large'} Fault
 * @typedef {{rescue: string, device: string, part: number, parts: number, total: number, ticket: string|null,
 *   sessions: string[], envelopes: string[]}} Rescue
 * @typedef {{rescue: string, device: string, receipts: string[]}} Receipt
 * @typedef {{rescue: string, establishment: string, device: string, part: number, parts: number, total: number,
 *   exported_at: string, ticket: string, sessions: string[]}} Told what a part says besides its envelopes
 */

/** @type {Record<Fault, string>} */
const SENTENCES = {
  not_a_rescue: 'Ce n’est pas un fichier de secours de Chevet. Choisissez celui que la tablette a exporté.',
  truncated: 'Le fichier est incomplet : la copie s’est arrêtée en route. Copiez-le à nouveau depuis la tablette.',
  damaged: 'Le fichier a été abîmé ou modifié en chemin. Exportez-le à nouveau depuis la tablette.',
  newer: 'Ce fichier vient d’une version plus récente de Chevet. Verrouillez cette tablette près du réseau pour qu’elle se mette à jour, puis recommencez.',
  foreign: 'Ce fichier vient d’un autre établissement : lui seul peut le prendre en charge.',
  too_large: 'Ce fichier est trop gros pour être un fichier de secours.',
};

/** Why a file cannot be taken in, in French. */
export class FileFault extends Error {
  /** @param {Fault} fault */
  constructor(fault) {
    super(SENTENCES[fault]);
    this.fault = fault;
  }
}

/** @param {Told} told @param {string[]} envelopes @returns {Promise<string>} */
export async function writePart(told, envelopes) {
  const sealed = await Promise.all(envelopes.map(async (jwe) => ({ sha256: await digestOf(jwe), jwe })));
  return JSON.stringify({ format: FORMAT, v: VERSION, ...told, count: sealed.length, envelopes: sealed });
}

/** @param {Receipt & {establishment: string}} told */
export const writeReceipt = ({ establishment, device, rescue, receipts }) =>
  JSON.stringify({ format: RECEIPT, v: VERSION, establishment, device, rescue, receipts });

/**
 * What the file is, whole and undamaged; rejects with FileFault.
 * @param {string} text @param {string} establishment this tablet's
 * @returns {Promise<{rescue: Rescue}|{receipt: Receipt}|{told: any}>} told: of another format that screens know
 */
export async function readFile(text, establishment) {
  if (text.length > LARGEST) throw new FileFault('too_large');
  const told = toldBy(text);
  if (told.format === PAGES) return { told };
  if (told.v !== VERSION) throw new FileFault(Number.isInteger(told.v) && told.v > VERSION ? 'newer' : 'damaged');
  return told.format === RECEIPT ? { receipt: receiptIn(told, establishment) } : { rescue: await rescueIn(told, establishment) };
}

/** @param {string} text @returns {any} */
function toldBy(text) {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    throw new FileFault(BEGINS.some((begins) => text.trimStart().startsWith(begins)) ? 'truncated' : 'not_a_rescue');
  }
  if (![FORMAT, RECEIPT, PAGES].includes(told?.format)) throw new FileFault('not_a_rescue');
  return told;
}

/** @param {any} told @param {string} home @returns {Promise<Rescue>} */
async function rescueIn(told, home) {
  const { rescue, establishment, device, part, parts, total, count, ticket, sessions, envelopes } = told;
  const isShaped =
    [rescue, establishment, device].every(isId) &&
    [part, parts, total, count].every((one) => Number.isInteger(one) && one >= 0) &&
    areTexts(sessions) &&
    isTicket(ticket) &&
    Array.isArray(envelopes);
  if (!isShaped) throw new FileFault('damaged');
  if (envelopes.length !== count) throw new FileFault('truncated');
  const intact = await Promise.all(envelopes.map(isIntact));
  if (intact.includes(false)) throw new FileFault('damaged');
  if (establishment !== home) throw new FileFault('foreign');
  const sealed = envelopes.map((/** @type {{jwe: string}} */ { jwe }) => jwe);
  return { rescue, device, part, parts, total, ticket: ticket ?? null, sessions, envelopes: sealed };
}

/** A short ASCII text, or none: what is neither would only be refused by the server. @param {unknown} value */
const isTicket = (value) =>
  value === null || value === undefined || (typeof value === 'string' && TICKET.test(value));

/** @param {any} told @param {string} home @returns {Receipt} */
function receiptIn({ establishment, device, rescue, receipts }, home) {
  if (![establishment, device, rescue].every(isId) || !areTexts(receipts)) throw new FileFault('damaged');
  if (establishment !== home) throw new FileFault('foreign');
  return { device, rescue, receipts };
}

/** @param {string} text @returns {Promise<string>} SHA-256 in hexadecimal */
export async function digestOf(text) {
  const bytes = await sha256(utf8(text));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {any} one */
const isIntact = async (one) => typeof one?.jwe === 'string' && (await digestOf(one.jwe)) === one.sha256;

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @param {unknown} value */
const isId = (value) => typeof value === 'string' && ID.test(value);

/** @param {unknown} values */
const areTexts = (values) => Array.isArray(values) && values.every((one) => typeof one === 'string');
