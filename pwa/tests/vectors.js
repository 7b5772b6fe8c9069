/** The examples that Python runs too. */
import { readFileSync } from 'node:fs';

/** @param {string} name */
export function vector(name) {
  return JSON.parse(readFileSync(new URL(`../../tests/vectors/${name}.json`, import.meta.url), 'utf8'));
}
