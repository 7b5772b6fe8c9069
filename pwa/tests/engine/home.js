/**
 * A home behind a `fetch`: wall, unlock, outbox and feed, in memory, for tests of the engine. It believes nothing: the
 * challenge, both signatures, and the envelope's header are all checked.
 */
import { CompactEncrypt, compactDecrypt, compactVerify, decodeProtectedHeader } from 'jose';
import { utf8, concat, fromBase64url, fromUtf8, randomBytes, sha256, toBase64url } from '../../src/lib/bytes.js';
import { newId } from '../../src/lib/uuid.js';
import { challengeOf, thumbprintOf } from '../../src/auth/challenge.js';
import { PRF_LABEL } from '../../src/auth/credential.js';
import { makeSharedKey } from '../../src/auth/key_pairs.js';
import { Authenticator, SIGNATURE, prfOf } from './authenticator.js';
import { Numbers } from './numbers.js';
import { Paper } from './paper.js';
import { Records, at } from './records.js';

const EC = { namedCurve: 'P-256' };
export class Home extends Records {
  isUp = true;
  isEnrolled = true;
  quickHours = 8;
  /** Answers are made, then lost, while this is true. */
  losesAnswers = false;
  requests = [];
  device = { id: newId(), name: 'Tablette 1', kind: 'shared' };
  establishment = { id: newId(), name: 'Les Tilleuls', kind: 'nursing_home', timezone: 'Europe/Paris' };
  sessions = new Map();
  cookie = null;
  nonces = new Set();
  outcomeOf = () => 'applied';
  /** The unit that the server fails to tell of. */
  unreadable = null;
  epoch = 'e1';
  /** What was put aside and nobody settled, by command. */
  aside = new Map();
  numbers = new Numbers();
  lease = { nonce: toBase64url(randomBytes(32)), issued_at: at(0), expires_at: at(72 * 3600), signature: 'x' };
  authenticator = new Authenticator();
  paper = new Paper();

  static async make({ units = ['Glycines'], persons = 3 } = {}) {
    const home = new Home();
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', ...EC }, true, ['deriveBits']);
    home.intake = { kid: 'intake-1', jwk: await crypto.subtle.exportKey('jwk', pair.publicKey), key: pair.privateKey };
    for (const name of units) home.units.push({ id: newId(), name, key: randomBytes(32), version: 1 });
    home.addPersons(persons);
    return home;
  }

  /** Someone of the team, with a passkey. */
  async hire(first_name, { prf = true, hasKey = true, role = 'care_assistant' } = {}) {
    const credentials = [];
    let public_jwk = null;
    if (hasKey) {
      const passkey = await this.authenticator.add({ prf });
      const wrap = prf ? await this.#wrap(passkey) : null;
      public_jwk = wrap?.public_jwk ?? null;
      credentials.push({
        id: passkey.id,
        transports: ['usb'],
        prf,
        wrap: wrap && { iv: wrap.iv, wrapped: wrap.wrapped },
      });
    }
    const member = {
      id: newId(),
      first_name,
      role,
      role_label: 'Aide-soignante',
      on_duty: true,
      credentials,
      public_jwk,
    };
    member.units = this.units.map(({ id }) => id);
    member.permissions = ['bedside.use', 'journal.read', 'journal.write'];
    this.staff.push(member);
    return member;
  }

