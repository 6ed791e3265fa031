import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { chromium, firefox } from './prerequisites.mjs';

/** Schemes of programs that exist nowhere here; what browsers make of them is what the journeys look at. */
export const SCHEMES = ['cursor', 'claude'];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A real browser, Chromium by its own protocol and Firefox by WebDriver BiDi. It takes any certificate, and `site` is a
 * name of this machine.
 *
 * @param {'chromium' | 'firefox'} name
 * @param {object} options
 * @param {string} options.site a host name that leads here
 * @param {boolean} [options.javaScript] Firefox without it cannot be asked anything: keyboard and network only
 */
export async function openBrowser(name, { site, javaScript = true }) {
  const folder = await mkdtemp(join(tmpdir(), 'oidc-proxy-browser-'));
  const browser = await puppeteer.launch(
    name === 'firefox' ? await asFirefox(folder, site, javaScript) : asChromium(folder, site));
  return new Browser({ name, browser, folder, javaScript });
}

function asChromium(folder, site) {
  return {
    browser: 'chrome',
    executablePath: chromium,
    acceptInsecureCerts: true,
    userDataDir: join(folder, 'profile'),
    args: [...FLAGS, `--host-resolver-rules=MAP ${site} 127.0.0.1`],
  };
}

/** Firefox opens programs by itself: one that writes down what it was given stands for all of them. */
async function asFirefox(folder, site, javaScript) {
  const program = join(folder, 'program');
  await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${join(folder, 'opened')}'\n`, { mode: 0o755 });
  const handler = { action: 2, ask: false, handlers: [{ name: 'a program', path: program }] };
  const handlers = { defaultHandlersVersion: {}, mimeTypes: {}, schemes: Object.fromEntries(SCHEMES.map((s) => [s, handler])) };
  await writeFile(join(folder, 'handlers.json'), JSON.stringify(handlers));
  return {
    browser: 'firefox',
    executablePath: firefox,
    acceptInsecureCerts: true,
    userDataDir: folder,
    extraPrefsFirefox: {
      'network.dns.localDomains': site,
      'javascript.enabled': javaScript,
      ...Object.fromEntries(SCHEMES.map((s) => [`network.protocol-handler.external.${s}`, true])),
    },
  };
}

class Browser {
  #browser;
  #folder;

  constructor({ name, browser, folder, javaScript }) {
    this.name = name;
    this.#browser = browser;
    this.#folder = folder;
    this.javaScript = javaScript;
  }

  /** Somebody without earlier cookies. */
  async person() {
    const context = await this.#browser.createBrowserContext();
    const page = await context.newPage();
    if (this.name === 'chromium') await page.setJavaScriptEnabled(this.javaScript);
    return new Person({ page, context, programs: this.name === 'firefox' ? () => this.#opened() : undefined });
  }

  async #opened() {
    const opened = await readFile(join(this.#folder, 'opened'), 'utf8').catch(() => '');
    return opened.split('\n').filter((line) => line !== '');
  }

  async close() {
    await this.#browser.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Somebody at a keyboard, and all that the browser says while they work. */
class Person {
  complaints = [];
  answers = [];
  loaded = '';
  #asked = [];
  #programs;

  constructor({ page, context, programs }) {
    this.page = page;
    this.close = () => context.close();
    this.#programs = programs;
    page.on('request', (request) => this.#asked.push(request.url()));
    page.on('response', (response) => this.answers.push(response));
    page.on('load', () => (this.loaded = page.url()));
    page.on('console', (message) => isComplaint(message) && this.complaints.push(message.text()));
  }

  /** Presses Tab so many times, then Enter. */
  async choose(tabs) {
    for (let i = 0; i < tabs; i++) await this.page.keyboard.press('Tab');
    await this.page.keyboard.press('Enter');
  }

  /** Addresses that were asked for, or given to a program. */
  async visited() {
    return [...this.#asked, ...((await this.#programs?.()) ?? [])];
  }

  /** The last answer whose address begins so. */
  answer(address) {
    return this.answers.findLast((response) => response.url().startsWith(address));
  }
}

/** A missing icon is not a fault. */
function isComplaint(message) {
  return message.type() === 'error' && !message.location().url?.endsWith('/favicon.ico');
}
