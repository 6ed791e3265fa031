import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LOOPBACK } from '../harness/http.mjs';
import { keytool } from '../harness/prerequisites.mjs';

const PASSPHRASE = 'for tests only';

/**
 * The https site of a client: `/callback` is where an answer ends, `/open` sends the answer on to a program's scheme as
 * sites of desktop programs do.
 */
export async function startClientSite(host) {
  const server = createServer({ pfx: await certificate(host), passphrase: PASSPHRASE }, (request, response) => {
    const { pathname, search } = new URL(request.url, 'https://site.example');
    if (pathname === '/open') response.writeHead(302, { location: `claude://oauth/callback${search}` }).end();
    else response.setHeader('content-type', 'text/html').end('<!doctype html><html lang="en"><title>Client</title><h1>Done</h1></html>');
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, LOOPBACK, resolve));
  return {
    origin: `https://${host}:${server.address().port}`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

async function certificate(host) {
  const folder = await mkdtemp(join(tmpdir(), 'oidc-proxy-certificate-'));
  const store = join(folder, 'site.p12');
  try {
    await promisify(execFile)(keytool, [
      '-genkeypair', '-alias', 'site', '-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '2',
      '-dname', `CN=${host}`, '-ext', `san=dns:${host}`,
      '-keystore', store, '-storetype', 'PKCS12', '-storepass', PASSPHRASE,
    ]);
    return await readFile(store);
  } finally {
    await rm(folder, { recursive: true });
  }
}
