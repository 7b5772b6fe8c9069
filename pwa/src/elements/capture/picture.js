/**
 * A picture in memory, drawn: no address of it ever exists. Its canvas is emptied as soon as it is not shown any more.
 */

export class Picture extends HTMLElement {
  /** @type {ImageBitmap|null} */
  #picture = null;
  #canvas = document.createElement('canvas');

  /** @param {{picture: ImageBitmap|null, says: string}} given says: '' for one that is only there for the eye */
  set given({ picture, says }) {
    if (says) {
      this.setAttribute('role', 'img');
      this.setAttribute('aria-label', says);
    } else this.setAttribute('aria-hidden', 'true');
    if (picture === this.#picture) return;
    this.#picture = picture;
    this.#draw();
  }

  connectedCallback() {
    if (!this.#canvas.isConnected) this.append(this.#canvas);
    this.#draw();
  }

  disconnectedCallback() {
    Object.assign(this.#canvas, { width: 0, height: 0 });
  }

  #draw() {
    const picture = this.#picture;
    // One that was closed meanwhile has no size.
    if (!this.isConnected || !picture || picture.width === 0) return void Object.assign(this.#canvas, { width: 0, height: 0 });
    Object.assign(this.#canvas, { width: picture.width, height: picture.height });
    this.#canvas.getContext('2d')?.drawImage(picture, 0, 0);
  }
}

customElements.define('chevet-picture', Picture);
