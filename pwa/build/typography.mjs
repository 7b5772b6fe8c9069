/**
 * What is done to our scripts before they are bundled. French spaces that must not break: before « : » a no-break one,
 * before ; ! ? » and after « a narrow one. Sources are written with plain spaces; this happens once for all screens.
 *
 * It is done to code as well, where it changes nothing: for JavaScript these spaces are spaces. A « : » or « ? » that is
 * followed by no space is left alone, so that addresses, media queries and regular expressions stay as they are.
 */
import { readFile } from 'node:fs/promises';

const NARROW = '\u202f';
const HELD = '\u00a0';

/** @param {string} text */
export const held = (text) =>
  text
    .replaceAll(/(?<=\S) (?=[;!?](?:[\s`'"<]|$))/gm, NARROW)
    .replaceAll(/(?<=\S) (?=»)/g, NARROW)
    .replaceAll(/(?<=\S) (?=:(?:[\s`'"<]|$))/gm, HELD)
    .replaceAll('« ', `«${NARROW}`);

/** Without the indentation that templates would carry to the tablet: one space reads like ten. @param {string} text */
export const outdented = (text) => text.replaceAll(/\n[ \t]+/g, '\n');

/** Scripts of our own, and nobody else's. */
export const french = {
  name: 'french',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /[\\/]pwa[\\/]src[\\/].*\.js$/ }, async ({ path }) => ({ contents: held(outdented(await readFile(path, 'utf8'))), loader: 'js' }));
  },
};