  async #wrap(passkey) {
    const { first } = await prfOf(passkey, await sha256(utf8(PRF_LABEL)));
    return makeSharedKey(new Uint8Array(first));
  }

  fetch = async (path, init = {}) => {
    const isPage = path.startsWith('/api/v1/parts/');
    const body = init.body && !isPage ? JSON.parse(init.body) : null;
    this.requests.push({ path, body, headers: init.headers });
    if (!this.isUp) throw new TypeError('Failed to fetch');
    const answer = isPage ? await this.paper.answer(path, init) : await this.#answer(path, body);
    if (this.losesAnswers) throw new TypeError('Failed to fetch');
    return answer;
  };

  async #answer(path, body) {
    const name = path.replace('/api/v1/', '');
    if (!this.isEnrolled) return json(401, { code: 'not_enrolled' });
    if (name === 'wall') return json(200, await this.wall());
    if (name === 'unlock/nonce' || name === 'confirmations/nonce') return json(200, { nonce: this.#nonce(), now: at(0) });
    if (name === 'unlock') return this.#unlock(body);
    if (name === 'lock') return this.#lock();
    if (name === 'outbox') return this.#outbox(body);
    if (name.startsWith('documents/')) return this.#picture(name);
    if (name === 'changes') return this.#changes(body);
    if (name === 'quarantine') return this.#toReview();
    return json(404, { title: 'Introuvable' });
  }

  async wall() {
    const { device, establishment, lease } = this;
    const intake = { kid: this.intake.kid, jwk: this.intake.jwk };
    const units = this.units.map(({ id, name }) => ({ id, name }));
    const staff = await Promise.all(this.staff.map(async (one) => ({ ...one, store_keys: await this.#wrapped(one) })));
    return {
      now: at(0),
      version: '1',
      device,
      establishment,
      rp_id: 'localhost',
      idle_seconds: 120,
      quick_hours: this.quickHours,
      charter: this.charter ?? null,
      units,
      intake,
      lease,
      staff,
    };
  }

  #wrapped({ public_jwk }) {
    if (!public_jwk) return [];
    const header = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM' };
    const keys = this.units.flatMap(({ id, key, version, before = [] }) =>
      [{ key, version }, ...before].map((one) => ({ id, ...one })),
    );
    return Promise.all(
      keys.map(async ({ id, key, version }) => {
        const jwe = await new CompactEncrypt(key).setProtectedHeader(header).encrypt(public_jwk);
        return { unit: id, version, jwe };
      }),
    );
  }

  #nonce() {
    const nonce = toBase64url(randomBytes(32));
    this.nonces.add(nonce);
    return nonce;
  }

  async #unlock({ proof, possession }) {
    if (JSON.stringify(proof).includes('results')) return json(400, { code: 'prf_secret' });
    const fault = await this.#faultOf(proof);
    if (fault) return json(403, { detail: fault });
    if (proof.basis === 'lease') {
      const { payload } = await compactVerify(possession, proof.jwk);
      const told = JSON.parse(fromUtf8(payload));
      if (!this.nonces.delete(told.nonce) || told.session !== proof.session) return json(403, { detail: 'possession' });
    }
    this.sessions.set(proof.session, { ...proof, isOpen: true });
    this.cookie = proof.session;
    const session = { id: proof.session, staff: proof.staff, expires_at: at(3600) };
    return json(200, { session, store_keys: this.#handed(proof) });
  }

  #handed({ staff }) {
    const member = this.staff.find(({ id }) => id === staff);
    if (member.public_jwk) return undefined;
    return this.units.map(({ id, key, version }) => ({ unit: id, version, key: toBase64url(key) }));
  }

  /** What is wrong with a proof, or null. */
  async #faultOf({ device, staff, jwk, nonce, basis, assertion, strong }) {
    const leaned = strong && this.sessions.get(strong);
    if (strong && (leaned?.staff !== staff || leaned.strong || !this.quickHours)) return 'strong';
    if (basis === 'fresh' ? !this.nonces.delete(nonce) : nonce !== this.lease.nonce) return 'nonce';
    const passkey = this.authenticator.passkeys.find(({ id }) => id === assertion.id);
    const clientData = fromBase64url(assertion.response.clientDataJSON);
    const challenge = await challengeOf({ nonce, device, staff, strong, thumbprint: await thumbprintOf(jwk) });
    if (JSON.parse(fromUtf8(clientData)).challenge !== toBase64url(challenge)) return 'challenge';
    const signed = concat(fromBase64url(assertion.response.authenticatorData), await sha256(clientData));
    const signature = fromBase64url(assertion.response.signature);
    const isTrue = await crypto.subtle.verify(SIGNATURE, passkey.pair.publicKey, signature, signed);
    return isTrue ? null : 'signature';
  }

  #lock() {
    const session = this.sessions.get(this.cookie);
    if (!session?.isOpen) return json(401, { code: 'suspended' });
    session.isOpen = false;
    return new Response(null, { status: 204 });
  }

  /** Everything since `backup` is gone, sessions included, as after a restore. */
  restore({ applied, rows, numbers }) {
    Object.assign(this, { applied: new Map(applied), rows: [...rows], numbers: structuredClone(numbers) });
    Object.setPrototypeOf(this.numbers, Numbers.prototype);
    this.sessions.clear();
    this.nonces.clear();
    this.epoch = `e${Number(this.epoch.slice(1)) + 1}`;
    this.revision += 1000;
  }

  backup() {
    this.numbers.durableThrough = at(0);
    return { applied: [...this.applied], rows: [...this.rows], numbers: structuredClone({ ...this.numbers }) };
  }

  async #outbox({ sessions, envelopes, ...told }) {
    for (const jwe of sessions) await this.#takeProof(jwe);
    const results = [];
    for (const jwe of envelopes) results.push(await this.#take(jwe));
    return json(200, { now: at(0), epoch: this.epoch, ...this.numbers.answer(told), results });
  }

  async #takeProof(jwe) {
    const proof = JSON.parse(fromUtf8((await compactDecrypt(jwe, this.intake.key)).plaintext));
    // After a restore the nonce is gone with the rest; that it was the server's own is another matter than this one.
    if (proof.basis === 'fresh') this.nonces.add(proof.nonce);
    if (await this.#faultOf(proof)) return;
    if (!this.sessions.has(proof.session)) this.sessions.set(proof.session, { ...proof, isOpen: false });
  }

  async #take(jwe) {
    const { id, ins, seq } = decodeProtectedHeader(jwe);
    if (this.applied.has(id)) return { id, outcome: 'duplicate' };
    const command = await this.#opened(jwe);
    const session = this.sessions.get(command.session);
    if (!session) return { id, outcome: 'later', code: 'unknown_session' };
    await compactVerify(command.jws, session.jwk);
    if (session.staff !== command.author)
      return { id, outcome: 'quarantined', code: 'author', reason: 'Auteur inconnu.' };
    const outcome = this.outcomeOf(command);
    if (outcome !== 'later') this.numbers.arrived(ins, seq);
    if (outcome === 'applied') this.apply(command);
    if (outcome === 'quarantined') this.#setAside(command);
    if (command.type === 'quarantine.settle') this.aside.delete(command.body.command);
    const reason = { quarantined: 'Illisible.', later: 'Pas encore.' }[outcome];
    return { id, outcome, ...(reason ? { code: 'x', reason } : {}) };
  }

  #setAside({ id, author, person, type, at: when, body, device }) {
    const told = { command: id, quarantine: newId(), code: 'x', reason: 'Illisible.', received_at: at(0) };
    this.aside.set(id, { ...told, device: { id: device, name: 'Tablette 1' }, author, person, type, at: when, body });
  }

  /** Those of whoever asks; all of them for those who judge. */
  #toReview() {
    const { staff } = this.sessions.get(this.cookie);
    const judges = this.staff.find(({ id }) => id === staff).permissions.includes('quarantine.review');
    return json(200, { now: at(0), items: [...this.aside.values()].filter(({ author }) => judges || author === staff) });
  }

  /** The command inside an envelope, if its header says what it says. */
  async #opened(jwe) {
    const { plaintext, protectedHeader: header } = await compactDecrypt(jwe, this.intake.key);
    const jws = fromUtf8(plaintext);
    const command = JSON.parse(fromUtf8(fromBase64url(jws.split('.')[1])));
    const { id, establishment, device, install, seq, session, v } = command;
    const told = { id, est: establishment, dev: device, ins: install, seq, ses: session, v, size: plaintext.length };
    for (const [name, value] of Object.entries(told)) {
      if (header[name] !== value) throw new Error(`header ${name}`);
    }
    return { ...command, jws };
  }

  #picture(name) {
    const [, id, , page, which] = name.split('/');
    if (!this.documents.some((one) => one.id === id && one.pages.includes(page))) return json(404, { title: 'Introuvable' });
    return new Response(`${which} of ${page}`, { status: 200, headers: { 'Content-Type': 'image/webp' } });
  }

  #changes({ units }) {
    const session = this.sessions.get(this.cookie);
    if (!session?.isOpen) return json(401, { code: 'suspended', detail: 'Session verrouillée.' });
    return json(200, { now: at(0), units: units.map((one) => ({ unit: one.unit, ...this.#changesOf(one) })) });
  }

  #changesOf({ unit: id, cursor: held }) {
    const unit = this.units.find((one) => one.id === id);
    if (!unit) return { status: 404, code: 'not_found', detail: 'Introuvable' };
    if (this.unreadable === id) return { status: 500, code: 'internal', detail: 'Illisible' };
    const cursor = `c${this.revision}`;
    const head = { now: at(0), epoch: this.epoch, cursor };
    if (held === cursor) return { ...head, unchanged: true };
    return { ...head, full: true, rows: this.slice(unit), removed: [] };
  }
}

function json(status, body) {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}
