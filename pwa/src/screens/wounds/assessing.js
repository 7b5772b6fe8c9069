/**
 * Assessing a wound: big fields for its size, tenths for its bed, one touch for the rest. What looks wrong is asked in the
 * place of the button; what is said is kept sealed, so that a lock or a photo loses nothing.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { icon } from '../../elements/icon.js';
import { Sheet } from '../../elements/sheet.js';
import { concerns } from '../../lib/wound_concerns.js';
import { inCm, LENGTHS, readLength } from '../../lib/wound_lengths.js';
import { counted, mayPhotograph } from '../../lib/wound_rows.js';
import { areaOf } from '../../lib/wound_rules.js';
import { areaWords } from '../../lib/wound_trend.js';
import { EDGES, EXUDATES, named, SIGNS, STAGE_HINTS, STAGES, TISSUE_HINTS, TISSUES, UNMEASURED } from '../../lib/wound_words.js';
import { ago } from '../../lib/time_words.js';
import { toField } from './field.js';
import { answered, blank, bodyOf, isWorthKeeping, judged, NEXTS, resumed, shared, TENTH, toggled, unsaid } from './draft.js';

/** @typedef {import('./draft.js').Draft} Draft */
/** @typedef {import('../../lib/wound_rows.js').Wound} Wound */

/** What is being said of a wound of somebody, beside the transmission that may be under way. @param {string} person */
export const draftKey = (person) => `${person}/wound`;

export class WoundAssess extends Sheet {
  /** @type {Wound|null} */
  #wound = null;
  /** @type {Draft|null} */
  #draft = null;
  #isTold = false;
  #isDone = false;

  /** @param {Wound} wound */
  set wound(wound) {
    const isSame = this.#wound?.id === wound.id;
    this.#wound = wound;
    if (!isSame) this.#draft = this.#begun(wound);
    this.redraw();
  }

