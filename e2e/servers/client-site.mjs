import { createServer } from 'node:https';
import { certify } from '../harness/authority.mjs';
import { LOOPBACK } from '../harness/http.mjs';

/**
 * The https site of a client: `/callback` is where an answer ends, `/open` sends the answer on to a program's scheme as
 * sites of desktop programs do.
 */
export async function startClientSite(host) {
  const { key, cert, close } = certify(host);
  await close();
  const server = createServer({ key, cert }, (request, response) => {
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
