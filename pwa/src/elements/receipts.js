/**
 * Who has read a transmission, version by version, and who of those on duty has not yet.
 */
import { html, nothing } from 'lit-html';
import { ago } from '../lib/time_words.js';
import { staffFace } from './face.js';
import { icon } from './icon.js';
import { Sheet } from './sheet.js';
import { staffName } from './staff_name.js';

/** @typedef {import('./shapes.js').Entry} Entry */

export class Receipts extends Sheet {
  /** @type {() => Entry|null} */
  #entry = () => null;

  /** As it stands: readings may come while the sheet is open. @param {() => Entry|null} entry */
  set entry(entry) {
    this.#entry = entry;
    this.redraw();
  }

  view() {
    const entry = this.#entry();
    return html`<dialog class="sheet receipts" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head(html`Lectures${entry ? html` <span class="quiet">${entry.label}</span>` : nothing}`)}
      <div class="body">${entry ? this.#lists(entry) : html`<p>Cette transmission n’est plus sur la tablette.</p>`}</div>
    </dialog>`;
  }

  /** @param {Entry} entry */
  #lists(entry) {
    const { read_by: readers, versions = [], author } = entry;
    const before = [...new Set(versions.flatMap(({ read_by }) => read_by))].filter((id) => !readers.includes(id));
    const known = new Set([...readers, ...before, author]);
    const awaited = (this.engine.wall?.staff ?? []).filter(({ id, onDuty }) => onDuty && !known.has(id));
    return html`${readers.length
        ? this.#list('check-check', `Lue par ${readers.length}`, readers, entry)
        : html`<p>Personne ne l’a encore marquée comme lue${before.length ? ' depuis la correction' : ''}.</p>`}
      ${before.length ? this.#list('history', 'Lue avant la correction, pas depuis', before, null) : nothing}
      ${awaited.length ? this.#list('clock', 'En poste, reste à lire', awaited.map(({ id }) => id), null) : nothing}
      <p class="quiet small">Ouvrir une transmission n’est pas la lire : chacun la marque comme lue.</p>`;
  }

  /** @param {import('./icon.js').IconName} name @param {string} title @param {string[]} staff @param {Entry|null} entry whose times are known */
  #list(name, title, staff, entry) {
    return html`<section class="readers-list">
      <h3>${icon(name)}${title}</h3>
      <ul>
        ${staff.map((id) => this.#reader(id, entry?.read_at?.[id]))}
      </ul>
    </section>`;
  }

  /** @param {string} id @param {string} [at] */
  #reader(id, at) {
    const known = staffName(this.engine, id);
    const firstName = known === 'vous' ? (this.engine.me?.firstName ?? '') : known;
    const role = this.engine.wall?.staff.find((staff) => staff.id === id)?.roleLabel;
    return html`<li>
      ${staffFace({ id, firstName }, 'small')}
      <span>${firstName}${known === 'vous' ? ' (vous)' : nothing}</span>
      <span class="quiet small">${at ? ago(new Date(at), this.zone) : role}</span>
    </li>`;
  }
}

customElements.define('chevet-receipts', Receipts);
