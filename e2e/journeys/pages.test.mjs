import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { openPagesWorld, SITE } from '../harness/pages-world.mjs';
import { openBrowser } from '../harness/people.mjs';
import { withoutPages } from '../harness/prerequisites.mjs';
import { PAGES } from '../harness/every-page.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('every page', { skip: withoutPages }, () => {
  let world;
  let browser;
  before(async () => {
    world = await openPagesWorld();
    browser = await openBrowser('chromium', { site: SITE });
  });
  after(async () => {
    await browser?.close();
    await world?.close();
  });

  for (const [name, open] of Object.entries(PAGES)) {
    it(`${name}: axe-core finds nothing, in light and in dark, and no phone has to scroll sideways`, async () => {
      const person = await browser.person();
      try {
        await open(person, world);
        for (const scheme of ['light', 'dark']) {
          await person.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
          assert.deepEqual(await violations(person.page), [], scheme);
        }
        for (const width of [320, 360, 390]) {
          await person.page.setViewport({ width, height: 700 });
          assert.equal(await person.page.evaluate(() => document.documentElement.scrollWidth), width);
        }
        assertReadable(await person.page.evaluate(outline));
        assert.deepEqual(person.complaints.filter((c) => !/status of [45]\d\d/.test(c)), []);
      } finally {
        await person.close();
      }
    });
  }

  it('shows where the keyboard is, and the logo', async () => {
    const person = await browser.person();
    try {
      await PAGES['consent'](person, world);
      await person.page.keyboard.press('Tab');
      const focus = await person.page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return { value: document.activeElement.value, outline: `${style.outlineStyle} ${style.outlineWidth}` };
      });
      assert.deepEqual(focus, { value: 'approve', outline: 'solid 3px' });
      assert.equal(await person.page.$eval('.server img', (image) => image.naturalWidth), 40);
    } finally {
      await person.close();
    }
  });

  for (const [name, title] of [['consent', /Diese App zulassen/], ['connected apps', /Verbundene Apps/]]) {
    it(`${name}: speaks the language of its reader`, async () => {
      const person = await browser.person();
      try {
        await person.page.setExtraHTTPHeaders({ 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' });
        await PAGES[name](person, world);
        assert.equal(await person.page.$eval('html', (html) => html.lang), 'de');
        assert.match(await person.page.$eval('h1', (h1) => h1.textContent), title);
        assert.deepEqual(await violations(person.page), []);
      } finally {
        await person.close();
      }
    });
  }
});

async function violations(page) {
  const found = await page.evaluate(`${axe}; axe.run().then((result) => result.violations)`);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** What a screen reader builds its overview from; runs in the page. */
function outline() {
  return {
    language: document.documentElement.lang,
    title: document.title,
    main: document.querySelectorAll('main').length,
    headings: [...document.querySelectorAll('h1, h2')].map((heading) => heading.tagName),
    nameless: [...document.querySelectorAll('a, button')].filter((each) => each.textContent.trim() === '').length,
  };
}

function assertReadable({ language, title, main, headings, nameless }) {
  assert.equal(language, 'en');
  assert.match(title, /\S+ · Example Tools$/);
  assert.equal(main, 1);
  assert.equal(headings[0], 'H1');
  assert.equal(headings.filter((heading) => heading === 'H1').length, 1);
  assert.equal(nameless, 0);
}
