/**
 * The tablet's numbering, mirrored outside its store: which install, and the last number it took. When the store
 * vanishes the cookie still says what was there. Numbers only, nothing about anyone.
 */

/**
 * @typedef {{install: string, seq: number}} Mark
 * @typedef {{cookie: string, referrer?: string}} Jar
 */

const NAME = '__Host-chevet-canary';
const DAYS = 400;
const ENROLMENT = /^https?:\/\/[^/]+\/(?:appareil\/|demo$)/;
const MARK = new RegExp(`(?:^|; )${NAME}=([0-9a-f-]{36})\\.(\\d{1,15})(?:;|$)`);

export class Canary {
  /** @param {Jar|undefined} jar the document, where there is one */
  constructor(jar) {
    this.jar = jar;
  }

  /** @returns {Mark|null} */
  read() {
    const found = MARK.exec(this.jar?.cookie ?? '');
    return found && { install: found[1], seq: Number(found[2]) };
  }

  /** Whether this page was reached from the one that enrols: nothing came before. */
  get isJustEnrolled() {
    return ENROLMENT.test(this.jar?.referrer ?? '');
  }

  /** The tablet was enrolled a moment ago: it is written at once that no number was taken, before a store can be made, so that a page that is closed now leaves no doubt. @param {() => string} newId */
  begin(newId) {
    if (this.isJustEnrolled && !this.read()) this.write(newId(), 0);
  }

  /** @param {string} install @param {number} seq the last number taken */
  write(install, seq) {
    if (!this.jar) return;
    this.jar.cookie = `${NAME}=${install}.${seq}; Path=/; Secure; SameSite=Strict; Max-Age=${DAYS * 24 * 60 * 60}`;
  }
}
