import { createServer } from 'node:http';

/** Everything of this folder listens here and nowhere else. */
export const LOOPBACK = '127.0.0.1';

/** Listens on a free loopback port; the handler may be set later, when it needs to know the port. */
export async function listen(handler, port = 0) {
  const server = createServer();
  if (handler) server.on('request', handler);
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, LOOPBACK, resolve));
  const bound = server.address().port;
  return {
    server,
    port: bound,
    origin: `http://${LOOPBACK}:${bound}`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

/** A port that was free a moment ago: base_url must be known before the proxy binds it. */
export async function freePort() {
  const { port, close } = await listen();
  await close();
  return port;
}

/** Polls a condition that another process brings about; the last resort where no event reaches us. */
export async function eventually(what, condition, withinMillis = 15_000) {
  const deadline = Date.now() + withinMillis;
  while (Date.now() < deadline) {
    const value = await condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not within ${withinMillis} ms: ${what}`);
}
