import { Agent, request as send } from 'node:http';
import { listen } from '../harness/http.mjs';

/**
 * A reverse proxy that adds `Authorization: Bearer` and changes nothing else, Host and Origin included: clients that
 * cannot be given a token reach a protected server through it.
 */
export async function startBearerShim(targetOrigin, accessToken) {
  const { hostname, port } = new URL(targetOrigin);
  const agent = new Agent({ keepAlive: true });
  const http = await listen((incoming, outgoing) => {
    const headers = [...incoming.rawHeaders, 'Authorization', `Bearer ${accessToken}`];
    const upstream = send({ agent, hostname, port, method: incoming.method, path: incoming.url, headers, setHost: false });
    upstream.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode, answer.rawHeaders).flushHeaders();
      answer.pipe(outgoing);
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  });
  return {
    origin: http.origin,
    close: async () => {
      agent.destroy();
      await http.close();
    },
  };
}
