import { chromium as playwright } from 'playwright-core';
import { chromium } from './prerequisites.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser() {
  return playwright.launch({ executablePath: chromium, headless: true, args: FLAGS });
}

/**
 * One person at one browser, without earlier cookies: approves (or denies) the client, signs in where asked, and stays
 * until the client's own redirect URI was reached.
 *
 * @param {string} authorizationUrl what the client wants opened
 * @param {object} options
 * @param {string} options.redirectUri where the journey ends
 * @param {(page: object) => Promise<void>} options.signIn fills in the provider's login page
 * @param {'approve' | 'deny'} [options.decision]
 * @param {boolean} [options.javaScriptEnabled] the proxy's pages need none
 */
export async function authorize(browser, authorizationUrl, { redirectUri, signIn, decision = 'approve', javaScriptEnabled = true }) {
  const context = await browser.newContext({ javaScriptEnabled });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => isComplaint(message) && complaints.push(`${message.location().url}: ${message.text()}`));
  try {
    await page.goto(authorizationUrl);
    const consent = await page.locator('body').innerText();
    await decide(page, decision);
    if (decision === 'approve') await signIn(page);
    await page.waitForURL((url) => url.href.startsWith(redirectUri));
    return { consent, complaints };
  } catch (error) {
    throw new Error(`at ${page.url()}: ${error.message}\npage says: ${await pageText(page)}`);
  } finally {
    await context.close();
  }
}

/** What the browser holds against a page: a blocked style, form or script. A missing icon is not a fault. */
function isComplaint(message) {
  return message.type() === 'error' && !message.location().url.endsWith('/favicon.ico');
}

async function decide(page, decision) {
  const words = decision === 'approve' ? /approve|allow|continue/i : /deny|cancel|reject/i;
  const button = page.locator(`button[name="decision"][value="${decision}"]`);
  await button.or(page.getByRole('button', { name: words })).first().click();
}

async function pageText(page) {
  return page.locator('body').innerText({ timeout: 1000 }).catch(() => '(nothing)');
}

/** Signs in on the page of servers/provider.mjs. */
export const typeUserName = (user) => async (page) => {
  await page.getByLabel('User name').fill(user);
  await page.getByRole('button', { name: 'Sign in' }).click();
};
