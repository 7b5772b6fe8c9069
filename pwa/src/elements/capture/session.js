/**
 * A capture as it goes, without its drawing: shots come in, each is on the disk before anyone is told so, and each can
 * still be taken again, turned, moved, taken out or put back. What is in memory is let go of when the session ends.
 */
import { WHOLE } from '../../lib/cropping.js';
import { kindOfFile, refusalOf } from '../../lib/file_kinds.js';
import { isBlurred } from '../../lib/sharpness.js';
import { Darkroom } from './darkroom.js';
import { drafting } from './drafting.js';

/**
 * @typedef {import('../../lib/homography.js').Point} Point
 * @typedef {import('../../engine/capture_draft.js').CaptureDraft} Draft
 * @typedef {import('../../engine/capture_draft.js').ShownPage} Page
 * @typedef {{page: string, ofPhoto: Point[]|null}} Held the last shot, whole, in the darkroom
 * @typedef {{picture: ImageBitmap|null, isMeasured: boolean}} Look picture null: the browser cannot draw it
 */

/** The side of a page as it is looked at. */
const SHOWN = 1400;

export class Session {
  darkroom = new Darkroom();
  /** @type {Draft|null} */
  draft = null;
  /** @type {Held|null} */
  #held = null;
  /** Encoded thumbs, by page. @type {Map<string, ImageBitmap>} */
  thumbs = new Map();
  /** @type {'camera'|'file'|'share'} */
  source = 'camera';
  /** The wound that it is a picture of, when it began here or where it was left. @type {string|null} */
  wound = null;
  /** @type {string|null} */
  #wound = null;
  /** @type {{kind: string|null, note: string}|null} */
  #untold = null;
  #isTelling = false;

  /** @param {any} engine @param {string} person @param {{isPage: boolean, wound?: string|null}} about isPage: paper, of which the corners are looked for */
  constructor(engine, person, { isPage, wound = null }) {
    this.engine = engine;
    this.person = person;
    this.isPage = isPage;
    this.#wound = this.wound = wound;
  }

  /** Those that are kept, in order. @returns {Page[]} */
  get pages() {
    return (this.draft?.pages ?? []).filter(({ isRemoved }) => !isRemoved);
  }

  /** @param {string} id @returns {Page|undefined} */
  page(id) {
    return this.pages.find((page) => page.id === id);
  }

