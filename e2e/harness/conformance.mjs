import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const packageFile = createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json');
const SUITE = join(dirname(packageFile), 'dist', 'index.js');

/**
 * Runs the MCP conformance suite and returns the checks of each scenario.
 *
 * @param {string[]} args mode and options of the suite's command line
 * @param {(line: string) => void} [onLine] sees what the suite prints while it runs
 * @returns {Promise<{scenarios: Map<string, object[]>, output: string}>}
 */
export async function conformance(args, onLine = () => {}) {
  const folder = await mkdtemp(join(tmpdir(), 'oidc-proxy-conformance-'));
  try {
    const output = await run([...args, '--output-dir', folder], onLine);
    return { scenarios: await results(folder), output };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(args, onLine) {
  const child = spawn(process.execPath, [SUITE, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let unread = '';
  const read = (chunk) => {
    output += chunk;
    const lines = (unread + chunk).split('\n');
    unread = lines.pop();
    lines.forEach(onLine);
  };
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => child.once('error', reject).once('close', () => resolve(output)));
}

/** Each scenario leaves `<mode>-<scenario>-<time>/checks.json`. */
async function results(folder) {
  const scenarios = new Map();
  for (const name of (await readdir(folder)).sort()) {
    const scenario = name.replace(/^(authorization-server|server|client)-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
    scenarios.set(scenario, JSON.parse(await readFile(join(folder, name, 'checks.json'), 'utf8')));
  }
  return scenarios;
}

/** What each scenario came to: how every one of its checks ended, in the order of their ids. */
export function verdicts(scenarios) {
  return Object.fromEntries([...scenarios].map(([scenario, checks]) => [scenario, verdict(checks)]));
}

function verdict(checks) {
  const judged = checks.filter(({ status }) => status !== 'INFO');
  const ends = judged.map(({ id, status, errorMessage }) => (status === 'SUCCESS' ? id : `${id} ${status} ${errorMessage}`));
  return [...new Set(ends)].sort().join(', ');
}
