import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DAYS = '2';

/**
 * A certificate authority as companies have one, made for this run, and what it signed for one host.
 *
 * @param {string} host the name of the host
 * @returns the PEM file of the authority, and key and certificate of the host
 */
export function certify(host) {
  const folder = mkdtempSync(join(tmpdir(), 'oidc-proxy-e2e-'));
  const file = (name) => join(folder, name);
  request('/CN=E2E authority', file('ca.key'), file('ca.pem'), 'basicConstraints=critical,CA:TRUE');
  const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca.key')];
  request(`/CN=${host}`, file('host.key'), file('host.pem'), `subjectAltName=DNS:${host}`, signed);
  return {
    authority: file('ca.pem'),
    key: readFileSync(file('host.key')),
    cert: readFileSync(file('host.pem')),
    close: async () => rmSync(folder, { recursive: true }),
  };
}

function request(subject, key, certificate, extension, more = []) {
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-keyout', key, '-out', certificate];
  const said = ['-x509', '-days', DAYS, '-subj', subject, '-addext', extension];
  execFileSync('openssl', ['req', ...said, ...made, ...more], { stdio: ['ignore', 'ignore', 'pipe'] });
}
