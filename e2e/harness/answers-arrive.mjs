import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from './http.mjs';
import { openPagesWorld, SITE } from './pages-world.mjs';
import { openBrowser } from './people.mjs';
import { withoutPages } from './prerequisites.mjs';

const POLICY = new RegExp(
  "^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$");

/** How many times Tab is pressed before Enter. */
const APPROVE = 1;
const DENY = 2;

const DESTINATIONS = ['an https site', 'a loopback server', 'cursor://', 'an https site that goes on to claude://'];

/** S35: with and without JavaScript the answer arrives wherever a client lives. */
export function answersArriveFrom(name) {
  describe(`S35: a person at a keyboard, in ${name}`, { skip: withoutPages, concurrency: true }, () => {
    let world;
    before(async () => (world = await openPagesWorld()));
    after(() => world?.close());

    for (const javaScript of [true, false]) {
      // One at a time: after one program was opened Chromium opens none until somebody touches it again.
      describe(`${javaScript ? 'with' : 'without'} JavaScript`, { concurrency: 1 }, () => {
        let browser;
        before(async () => (browser = await openBrowser(name, { site: SITE, javaScript })));
        after(() => browser?.close());

        for (const destination of DESTINATIONS) {
          const where = `${destination}, ${javaScript ? 'with' : 'without'} JavaScript`;

          it(`S35: approves in ${name}, and the code arrives at ${where}`, async () => {
            const answer = await decide(browser, world, destination, APPROVE);
            assert.ok(answer.get('code'));
            assert.equal(answer.get('error'), null);
          });

          it(`S35: denies in ${name}, and the refusal arrives at ${where}`, async () => {
            const answer = await decide(browser, world, destination, DENY);
            assert.equal(answer.get('error'), 'access_denied');
            assert.equal(answer.get('code'), null);
          });
        }
      });
    }
  });
}

/**
 * Chromium lets each key that a person presses open one program. On a busy machine the program of the person before may use up the
 * key of this one, so where a site opens a program there is a second person.
 */
async function decide(browser, world, destination, choice) {
  const { redirectUri, end = redirectUri } = world.destinations[destination];
  try {
    return await decideOnce(browser, world, destination, choice);
  } catch (error) {
    if (redirectUri === end) throw error;
    return decideOnce(browser, world, destination, choice);
  }
}

/** From the client's request to the end of the answer's way: what was answered. */
async function decideOnce(browser, world, destination, choice) {
  const { redirectUri, end = redirectUri } = world.destinations[destination];
  const request = await world.request(redirectUri);
  const person = await browser.person();
  try {
    await person.page.goto(request.url);
    await person.choose(choice);
    if (choice === APPROVE) {
      const login = `${world.provider.issuer}/interaction/`;
      await eventually('the provider asks who it is', () => person.loaded.startsWith(login));
      if (browser.javaScript) await person.page.waitForSelector('input:focus');
      await person.page.keyboard.type('ada');
      await person.page.keyboard.press('Enter');
    }
    const arrived = await eventually(`the answer is at ${end}`, async () =>
      (await person.visited()).find((url) => url.startsWith(end) && url.includes(`state=${request.state}`)));
    const forward = person.answer(`${world.baseUrl}/consent`);
    assert.equal(forward.request().method(), 'POST');
    assert.equal(forward.status(), 200);
    assert.match(forward.headers()['content-security-policy'], POLICY);
    if (choice === APPROVE && redirectUri.startsWith('cursor:')) assertStays(person, world);
    assert.deepEqual(person.complaints, []);
    const answer = new URL(arrived).searchParams;
    assert.equal(answer.get('iss'), world.baseUrl);
    return answer;
  } catch (error) {
    throw new Error(`${error.message}\nat ${person.page.url()}; ${person.complaints.join('; ')}; visited ${(await person.visited()).join(' ')}`);
  } finally {
    await person.close();
  }
}

/** A program is opened from a page of ours, which is what remains to be seen. */
function assertStays(person, world) {
  const callback = person.answer(`${world.baseUrl}/auth/callback`);
  assert.equal(callback.status(), 200);
  assert.match(callback.headers()['content-security-policy'], POLICY);
  assert.equal(callback.headers()['referrer-policy'], 'no-referrer');
  assert.ok(person.page.url().startsWith(`${world.baseUrl}/auth/callback`));
}
