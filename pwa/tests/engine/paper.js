/**
 * The part of a home's server that takes the pages of documents in, in memory: strict about order, length and hash, and
 * about writing anything twice.
 */
import { utf8 } from '../../src/lib/bytes.js';
import { digestOf } from '../../src/store/parts.js';

const RANGE = /^bytes (\d+)-(\d+)\/(\d+)$/;

export class Paper {
  /** What came of each part, by name. @type {Map<string, Uint8Array>} */
  arriving = new Map();
  /** @type {Map<string, Uint8Array>} */
  whole = new Map();
  /** Bytes that were kept, by name: more than its size would be one that was written twice. @type {Map<string, number>} */
  written = new Map();
  /** Every request, as "PUT name 0-99/100". @type {string[]} */
  asked = [];
  /** Says what to answer instead, or nothing. @type {(method: string, name: string) => Response|null|undefined} */
  instead = () => null;

  /** @param {string} path @param {RequestInit} init */
  async answer(path, { method, headers = {}, body }) {
    const name = path.split('/').at(-1);
    this.asked.push(`${method} ${name} ${headers['Content-Range'] ?? ''}`.trim());
    const instead = this.instead(method, name);
    if (instead) return instead;
    return method === 'HEAD' ? this.#held(name) : this.#take(name, headers, new Uint8Array(body));
  }

  #held(name) {
    const whole = this.whole.get(name);
    const bytes = whole ?? this.arriving.get(name);
    if (!bytes) return new Response(null, { status: 404 });
    const headers = { 'Upload-Offset': `${bytes.length}`, 'Upload-Length': `${this.size.get(name)}`, 'Upload-Complete': whole ? '?1' : '?0' };
    return new Response(null, { status: 200, headers });
  }

  size = new Map();

  async #take(name, headers, piece) {
    const [, first, last, total] = (RANGE.exec(headers['Content-Range']) ?? []).map(Number);
    if (headers['Content-Type'] !== 'application/octet-stream' || last - first + 1 !== piece.length) return json(400, { detail: 'Ce morceau ne se lit pas.' });
    if (this.whole.has(name)) return json(200, { offset: total, size: total, complete: true });
    const held = this.arriving.get(name) ?? new Uint8Array();
    if (first !== held.length) return json(409, { code: 'wrong_offset', offset: held.length });
    const now = new Uint8Array(held.length + piece.length);
    now.set(held);
    now.set(piece, held.length);
    this.size.set(name, total);
    this.written.set(name, (this.written.get(name) ?? 0) + piece.length);
    this.arriving.set(name, now);
    if (now.length < total) return json(200, { offset: now.length, size: total, complete: false });
    this.arriving.delete(name);
    if ((await digestOf(now)) !== name) return json(422, { code: 'hash_differs', detail: 'Ce qui est arrivé n’est pas ce qui a été annoncé.' });
    this.whole.set(name, now);
    return json(200, { offset: total, size: total, complete: true });
  }
}

/** @param {number} status @param {object} body */
export const json = (status, body) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

/** @param {string} text @param {number} [length] made longer, for what goes in several pieces */
export const page = (text, length = 0) => ({ bytes: utf8(text.padEnd(length, '.')), mime: 'image/webp', width: 1200, height: 1700, thumb: utf8(`small ${text}`) });
