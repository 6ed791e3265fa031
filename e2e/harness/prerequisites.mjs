import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The program under test, as a path. */
export const launcher = process.env.OIDC_PROXY_BIN;

/** The installed Chromium, or undefined: no browser is ever downloaded. */
export const chromium = find('chromium', 'chromium-browser', 'google-chrome');

/** The installed Firefox, or undefined. */
export const firefox = find('firefox-esr', 'firefox');

/** Why what needs a browser cannot run here; false when it can. Fits `skip` of a test. */
export const withoutBrowser = chromium ? false : 'chromium is not on the PATH';

/** Why what needs the product and no browser cannot run here. */
export const withoutLauncher = launcher ? false : 'OIDC_PROXY_BIN does not name the launcher under test';

/** Why what needs the product as well cannot run here. */
export const withoutProduct = withoutBrowser || withoutLauncher;

/** Why no certificate can be made here. */
export const withoutOpenssl = find('openssl') ? false : 'openssl is not on the PATH';

/** Why what needs both browsers and a certificate cannot run here. */
export const withoutPages = withoutProduct || (firefox ? false : 'firefox is not on the PATH') || withoutOpenssl;

function find(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
