const FORM_TYPE = 'application/x-www-form-urlencoded';
const LONGEST_WAY = 20;

/**
 * The same person as of harness/browser.mjs with a browser that shows nothing: it keeps cookies, follows redirects and the
 * pages that forward, approves the client and types the user's name at the provider. It is there for journeys that many
 * clients make, where what a real browser does was seen already. Returns the URLs it came by.
 */
export async function authorizePlainly(authorizationUrl, { redirectUri, user, beforeLogin }) {
  const cookies = new Map();
  const way = [];
  let next = { url: authorizationUrl };
  for (let step = 0; step < LONGEST_WAY; step++) {
    const { url, ...request } = next;
    const answer = await send(url, request, cookies);
    way.push(url);
    if (url.startsWith(redirectUri)) return way;
    next = await follow(url, answer, user);
    if (next.body?.has('username')) beforeLogin?.();
  }
  throw new Error(`the way from ${authorizationUrl} does not end`);
}

async function send(url, { method = 'GET', headers = {}, body }, cookies) {
  const { host } = new URL(url);
  const jar = cookies.get(host) ?? new Map();
  cookies.set(host, jar);
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(url, { method, headers: { accept: 'text/html', cookie, ...headers }, body, redirect: 'manual' });
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
    if (/;\s*max-age=0\b/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
  return answer;
}

async function follow(url, answer, user) {
  const location = answer.headers.get('location');
  if (location) return { url: new URL(location, url).href };
  const html = await answer.text();
  const forward = /<meta[^>]*http-equiv="?refresh[^>]*url=([^"'>]+)/i.exec(html);
  if (forward) return { url: new URL(plain(forward[1]), url).href };
  const form = /<form\b[^>]*>/i.exec(html);
  if (!form) throw new Error(`a dead end at ${url}: ${answer.status} ${html}`);
  const action = new URL(attribute(form[0], 'action') ?? url, url);
  const headers = { 'content-type': FORM_TYPE, origin: action.origin, 'sec-fetch-site': 'same-origin' };
  return { url: action.href, method: 'POST', headers, body: new URLSearchParams(filledIn(html, user)) };
}

function filledIn(html, user) {
  const hidden = [...html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/gi)];
  const fields = hidden.map(([tag]) => [attribute(tag, 'name'), attribute(tag, 'value') ?? '']);
  if (/name="decision"/.test(html)) fields.push(['decision', 'approve']);
  if (/name="username"/.test(html)) fields.push(['username', user]);
  return fields;
}

function attribute(tag, name) {
  const found = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag);
  return found ? plain(found[1]) : undefined;
}

function plain(text) {
  return text.replaceAll('&#39;', "'").replaceAll('&#34;', '"').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
