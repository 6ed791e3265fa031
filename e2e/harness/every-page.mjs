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
  'connected apps': async (person, world) => {
    await connect(person, world, `${world.loopback.origin}/callback`, 'Claude Code');
    await connect(person, world, `${world.site.origin}/callback`, 'ChatGPT');
    await openAccount(person, world);
  },
  'connected apps of long names': async (person, world) => {
    await connect(person, world, `${world.site.origin}/${'long'.repeat(60)}`, 'Name'.repeat(50));
    await openAccount(person, world);
  },
  'no connected app': (person, world) => openAccount(person, world, 'noel'),
  'access removed': async (person, world) => {
    await connect(person, world, `${world.loopback.origin}/callback`, 'Claude Code');
    await openAccount(person, world);
    await press(person, world, 'remove');
  },
  'signed out of the account page': async (person, world) => {
    await openAccount(person, world);
    await press(person, world, 'sign-out');
  },
  'account page for nobody': async (person, world) => {
    await person.page.goto(account(world));
    await signInWhereAsked(person, `${world.baseUrl}/auth/callback`, 'nobody');
    await person.page.waitForSelector('main');
  },
  'account page that changes nothing': async (person, world) => {
    await openAccount(person, world);
    await person.page.$eval('input[name="csrf"]', (input) => (input.value = 'forged'));
    await press(person, world, 'sign-out');
  },
};

/** Signs a client in, all the way to its tokens. */
async function connect(person, world, redirectUri, name) {
  const request = await world.request(redirectUri, { name });
  await person.page.goto(request.url);
  await person.page.click('button[value="approve"]');
  await signInWhereAsked(person, redirectUri);
  const { searchParams } = new URL(person.page.url());
  await world.redeem(request, redirectUri, searchParams.get('code'));
}

async function openAccount(person, world, userName) {
  await person.page.goto(account(world));
  await signInWhereAsked(person, account(world), userName);
  await person.page.waitForSelector('main');
}

/** Who signed in before is sent on by the provider at once. */
async function signInWhereAsked(person, destination, userName = 'ada') {
  const arrived = () => person.page.url().startsWith(destination);
  const asked = () => person.page.$('input[name="username"]');
  await eventually('the provider asks or sends on', async () => arrived() || (await asked().catch(() => null)));
  if (arrived()) return;
  await person.page.type('input[name="username"]', userName);
  await person.page.keyboard.press('Enter');
  await eventually(`the browser at ${destination}`, async () => arrived());
}

async function press(person, world, action) {
  await person.page.click(`button[value="${action}"]`);
  await settled(person, account(world), 'POST');
}

const account = (world) => `${world.baseUrl}/account/apps`;

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
