import { createServer } from 'node:https';
import { LOOPBACK } from '../harness/http.mjs';
import { certify } from '../harness/authority.mjs';

/** It has a name, as every host of a client's document must; the name leads to loopback. */
export const DOCUMENT_HOST = 'localhost';

/**
 * Where clients publish what they are: client ID metadata documents and keys, by https with a certificate of an authority
 * that nobody knows but who is told of it.
 */
export async function startDocumentHost() {
  const { authority, key, cert, close } = certify(DOCUMENT_HOST);
  const published = new Map();
  const asked = [];
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(request.url);
    const json = published.get(request.url);
    if (json === undefined) return response.writeHead(404).end();
    response.setHeader('content-type', 'application/json').end(JSON.stringify(json));
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, LOOPBACK, resolve));
  const origin = `https://${DOCUMENT_HOST}:${server.address().port}`;
  return {
    authority,
    /** Publishes at a path, and says the URL; the content may depend on it. */
    publish(path, content) {
      const url = `${origin}${path}`;
      published.set(path, content(url));
      return url;
    },
    /** How often a URL was asked for. */
    asked: (url) => asked.filter((path) => `${origin}${path}` === url).length,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await close();
    },
  };
}
