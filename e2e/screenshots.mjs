import { fileURLToPath } from 'node:url';
import { PAGES } from './harness/every-page.mjs';
import { openPagesWorld, SITE } from './harness/pages-world.mjs';
import { openBrowser } from './harness/people.mjs';
import { withoutPages } from './harness/prerequisites.mjs';

/** Makes the images of docs/pages.md: `OIDC_PROXY_BIN=../oidc-proxy node screenshots.mjs [folder]`. */
const folder = process.argv[2] ?? fileURLToPath(new URL('../docs/images', import.meta.url));

const SHOWN = {
  consent: 'consent',
  account: 'connected apps',
  'unknown-client': 'unknown client',
  program: 'a program is opened',
};
const LOOKS = {
  light: { width: 600, scheme: 'light' },
  dark: { width: 600, scheme: 'dark' },
  phone: { width: 360, scheme: 'light' },
};

if (withoutPages) throw new Error(withoutPages);
const world = await openPagesWorld();
const browser = await openBrowser('chromium', { site: SITE });
try {
  for (const [name, page] of Object.entries(SHOWN)) {
    const person = await browser.person();
    await PAGES[page](person, world);
    for (const [look, { width, scheme }] of Object.entries(LOOKS)) {
      await person.page.setViewport({ width, height: 400 });
      await person.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await person.page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
    }
    await person.close();
  }
} finally {
  await browser.close();
  await world.close();
}
