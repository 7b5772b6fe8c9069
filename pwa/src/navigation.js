/**
 * Addresses and the page: links inside the bedside change the place without loading; the others go to the server.
 */
import { routeOf, titleOf } from './lib/route.js';

/** @typedef {{cible?: string, entry?: string, correct?: string, refile?: string, person?: string}} Touched person: whose page the address does not name */

export class Navigation {
  /** @param {(place: {route: import('./lib/route.js').Route, touched: Touched}) => void} show */
  constructor(show) {
    this.show = show;
    addEventListener('popstate', () => this.here());
    document.addEventListener('click', (event) => this.#onClick(event));
  }

  /** Shows the place that the address names. */
  here() {
    const route = routeOf(location.pathname);
    if (!route) return;
    document.title = titleOf(route);
    this.show({ route, touched: history.state?.touched ?? {} });
  }

  /** @param {string} path @param {{replace?: boolean, touched?: Touched}} [options] */
  go(path, { replace = false, touched = {} } = {}) {
    if (replace) history.replaceState({ touched, inside: Boolean(history.state?.inside) }, '', path);
    else history.pushState({ touched, inside: true }, '', path);
    this.here();
  }

  /** Back to where one came from, or to `path` when the window began here. @param {string} path */
  back(path) {
    if (history.state?.inside) history.back();
    else this.go(path, { replace: true });
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const link = /** @type {Element|null} */ (event.target)?.closest?.('a');
    if (!link || link.target || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !routeOf(url.pathname)) return;
    event.preventDefault();
    this.go(url.pathname);
  }
}
