import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const SOURCE = await readFile(new URL('../../src/elements/icon.js', import.meta.url), 'utf8');
const icons = createRequire(import.meta.url).resolve('lucide-static/icons/lock.svg').replace('lock.svg', '');
const drawings = [...SOURCE.matchAll(/^ {2}'?([\w-]+)'?: svg`(.+)`,$/gm)].map(([, name, drawing]) => ({ name, drawing }));
const bare = (/** @type {string} */ svg) => svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.indexOf('</svg>')).replace(/\s+/g, '').replaceAll('/>', '/>');

test('there are icons to look at', () => assert.ok(drawings.length > 30));

for (const { name, drawing } of drawings) {
  test(`${name} is Lucide’s own drawing`, async () => {
    assert.equal(drawing.replace(/\s+/g, ''), bare(await readFile(`${icons}${name}.svg`, 'utf8')));
  });
}
