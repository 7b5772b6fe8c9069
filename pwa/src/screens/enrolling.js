/**
 * What a tablet says that belongs to no home yet: how it is made one of the home's.
 */
import { html, nothing } from 'lit-html';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';

export class Enrolling extends Drawn {
  view() {
    return steps();
  }
}

const steps = () => html`<h1 tabindex="-1" data-focus>Cette tablette n’est pas encore rattachée</h1>
  <p>Chevet s’ouvre sur les tablettes que l’établissement connaît. Trois gestes suffisent, une seule fois.</p>
  <ol class="steps">
    <li><span>Au bureau, ouvrez « Appareils » et ajoutez cette tablette à une unité.</span></li>
    <li><span>Sur cette tablette, ouvrez le lien affiché, ou scannez son code avec l’appareil photo.</span></li>
    <li><span>Les prénoms de l’équipe apparaissent ici. Chacun ouvre avec sa clé.</span></li>
  </ol>
  <div class="buttons">
    <a class="button" href="/bureau">${icon('briefcase')}Aller au bureau</a>
    ${document.body.dataset.demo === 'true' ? html`<a class="button primary" href="/demo">Entrer dans la démonstration</a>` : nothing}
  </div>`;

customElements.define('chevet-enrolling', Enrolling);
