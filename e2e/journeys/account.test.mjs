import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { typeUserName } from '../harness/browser.mjs';
import { listen } from '../harness/http.mjs';
import { McpClient } from '../harness/mcp-client.mjs';
import { withoutProduct } from '../harness/prerequisites.mjs';
import { openWorld } from '../harness/world.mjs';

describe('a person who keeps one browser', { skip: withoutProduct }, () => {
  let world;
  let context;
  let client;
  let elsewhere;
  let how;
  before(async () => {
    world = await openWorld({ settings: { require_authorization_consent: 'remember' } });
    context = await world.browser.newContext({ javaScriptEnabled: false });
    client = new McpClient(`${world.baseUrl}/mcp`, browse);
    // By name and not by address: another site for a browser.
    const site = await listen((request, response) => {
      response.setHeader('content-type', 'text/html').end(`<a href="${how.url.replaceAll('&', '&amp;')}">Go</a>`);
    });
    elsewhere = { page: `http://localhost:${site.port}/`, close: site.close };
  });
  after(async () => {
    await client?.close();
    await context?.close();
    await elsewhere?.close();
    await world?.close();
  });

  async function browse(url, redirectUri) {
    how.url = url;
    const page = await context.newPage();
    await how.open(page, url);
    how.asked = page.url().startsWith(`${world.baseUrl}/consent`);
    if (how.asked) await page.getByRole('button', { name: how.answer ?? 'Approve' }).click();
    await signInWhereAsked(page, redirectUri);
    await page.close();
  }

  async function signInWhereAsked(page, destination) {
    const arrived = page.waitForURL((url) => url.href.startsWith(destination));
    const login = page.getByLabel('User name').waitFor().then(() => typeUserName('ada')(page));
    await Promise.race([arrived, login]);
    login.catch(() => {});
    await arrived;
  }

  const startedByProgram = () => ({ open: (page, url) => page.goto(url) });
  const startedBySite = (answer) => ({
    answer,
    open: async (page) => {
      await page.goto(elsewhere.page);
      await page.getByRole('link', { name: 'Go' }).click();
      await page.waitForURL((url) => url.origin !== new URL(elsewhere.page).origin);
    },
  });

  async function signInAgain(by) {
    client.credentials.invalidateCredentials('tokens');
    how = by;
    return client.signIn();
  }

  it('is asked once', async () => {
    how = startedByProgram();
    await client.connect();
    assert.equal(how.asked, true);
    assert.match(await client.callTool('whoami'), /Ada Lovelace/);
  });

  it('is not asked again when their program opens the address', async () => {
    await signInAgain(startedByProgram());
    assert.equal(how.asked, false);
  });

  it('is asked when another site leads there', async () => {
    await assert.rejects(signInAgain(startedBySite('Deny')), /access_denied/);
    assert.equal(how.asked, true);
    await signInAgain(startedByProgram());
    assert.equal(how.asked, false);
  });

  it('sees the app on the account page, and takes its access away', async () => {
    const page = await context.newPage();
    await page.goto(`${world.baseUrl}/account/apps`);
    await signInWhereAsked(page, `${world.baseUrl}/account/apps`);
    assert.match(await page.locator('main').innerText(), /E2E client[^]*127\.0\.0\.1[^]*Last used/);

    await page.getByRole('button', { name: 'Remove access E2E client' }).click();

    assert.match(await page.getByRole('status').innerText(), /E2E client has no access any more/);
    assert.equal((await world.ping('/mcp', client.credentials.tokens().access_token)).status, 401);
    await page.getByRole('button', { name: 'Sign out' }).click();
    assert.match(await page.locator('h1').innerText(), /You are signed out/);
    await page.close();
  });

  it('is asked again afterwards', async () => {
    await signInAgain(startedByProgram());
    assert.equal(how.asked, true);
  });
});
