import { readdirSync } from 'node:fs';
import { run } from 'node:test';
import report from './harness/reporter.mjs';

/** `node run.mjs` runs every journey, `node run.mjs sign-in demo` the named ones. */
const folder = new URL('journeys/', import.meta.url);
const all = readdirSync(folder).map((file) => file.replace('.test.mjs', ''));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));

if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are: ${all.join(', ')}`);
  process.exitCode = 2;
} else {
  const files = (asked.length > 0 ? asked : all).map((name) => new URL(`${name}.test.mjs`, folder).pathname);
  run({ files, concurrency: 2, timeout: 300_000 })
    .on('test:fail', () => (process.exitCode = 1))
    .compose(report)
    .pipe(process.stdout);
}
