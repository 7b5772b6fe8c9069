/**
 * What became of a file, in sentences: how far it is, what was filed, what was not and why, and the receipt to take back.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { counted } from '../../lib/state_words.js';
import { canShare, save, share } from './handing.js';

/** @typedef {import('./carrying.js').Carrying} Carrying */
/** @typedef {import('../../elements/drawn.js').Drawn} Drawn */

/** @param {Drawn} host @param {Carrying} carrying @param {{again: () => void}} asked another file */
export function carried(host, carrying, { again }) {
  const views = { reading, sending: reading, stopped, done, receipt: taken, refused };
  const isOver = ['done', 'receipt', 'refused'].includes(carrying.phase);
  return html`${views[carrying.phase](host, carrying)}
    ${isOver ? html`<div class="buttons"><button class="button" type="button" @click=${again}>Choisir un autre fichier</button></div>` : nothing}`;
}

/** @param {Drawn} host @param {Carrying} carrying */
function reading(host, { rescue, pages, carried: { done: sent } }) {
  const total = totalOf({ rescue, pages });
  if (total === null) return html`<p role="status">Lecture du fichier…</p>`;
  return html`<section class="rescue-progress" role="status">
    <h3>${rescue ? partWords(rescue) : pages ? pagesWords(pages) : nothing}</h3>
    <progress max=${total} value=${sent} aria-label="Envoi"></progress>
    <p>${sent} sur ${total} envoyées</p>
  </section>`;
}

/** @param {Pick<Carrying, 'rescue'|'pages'>} carrying */
const totalOf = ({ rescue, pages }) => rescue?.envelopes.length ?? pages?.pages.length ?? null;

/** @param {Drawn} host @param {Carrying} carrying */
const stopped = (host, { problem, rescue, pages, carried: { done: sent }, send }) => html`<div class="notice attention" role="alert">
  ${icon('cloud-off')}
  <h3>${sent} sur ${totalOf({ rescue, pages })} envoyées</h3>
  <p>${problem}</p>
  <div class="buttons"><button class="button primary" type="button" @click=${send}>Reprendre l’envoi</button></div>
</div>`;

/** @param {Drawn} host @param {Carrying} carrying */
function done(host, carrying) {
  if (carrying.pages) return pagesDone(carrying.pages);
  const { rescue, carried: { outcomes } } = carrying;
  const title = outcomes.applied ? counted(outcomes.applied, 'saisie rangée au dossier', 'saisies rangées au dossier') : 'Tout était déjà arrivé';
  const isKnown = outcomes.duplicate > 0 && outcomes.applied > 0;
  return html`<div class="notice">
      ${icon('circle-check')}
      <h3>${outcomes.applied || !(outcomes.quarantined || outcomes.later) ? title : 'Fichier pris en charge'}</h3>
      <p>${rescue ? partWords(rescue) : nothing}${isKnown ? html`, dont ${outcomes.duplicate} déjà arrivées : rien n’est rangé deux fois` : nothing}.</p>
    </div>
    ${aside(carrying)} ${later(carrying)} ${receipt(host, carrying)}`;
}

/** @param {import('../../outbox/page_file.js').PageFile} file */
const pagesDone = (file) => html`<div class="notice">
  ${icon('circle-check')}
  <h3>${counted(file.pages.length, 'page remise', 'pages remises')} au serveur</h3>
  <p>${pagesWords(file)}. Chacune rejoint son document dès que la saisie qui la nomme est arrivée. La première tablette les garde jusqu’à ce que le serveur le lui dise.</p>
</div>`;

/** @param {Carrying} carrying */
function aside({ carried: { outcomes, reasons } }) {
  if (!outcomes.quarantined) return nothing;
  return html`<div class="notice attention">
    ${icon('triangle-alert')}
    <h3>${counted(outcomes.quarantined, 'saisie mise', 'saisies mises')} de côté</h3>
    <p>Le serveur les garde entières ; qui en est chargé les retrouve dans « À revoir ». ${reasons.slice(0, 3).join(' ')}</p>
  </div>`;
}

/** @param {Carrying} carrying */
function later({ carried: { outcomes } }) {
  if (!outcomes.later) return nothing;
  return html`<div class="notice attention">
    ${icon('clock')}
    <h3>${counted(outcomes.later, 'saisie à représenter', 'saisies à représenter')}</h3>
    <p>Le serveur ne peut pas encore les ranger. Gardez le fichier et la tablette, et recommencez plus tard.</p>
  </div>`;
}

/** @param {Drawn} host @param {Carrying} carrying */
function receipt(host, carrying) {
  const part = carrying.receipt;
  if (!part) return html`<p>La première tablette garde tout, et le proposera à son retour : rien ne sera rangé deux fois.</p>`;
  const give = () => (host.engine.stepOut(), void share(part));
  return html`<section>
    <h3>Le reçu</h3>
    <p>Rapportez-le à la première tablette, et choisissez-le dans son « Fichier de secours » : elle saura que tout est arrivé.</p>
    <div class="buttons">
      <button class="button primary" type="button" @click=${() => save(part)}>Enregistrer le reçu</button>
      ${canShare(part) ? html`<button class="button" type="button" @click=${give}>Partager le reçu</button>` : nothing}
    </div>
  </section>`;
}

/** @param {Drawn} host @param {Carrying} carrying */
const taken = (host, { settled }) => html`<div class="notice">
  ${icon('circle-check')}
  <h3>${settled ? `${counted(settled, 'saisie')} ${settled > 1 ? 'sont arrivées' : 'est arrivée'} au serveur` : 'Rien de nouveau'}</h3>
  <p>${settled ? 'La tablette le note, et les garde encore quelques jours par prudence.' : 'Tout ce que dit ce reçu était déjà noté ici.'}</p>
</div>`;

/** @param {Drawn} host @param {Carrying} carrying */
const refused = (host, { problem }) => html`<div class="notice attention" role="alert">
  ${icon('circle-alert')}
  <h3>Fichier non pris en charge</h3>
  <p>${problem}</p>
</div>`;

/** @param {import('../../engine/rescue.js').Rescue} rescue */
const partWords = ({ part, parts, envelopes }) => `${counted(envelopes.length, 'saisie')} d’une autre tablette${parts > 1 ? `, partie ${part} sur ${parts}` : ''}`;

/** @param {import('../../outbox/page_file.js').PageFile} file */
const pagesWords = ({ part, parts, pages }) => `${counted(pages.length, 'page')} d’une autre tablette${parts > 1 ? `, fichier ${part} sur ${parts}` : ''}`;
