/**
 * Screens that nobody needs to unlock and see the list. They are fetched together once the list is there, or as soon as
 * one of them is asked for; the worker keeps them with the rest, so that none ever asks for the network offline.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../elements/icon.js';

/** @typedef {import('../elements/drawn.js').Drawn} Drawn */
/** @typedef {typeof import('./pieces.js')} Pieces */
/** @template {any[]} All @typedef {All extends [any, ...infer Rest] ? Rest : never} Others */

/** @type {Promise<unknown>|null} */
let coming = null;
/** @type {Pieces|null} */
let pieces = null;
/** Whether they could not be fetched: nobody waits before a screen that is not there. */
export let isMissing = false;

/** While nobody waits: the next tap finds its screen in memory. */
export function bringBeyond() {
  coming ??= Promise.all([import('./beyond.js'), dressed()]).then(
    ([screens]) => ([pieces, isMissing] = [screens.pieces, false]),
    () => {
      isMissing = true;
      coming = null;
    },
  );
  return coming;
}

/** Their style sheet, without which they are not shown. @returns {Promise<unknown>} */
function dressed() {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: document.body.dataset.beyond });
  const here = new Promise((done, fail) => Object.assign(link, { onload: done, onerror: fail }));
  document.head.append(link);
  return here.catch((error) => {
    link.remove();
    throw error;
  });
}

/**
 * What one of them draws, now or as soon as it is here.
 * @template {keyof Pieces} Name
 * @param {Drawn} host @param {Name} name @param {Others<Parameters<Pieces[Name]>>} given
 */
export function beyond(host, name, ...given) {
  if (pieces) return /** @type {any} */ (pieces[name])(host, ...given);
  if (isMissing) return notHere(host);
  void bringBeyond().then(host.redraw);
  return html`<p class="unseen" role="status" data-coming>Ouverture de l’écran</p>`;
}

/** The same, for what nobody waits for. @param {string} name of the element @param {() => unknown} view */
export const ifHere = (name, view) => (pieces && customElements.get(name) ? view() : nothing);

/** Whether something that the host shows has yet to come: it has no heading to give the focus to. @param {Drawn} host */
export const isComing = (host) => host.querySelector('[data-coming]') !== null;

/** @param {Drawn} host */
const notHere = (host) => html`<div class="pane empty">
  ${icon('cloud-off')}
  <h1 tabindex="-1" data-focus>Cet écran n’est pas encore sur la tablette</h1>
  <p role="alert">Il a besoin du réseau une première fois. Ce qui est enregistré est en sûreté.</p>
  <button class="button primary" type="button" @click=${() => bringBeyond().then(host.redraw)}>Réessayer</button>
</div>`;
