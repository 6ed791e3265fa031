import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort, LOOPBACK } from './http.mjs';
import { launcher } from './prerequisites.mjs';

const STARTED_WITHIN_MILLIS = 30_000;
const STOPPED_WITHIN_MILLIS = 10_000;

/** Picks where the proxy will be: its provider must know the callback before it starts. */
export async function address(path = '') {
  const port = await freePort();
  const baseUrl = `http://${LOOPBACK}:${port}${path}`;
  return { port, baseUrl, callback: `${baseUrl}/auth/callback` };
}

/** The configuration of a proxy at `address` for the client of servers/provider.mjs. */
export function configuration({ address, provider, ...more }) {
  return {
    base_url: address.baseUrl,
    listen: `${LOOPBACK}:${address.port}`,
    management: { listen: 'off' },
    provider: {
      type: 'oidc',
      config_url: provider.configUrl,
      client_id: provider.clientId,
      client_secret: provider.clientSecret,
      audience: provider.audience,
      required_scopes: ['openid', 'profile', 'email'],
      ...provider.settings,
    },
    jwt_signing_key: 'a signing key that is used by tests only',
    ...more,
  };
}

/** `oidc-proxy serve` with this configuration, once it accepts requests. */
export async function serve(configuration) {
  const folder = await mkdtemp(join(tmpdir(), 'oidc-proxy-e2e-'));
  const file = join(folder, 'oidc-proxy.yaml');
  await writeFile(file, JSON.stringify(configuration, null, 2)); // JSON is YAML
  return run(['serve', '--config', file], folder);
}

/** `oidc-proxy demo` on a free port, and the URL that it tells people to give to their clients. */
export async function demo() {
  const folder = await mkdtemp(join(tmpdir(), 'oidc-proxy-e2e-'));
  const proxy = await run(['demo', '--port', String(await freePort())], folder);
  const advice = () => /claude mcp add --transport http \S+ (\S+)/.exec(proxy.output());
  const [, mcpUrl] = await eventually('the demo says what to give to a client', advice);
  return { ...proxy, mcpUrl };
}

async function run(args, folder) {
  const child = spawn(launcher, args, { cwd: folder, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => child.kill()); // a broken journey leaves no proxy behind
  const exited = new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
  const output = { text: '' };
  const baseUrl = await ready(child, output, exited);
  let stopped;
  return { baseUrl, output: () => output.text, stop: () => (stopped ??= stop()) };

  async function stop() {
    child.kill('SIGTERM');
    const code = await withDeadline(exited, STOPPED_WITHIN_MILLIS, () => child.kill('SIGKILL'));
    await rm(folder, { recursive: true });
    if (code !== 0) throw new Error(`oidc-proxy ended with ${code} after SIGTERM\n${output.text}`);
  }
}

/** OIDC_PROXY_… variables are configuration: none but what a journey says may reach the product. */
function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OIDC_PROXY_')));
}

async function ready(child, output, exited) {
  const line = new Promise((resolve) => {
    const read = (chunk) => {
      output.text += chunk;
      const found = /^ready: (\S+) \(listening on \S+\)$/m.exec(output.text);
      if (found) resolve(found[1]);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
  });
  const ended = exited.then((code) => Promise.reject(new Error(`it ended with ${code}`)));
  ended.catch(() => {});
  try {
    return await withDeadline(Promise.race([line, ended]), STARTED_WITHIN_MILLIS, () => child.kill('SIGKILL'));
  } catch (error) {
    throw new Error(`oidc-proxy was not ready: ${error.message}\n${output.text}`);
  }
}

async function withDeadline(promise, millis, onLate) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      onLate();
      reject(new Error(`not within ${millis} ms`));
    }, millis);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
