/**
 * How the home counts what each install says it numbered, and what arrived of it.
 */

export class Numbers {
  durableThrough = null;
  /** install → highest number known */
  highest = new Map();
  /** "install.seq" of what arrived */
  seen = new Set();
  isUnknown = false;

  arrived(install, seq) {
    this.seen.add(`${install}.${seq}`);
  }

  /** What an exchange answers of numbers. */
  answer({ install, last_seq, held, prior }) {
    const isNew = !this.highest.has(install);
    if (prior === 'unknown' && isNew && this.highest.size > 0) this.isUnknown = true;
    if (prior && prior !== 'unknown') this.raise(prior.install, prior.last_seq);
    this.raise(install, last_seq);
    const missing = [...this.highest].flatMap(([of, last]) => this.missingOf(of, last, of === install ? held : []));
    return {
      durable_through: this.durableThrough,
      ...(missing.length ? { missing } : {}),
      ...(this.isUnknown ? { missing_unknown: true } : {}),
      ...(prior ? { prior_noted: true } : {}),
    };
  }

  raise(install, last) {
    this.highest.set(install, Math.max(last, this.highest.get(install) ?? 0));
  }

  missingOf(install, last, held) {
    const isHeld = (seq) => held.some(([from, to]) => from <= seq && seq <= to);
    const all = Array.from({ length: last }, (_, at) => at + 1);
    const gone = all.filter((seq) => !this.seen.has(`${install}.${seq}`) && !isHeld(seq));
    if (gone.length === 0) return [];
    return [{ install, ranges: [[gone[0], gone.at(-1)]], count: gone.length }];
  }
}