  /** @param {Draft} draft left by its author */
  async resume(draft) {
    this.draft = draft;
    this.wound = draft.wound;
    if (draft.wound) this.isPage = false;
    await Promise.all(this.pages.map(({ id }) => this.#readThumb(id)));
  }

  /** What was shot, sealed and on the disk. @param {Blob|ImageBitmap} shot @param {string|null} instead of this page @returns {Promise<string>} the page */
  async keep(shot, instead = null) {
    const { ofPhoto, ...made } = await this.darkroom.develop(shot, this.isPage);
    const bw = (instead && this.page(instead)?.bw) || false;
    const id = await this.#put({ ...made, bw }, instead);
    this.#accepted.delete(id);
    this.#held = { page: id, ofPhoto };
    return id;
  }

  /** @param {File} file @param {string|null} [instead] of this page @returns {Promise<{page: string}|{refusal: string}>} */
  async keepFile(file, instead = null) {
    const kind = kindOfFile(new Uint8Array(await file.slice(0, 1024).arrayBuffer()));
    const refusal = refusalOf(file, kind);
    if (refusal || !kind) return { refusal: refusal ?? '' };
    this.source = this.pages.length === 0 ? 'file' : this.source;
    if (!kind.isPicture) return { page: await this.#put({ bytes: new Uint8Array(await file.arrayBuffer()), mime: kind.mime }, instead) };
    const bitmap = await createImageBitmap(file).catch(() => null);
    if (!bitmap) return { refusal: `« ${file.name} » ne s’ouvre pas : la photo est abîmée, ou trop grande. Photographiez la page elle-même.` };
    return { page: await this.keep(bitmap, instead) };
  }

  /** @param {any} shot @param {string|null} instead */
  async #put(shot, instead) {
    this.draft ??= await drafting.openDraft(this.engine, this.person, this.wound);
    const thumb = shot.thumb ?? null;
    const id = instead ? (await this.draft.replace(instead, shot), instead) : await this.draft.add(shot);
    await this.#keepThumb(id, thumb);
    return id;
  }

  /** The page laid flat, to be looked at, and judged once. @param {string} id @returns {Promise<Look>} */
  async look(id) {
    const page = this.page(id);
    if (!page || !page.width) return { picture: null, isMeasured: false };
    const { picture, sharpness } = await this.darkroom.lay({ ...(await this.#source(page)), corners: this.#corners(page), bw: page.bw, side: SHOWN });
    if (this.isPage && isBlurred(sharpness) !== page.isBlurred && !this.#accepted.has(id)) await this.draft?.change(id, { isBlurred: isBlurred(sharpness) });
    return { picture, isMeasured: this.isPage && sharpness !== null };
  }

  /** Blurred pages that were looked at and kept. @type {Set<string>} */
  #accepted = new Set();

  /** Whether somebody still has to say what becomes of it. @param {Page} page */
  isInDoubt(page) {
    return page.isBlurred && !this.#accepted.has(page.id);
  }

  /** « Garder quand même ». @param {string} id */
  accept(id) {
    this.#accepted.add(id);
  }

  /** The picture as it was taken, and where its corners are. @param {string} id @param {number} side @returns {Promise<{picture: ImageBitmap, corners: Point[]|null}>} */
  async whole(id, side) {
    const page = /** @type {Page} */ (this.page(id));
    const { picture } = await this.darkroom.show({ ...(await this.#source(page)), side });
    return { picture, corners: this.#corners(page) };
  }

  /** @param {string} id @param {Point[]|null} corners of the picture that `whole` gave */
  async setCorners(id, corners) {
    if (this.#held?.page !== id) await this.draft?.change(id, { corners });
    else {
      const page = /** @type {Page} */ (this.page(id));
      const { ofPhoto, ...made } = await this.darkroom.recut(corners);
      await this.#put({ ...made, bw: page.bw }, id);
      this.#held = { page: id, ofPhoto };
    }
    await this.#drawThumb(id);
  }

  /** A quarter to the right: what was the left side is the top. @param {string} id */
  async turn(id) {
    const page = /** @type {Page} */ (this.page(id));
    const round = (/** @type {Point[]|null} */ corners) => [...(corners ?? WHOLE).slice(3), ...(corners ?? WHOLE).slice(0, 3)];
    await this.draft?.change(id, { corners: round(page.corners) });
    if (this.#held?.page === id) this.#held = { page: id, ofPhoto: round(this.#held.ofPhoto) };
    await this.#drawThumb(id);
  }

  /** @param {string} id @param {boolean} bw */
  async setBlackAndWhite(id, bw) {
    await this.draft?.change(id, { bw });
  }

  /** @param {string} id */
  async remove(id) {
    await this.draft?.remove(id);
  }

  /** @param {string} id */
  async restore(id) {
    await this.draft?.restore(id);
  }

  /** @param {string} id @param {number} by -1: earlier */
  async move(id, by) {
    await this.draft?.move(id, this.pages.findIndex((page) => page.id === id) + by);
  }

  /** What is said of it so far, on the disk; of what is said meanwhile, the last. @param {{kind: string|null, note: string}} told */
  async tell({ kind, note }) {
    this.#untold = { kind, note };
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      while (this.#untold) {
        const told = this.#untold;
        this.#untold = null;
        await this.draft?.tell(told);
      }
    } finally {
      this.#isTelling = false;
    }
  }

  /** @param {{kind: string|null, note: string|null}} told @returns {Promise<string>} the document */
  async finish(told) {
    return /** @type {Draft} */ (this.draft).finish({ ...told, wound: this.wound, source: this.source });
  }

  /** Begun, and every page taken out again. */
  get isEmpty() {
    return this.draft !== null && this.pages.length === 0;
  }

  async discard() {
    await this.draft?.discard();
  }

  /** Begins anew. */
  forget() {
    for (const thumb of this.thumbs.values()) thumb.close();
    this.thumbs.clear();
    this.draft = null;
    this.#held = null;
    this.#accepted.clear();
    this.source = 'camera';
    this.wound = this.#wound;
    this.#untold = null;
    void this.darkroom.release().catch(() => {});
  }

  /** Nothing of what was seen stays in memory. */
  close() {
    for (const thumb of this.thumbs.values()) thumb.close();
    this.thumbs.clear();
    this.#held = null;
    this.darkroom.close();
  }

  /** @param {Page} page */
  async #source({ id, mime }) {
    if (this.#held?.page === id) return { bytes: null, mime };
    return { bytes: await /** @type {Draft} */ (this.draft).open(id), mime };
  }

  /** @param {Page} page @returns {Point[]|null} of what the darkroom is given */
  #corners(page) {
    return this.#held?.page === page.id ? this.#held.ofPhoto : page.corners;
  }

  /** @param {string} id */
  async #drawThumb(id) {
    const page = /** @type {Page} */ (this.page(id));
    const { picture } = await this.darkroom.lay({ ...(await this.#source(page)), corners: this.#corners(page), bw: false, side: 160 });
    this.thumbs.get(id)?.close();
    this.thumbs.set(id, picture);
  }

  /** @param {string} id */
  async #readThumb(id) {
    await this.#keepThumb(id, (await this.draft?.thumb(id)) ?? null);
  }

  /** @param {string} id @param {Uint8Array|null} thumb */
  async #keepThumb(id, thumb) {
    this.thumbs.get(id)?.close();
    this.thumbs.delete(id);
    const drawn = thumb && (await createImageBitmap(new Blob([/** @type {any} */ (thumb)])).catch(() => null));
    if (drawn) this.thumbs.set(id, drawn);
  }
}
