/** One page as it came out: laid flat, judged, and what can be done with it. */
import { html, nothing } from 'lit-html';
import { icon } from '../icon.js';
import { NOT_SHOWN } from './words.js';

/** @typedef {import('../capture.js').Capture} Capture */
/** @typedef {import('./session.js').Page} Page */

/** @param {Capture} host */
export function pageView(host) {
  const { pages } = host.session;
  const at = pages.findIndex(({ id }) => id === host.chosen);
  const page = pages[at];
  if (!page) return nothing;
  const name = pages.length > 1 ? `Page ${at + 1} sur ${pages.length}` : host.about.single ? 'La photo' : 'La page';
  return html`<div class="shot-room">
      <div class="shot-picture" aria-busy=${host.look ? 'false' : 'true'}>${shown(host, page, name)}</div>
      <div class="shot-side">
        <div class="shot-name">
          <h2 tabindex="-1">${name}</h2>
          ${pages.length > 1 ? moves(host, page, at, pages.length) : nothing} ${tool(host, 'trash-2', 'Supprimer', host.takeOut)}
        </div>
        ${verdict(host, page)} ${tools(host, page)} ${pages.length > 1 ? host.strip() : nothing}
      </div>
    </div>
    ${foot(host, page)}`;
}

/** @param {Capture} host @param {Page} page @param {string} name */
function shown(host, page, name) {
  if (host.look?.picture) return html`<chevet-picture .given=${{ picture: host.look.picture, says: `${name}, redressée` }}></chevet-picture>`;
  if (page.width) return html`<p class="quiet" role="status">La page se redresse</p>`;
  return html`<div class="as-is">${icon('file-text')}<b>${page.mime === 'application/pdf' ? 'Fichier PDF' : 'Photo HEIC'}</b><span>${weight(page.size)}</span></div>`;
}

/** @param {number} bytes */
const weight = (bytes) => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} ko` : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} Mo`);

/** @param {Capture} host @param {Page} page */
function verdict(host, page) {
  if (!page.width) return html`<p class="shot-verdict" role="status">${icon('circle-check')}<span>${NOT_SHOWN}</span></p>`;
  if (!host.look) return html`<p class="shot-verdict" role="status">${icon('scan-line')}<span>Vérification de la netteté</span></p>`;
  if (host.session.isInDoubt(page))
    return html`<p class="shot-verdict blurred" role="alert">${icon('triangle-alert')}<span><b>Floue.</b> Le texte risque de ne pas se lire. Tenez la tablette à deux mains, ou éclairez la page.</span></p>`;
  if (page.isBlurred) return html`<p class="shot-verdict" role="status">${icon('circle-alert')}<span>Floue, gardée quand même</span></p>`;
  return html`<p class="shot-verdict" role="status">${icon('circle-check')}<span>${host.look.isMeasured ? 'Nette, gardée sur la tablette' : 'Gardée sur la tablette'}</span></p>`;
}

/** @param {Capture} host @param {Page} page */
function tools(host, page) {
  const { session } = host;
  const paper = host.about.isPage && page.width;
  return html`<div class="shot-tools">
    ${paper ? tool(host, 'crop', 'Coins', host.toCorners) : nothing}
    ${page.width ? tool(host, 'rotate-cw', 'Tourner', () => host.change(() => session.turn(page.id))) : nothing}
    ${paper
      ? html`<button class="tool" type="button" aria-pressed=${page.bw} ?disabled=${host.isBusy} @click=${() => host.change(() => session.setBlackAndWhite(page.id, !page.bw))}>${icon('contrast')}<span>Noir et blanc</span></button>`
      : nothing}
    ${page.width ? tool(host, 'camera', 'Reprendre', () => host.toCamera(page.id)) : nothing}
  </div>`;
}

/** @param {Capture} host @param {import('../icon.js').IconName} name @param {string} words @param {() => void} run */
const tool = (host, name, words, run) => html`<button class="tool" type="button" ?disabled=${host.isBusy} @click=${run}>${icon(name)}<span>${words}</span></button>`;

/** @param {Capture} host @param {Page} page @param {number} at @param {number} count */
function moves(host, page, at, count) {
  const move = (/** @type {number} */ by) => host.change(() => host.session.move(page.id, by));
  return html`<div class="shot-moves" role="group" aria-label="Ordre des pages">
    <button class="tool" type="button" ?disabled=${host.isBusy || at === 0} @click=${() => move(-1)}>${icon('arrow-left')}<span>Avant</span></button>
    <button class="tool" type="button" ?disabled=${host.isBusy || at === count - 1} @click=${() => move(1)}>${icon('arrow-right')}<span>Après</span></button>
  </div>`;
}

/** @param {Capture} host @param {Page} page */
function foot(host, page) {
  const isInDoubt = host.look !== null && host.session.isInDoubt(page);
  const accept = () => (host.session.accept(page.id), host.redraw());
  if (isInDoubt)
    return html`<footer class="capture-foot">
      <button class="button" type="button" ?disabled=${host.isBusy} @click=${accept}>Garder quand même</button>
      <button class="button primary big" type="button" ?disabled=${host.isBusy} @click=${() => host.toCamera(page.id)}>${icon('camera')}Reprendre la page</button>
    </footer>`;
  if (host.about.single)
    return html`<footer class="capture-foot"><button class="button primary big" type="button" ?disabled=${host.isBusy || !host.look} @click=${host.finish}>Utiliser cette photo</button></footer>`;
  return html`<footer class="capture-foot">
    <button class="button big" type="button" ?disabled=${host.isBusy} @click=${() => host.toCamera()}>${icon('plus')}Page suivante</button>
    <button class="button primary big" type="button" ?disabled=${host.isBusy} @click=${host.toEnding}>Terminer</button>
  </footer>`;
}
