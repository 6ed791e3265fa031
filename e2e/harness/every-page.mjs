import { eventually } from './http.mjs';

const CURSOR = 'cursor://anysphere.cursor-mcp/oauth/callback';
const LOOPBACK = 'http://localhost:53682/callback';
const SITE = 'https://client.example/callback';

/** Every kind of page, and how somebody comes to it. */
export const PAGES = {
  consent: (person, world) => visit(person, world, LOOPBACK, { name: 'Claude Code' }),
  'consent for a program': (person, world) => visit(person, world, CURSOR, { name: 'Cursor' }),
  'consent for a site': (person, world) => visit(person, world, SITE, { name: 'ChatGPT' }),
  'the way to the provider': async (person, world) => {
    await visit(person, world, LOOPBACK, { name: 'Claude Code' });
    await hold(person, world.provider.issuer);
    await decide(person, world, 'approve');
  },
  'a program is opened': async (person, world) => {
    await visit(person, world, CURSOR, { name: 'Cursor' });
    await person.page.click('button[value="approve"]');
    await person.page.waitForSelector('input[name="username"]');
    await person.page.type('input[name="username"]', 'ada');
    await person.page.keyboard.press('Enter');
    await settled(person, `${world.baseUrl}/auth/callback`);
  },
  'a program is told no': async (person, world) => {
    await visit(person, world, CURSOR, { name: 'Cursor' });
    await decide(person, world, 'deny');
  },
  'unknown client': (person, world) => visit(person, world, LOOPBACK, { changes: { client_id: 'gone', redirect_uri: CURSOR } }),
  'unknown client that nobody knows': (person, world) =>
    visit(person, world, LOOPBACK, { changes: { client_id: 'gone', redirect_uri: 'http://127.0.0.1:9/x' } }),
  'request refused': (person, world) => visit(person, world, SITE, { changes: { response_type: 'token' } }),
  error: (person, world) => visit(person, world, LOOPBACK, { changes: { redirect_uri: 'https://evil.example/' } }),
  expired: (person, world) => person.page.goto(`${world.baseUrl}/consent?transaction=x`),
  'another browser': async (person, world) => {
    await visit(person, world, LOOPBACK);
    await person.page.deleteCookie(...(await person.page.cookies()));
    await person.page.reload();
  },
};

async function visit(person, world, redirectUri, options) {
  const { url } = await world.request(redirectUri, options);
  await person.page.goto(url);
}

async function decide(person, world, decision) {
  await person.page.click(`button[value="${decision}"]`);
  await settled(person, `${world.baseUrl}/consent`, 'POST');
}

/** The answer came, and the page that it is stands. */
async function settled(person, address, method = 'GET') {
  await eventually(`an answer of ${address}`, () => person.answer(address)?.request().method() === method);
  await person.page.waitForSelector('main');
}

/** What comes from there is nothing, so the browser stays on the page that leads there. */
async function hold(person, origin) {
  await person.page.setRequestInterception(true);
  person.page.on('request', (request) =>
    request.url().startsWith(origin) ? request.respond({ status: 204 }) : request.continue());
}