  /** @param {Wound} wound */
  #begun(wound) {
    const kept = resumed(this.engine.draft(draftKey(wound.person)), Date.now());
    return kept?.wound === wound.id ? kept : blank(wound.id, counted(wound).at(-1) ?? null, Date.now());
  }

  view() {
    const [wound, draft] = [this.#wound, this.#draft];
    if (!wound || !draft) return nothing;
    return html`<dialog class="sheet composer measuring assessing" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head(named(wound))}
      <div class="body">
        ${this.#sizes(draft, wound)} ${this.#bed(draft)} ${this.#scale('Exsudat', EXUDATES, draft.exudate, (exudate) => this.#keep({ ...draft, exudate }))}
        ${['pressure_ulcer', 'unknown'].includes(wound.kind) ? this.#stage(draft) : nothing}
        ${this.#several('Signes d’infection', SIGNS, draft.infection, (infection) => this.#keep({ ...draft, infection }))}
        ${this.#several('Berges', EDGES, draft.edges, (edges) => this.#keep({ ...draft, edges }))} ${this.#pain(draft)} ${this.#picture(draft, wound)} ${this.#care(draft)} ${this.#next(draft)}
      </div>
      ${this.#foot(draft, wound)}
    </dialog>`;
  }

  /** @param {Draft} draft @param {Wound} wound */
  #sizes(draft, wound) {
    const last = counted(wound).at(-1);
    const area = areaOf(this.#found(draft, wound).said);
    return html`<div class="group" role="group" aria-labelledby="wound-size" data-field="length_mm">
      <h3 id="wound-size">Taille</h3>
      ${last ? html`<p class="quiet">La dernière fois : ${last.length_mm ?? '?'} × ${last.width_mm ?? '?'} mm, ${ago(new Date(last.at), this.zone)}</p>` : html`<p class="quiet">Le plus grand axe, puis en travers. Réglette au bord, sans toucher.</p>`}
      <div class="numbers">${Object.entries(LENGTHS).map(([field, label]) => this.#length(draft, field, label))}</div>
      ${area === null ? nothing : html`<p aria-live="polite">Surface : <b>${areaWords(area)}</b></p>`}
      <details class="why" ?open=${draft.missing !== null}>
        <summary>Pas de mesure</summary>
        <div class="chips" role="group" aria-label="Raison">
          ${Object.entries(UNMEASURED).map(([name, words]) => html`<button class="chip" type="button" aria-pressed=${draft.missing === name} @click=${() => this.#keep({ ...draft, missing: draft.missing === name ? null : name })}>${words}</button>`)}
        </div>
      </details>
    </div>`;
  }

  /** @param {Draft} draft @param {string} field @param {string} label */
  #length(draft, field, label) {
    const mm = readLength(draft.lengths[field] ?? '')?.mm ?? null;
    return html`<label class="number">
      <span>${label}${field === 'depth_mm' ? html` <span class="quiet">(facultatif)</span>` : nothing}</span>
      <span class="with-unit">
        <input class="field" inputmode="decimal" autocomplete="off" maxlength="10" name=${field} aria-describedby="wound-asked" .value=${live(draft.lengths[field] ?? '')} @input=${(/** @type {Event} */ { target }) => this.#keep({ ...draft, lengths: { ...draft.lengths, [field]: /** @type {HTMLInputElement} */ (target).value } })} />
        <b>mm${mm !== null && mm >= TENTH ? html` <span class="quiet">= ${inCm(mm)}</span>` : nothing}</b>
      </span>
    </label>`;
  }

  /** @param {Draft} draft */
  #bed(draft) {
    const left = unsaid(draft.tissue);
    const isBegun = left < 100;
    const turn = (/** @type {string} */ name, /** @type {number} */ by) => this.#keep({ ...draft, tissue: shared(draft.tissue, name, by) });
    return html`<div class="group" role="group" aria-labelledby="wound-bed" data-field="tissue">
      <h3 id="wound-bed">Fond de la plaie</h3>
      <ul class="tenths">
        ${Object.entries(TISSUES).map(
          ([name, words]) => html`<li data-tissue=${name}>
            <span><b>${words}</b> <span class="quiet">${TISSUE_HINTS[name]}</span></span>
            <button class="button" type="button" aria-label=${`Moins de ${words.toLowerCase()}`} ?disabled=${!draft.tissue[name]} @click=${() => turn(name, -TENTH)}>−</button>
            <output>${draft.tissue[name] ?? 0} %</output>
            <button class="button" type="button" aria-label=${`Plus de ${words.toLowerCase()}`} ?disabled=${left === 0} @click=${() => turn(name, TENTH)}>+</button>
            ${isBegun && left > 0 ? html`<button class="button rest" type="button" @click=${() => turn(name, left)}>+ le reste<span class="unseen"> en ${words.toLowerCase()}</span></button>` : nothing}
          </li>`,
        )}
      </ul>
      <p class="quiet" aria-live="polite">${isBegun ? (left ? `Reste ${left} % à dire.` : 'Les 100 % sont dits.') : 'Par parts de 10 %. Laissez à 0 si vous ne dites rien.'}</p>
    </div>`;
  }

  /** @param {string} label @param {Readonly<Record<string, string>>} words @param {string|null} chosen @param {(name: string|null) => void} pick */
  #scale(label, words, chosen, pick) {
    return html`<div class="group" role="group" aria-label=${label}>
      <h3>${label}</h3>
      <div class="choices">${Object.entries(words).map(([name, text]) => html`<button class="chip" type="button" aria-pressed=${chosen === name} @click=${() => pick(chosen === name ? null : name)}>${text}</button>`)}</div>
    </div>`;
  }

  /** @param {string} label @param {Readonly<Record<string, string>>} words @param {string[]} chosen @param {(names: string[]) => void} pick */
  #several(label, words, chosen, pick) {
    return html`<div class="group" role="group" aria-label=${label}>
      <h3>${label}${chosen.length ? ` : ${chosen.length}` : ''}</h3>
      <div class="choices">${Object.entries(words).map(([name, text]) => html`<button class="chip" type="button" aria-pressed=${chosen.includes(name)} @click=${() => pick(toggled(chosen, name))}>${text}</button>`)}</div>
    </div>`;
  }

  /** @param {Draft} draft */
  #stage(draft) {
    return html`<div class="group" role="group" aria-label="Stade" data-field="stage">
      <h3>Stade de l’escarre</h3>
      <div class="stages">
        ${Object.entries(STAGES).map(([name, words]) => html`<button class="chip" type="button" aria-pressed=${draft.stage === name} @click=${() => this.#keep({ ...draft, stage: draft.stage === name ? null : name })}><span><b>${words}</b><small>${STAGE_HINTS[name]}</small></span></button>`)}
      </div>
    </div>`;
  }

  /** @param {Draft} draft */
  #pain(draft) {
    return html`<div class="group" role="group" aria-label="Douleur au soin, de 0 à 10">
      <h3>Douleur au soin</h3>
      <div class="steps">${Array.from({ length: 11 }, (_, level) => html`<button class="chip" type="button" aria-pressed=${draft.pain === level} @click=${() => this.#keep({ ...draft, pain: draft.pain === level ? null : level })}>${level}</button>`)}</div>
    </div>`;
  }

  /** @param {Draft} draft @param {Wound} wound */
  #picture(draft, wound) {
    return html`<div class="group" role="group" aria-label="Photo">
      <h3>Photo</h3>
      ${draft.photo
        ? html`<p class="tag done strong">${icon('check')}La photo est prise</p>`
        : mayPhotograph(wound)
          ? html`<button class="button big wide" type="button" ?disabled=${!this.engine.may('document.capture')} @click=${() => this.#aside('picture')}>${icon('camera')}Prendre la photo</button>`
          : html`<p class="quiet">${wound.consent ? 'Les photos ont été refusées.' : 'L’accord pour les photos n’est pas encore demandé.'}</p>
              <button class="button wide" type="button" @click=${() => this.#aside('consent')}>${wound.consent ? 'Noter une autre réponse' : 'Demander l’accord'}</button>`}
    </div>`;
  }

  /** @param {Draft} draft */
  #care(draft) {
    return html`<label class="group"
      ><h3>Soin réalisé</h3>
      <textarea class="field" rows="2" autocomplete="off" maxlength="1000" placeholder="Nettoyage, pansement, appui levé…" .value=${live(draft.care)} @input=${(/** @type {Event} */ { target }) => this.#keep({ ...draft, care: /** @type {HTMLTextAreaElement} */ (target).value })}></textarea>
    </label>`;
  }

  /** @param {Draft} draft */
  #next(draft) {
    return html`<div class="group" role="group" aria-label="Prochaine évaluation">
      <h3>Prochaine évaluation</h3>
      <div class="chips">${NEXTS.map((days) => html`<button class="chip" type="button" aria-pressed=${draft.next === days} @click=${() => this.#keep({ ...draft, next: days })}>Dans ${days} jours</button>`)}</div>
    </div>`;
  }

  /** @param {Draft} draft @param {Wound} wound */
  #foot(draft, wound) {
    const { problems, questions } = this.#found(draft, wound);
    const told = this.#isTold ? problems[0]?.says : '';
    return html`<footer id="wound-asked" aria-live="polite">
      ${told ? html`<p class="tag urgent strong" role="alert">${icon('triangle-alert')}${told}</p>` : nothing}
      ${problems.length || questions.length ? nothing : this.#concerns(draft, wound)}
      ${!problems.length && questions.length && this.#isTold ? this.#asking(draft, questions[0]) : html`<button class="button primary big wide" type="button" ?disabled=${this.#isDone || !isWorthKeeping(draft)} @click=${this.#save}>Enregistrer</button>`}
    </footer>`;
  }

  /** @param {Draft} draft @param {Wound} wound */
  #concerns(draft, wound) {
    const before = counted(wound).map((one) => ({ at: one.at, said: one, told: one.told }));
    const [first] = concerns(wound.kind, before, { at: new Date().toISOString(), said: this.#found(draft, wound).said });
    if (!first) return nothing;
    return html`<p class="tag ${first.isUrgent ? 'urgent' : 'attention'} strong">${icon('flag')}<span>${first.says} Une tâche est ouverte${this.engine.freshness.online ? '' : ' au retour du réseau'}.</span></p>`;
  }

  /** @param {Draft} draft @param {import('../../lib/wound_rules.js').Question} question */
  #asking(draft, question) {
    const choose = (/** @type {number} */ at) => {
      this.#draft = answered(draft, question, at);
      this.#save();
    };
    return html`<p class="question">${icon('circle-alert')}<b>${question.says}</b></p>
      ${question.choices.map(({ label }, at) => html`<button class="button big wide" type="button" @click=${() => choose(at)}>${label}</button>`)}
      <button class="button plain wide" type="button" @click=${() => ((this.#isTold = false), this.redraw())}>Corriger</button>`;
  }

  /** @param {Draft} draft @param {Wound} wound */
  #found(draft, wound) {
    return judged(draft, wound.kind, counted(wound).at(-1) ?? null);
  }

  /** @param {Draft} draft */
  #keep = (draft) => {
    this.#draft = draft;
    this.#isTold = false;
    this.redraw();
    void this.#saveDraft();
  };

  #saveDraft() {
    const [draft, wound] = [this.#draft, this.#wound];
    if (!draft || !wound) return Promise.resolve();
    return this.attempt(() => this.engine.saveDraft(draftKey(wound.person), isWorthKeeping(draft) ? { ...draft, at: Date.now() } : null));
  }

  /** The camera, or the question that comes before it, takes the place of the sheet; what was said waits. @param {'picture'|'consent'} where */
  async #aside(where) {
    const [draft, wound] = [this.#draft, this.#wound];
    if (!draft || !wound) return;
    await this.attempt(() => this.engine.saveDraft(draftKey(wound.person), { ...draft, at: Date.now() }));
    this.shut();
    this.send(where, wound.id);
  }

  #save = () => {
    const [draft, wound] = [this.#draft, this.#wound];
    if (!draft || !wound || this.#isDone) return;
    const { said, problems, questions } = this.#found(draft, wound);
    this.#isTold = true;
    if (!problems.length && !questions.length) {
      this.#isDone = true;
      this.send('said', { type: 'wound.assess', body: bodyOf(draft, said), text: `Évaluation enregistrée : ${named(wound)}`, failed: () => ((this.#isDone = false), this.redraw()) });
    }
    this.redraw();
    toField(this, (problems[0] ?? questions[0])?.field);
  };
}

customElements.define('chevet-wound-assess', WoundAssess);
