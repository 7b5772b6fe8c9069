/**
 * Where an injection or a patch goes, which site comes next, and the same one twice: the rules of `medication/sites.py`.
 * Left and right are the person's own.
 */

/** @type {Record<string, string>} */
export const LABELS = {
  abdomen_left: 'ventre, côté gauche', abdomen_right: 'ventre, côté droit', thigh_left: 'cuisse gauche', thigh_right: 'cuisse droite',
  arm_left: 'haut du bras gauche', arm_right: 'haut du bras droit', buttock_left: 'fesse gauche', buttock_right: 'fesse droite',
  chest_left: 'poitrine, côté gauche', chest_right: 'poitrine, côté droit', upper_back_left: 'haut du dos, côté gauche',
  upper_back_right: 'haut du dos, côté droit', lower_back_left: 'bas du dos, côté gauche', lower_back_right: 'bas du dos, côté droit',
};
export const INJECTION = ['abdomen_left', 'abdomen_right', 'thigh_left', 'thigh_right', 'arm_left', 'arm_right', 'buttock_left', 'buttock_right'];
export const PATCH = ['chest_left', 'chest_right', 'arm_left', 'arm_right', 'upper_back_left', 'upper_back_right', 'lower_back_left', 'lower_back_right'];

/** A site as people read it; one that the prescriber named is in their words. @param {string} site */
export const siteWords = (site) => LABELS[site] ?? site;

/** Those that the prescription allows, in its order, else the usual ones. @param {{kind: string, sites?: string[]}|null} rule @returns {string[]} */
export const sitesOf = (rule) => (rule?.kind === 'patch' ? (rule.sites?.length ? rule.sites : PATCH) : INJECTION);

/** The one used longest ago; one never used comes first. @param {string[]} sites @param {string[]} used oldest first */
export function nextSite(sites, used) {
  const last = new Map(used.map((site, place) => [site, place]));
  const placeOf = (/** @type {string} */ site) => last.get(site) ?? -1;
  return sites.reduce((/** @type {string|null} */ best, site) => (best === null || placeOf(site) < placeOf(best) ? site : best), null);
}

/** Whether it would be the same as the time before. @param {string} site @param {string[]} used */
export const isTwice = (site, used) => used.at(-1) === site;
