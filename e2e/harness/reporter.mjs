import { basename } from 'node:path';

/**
 * One line per test, details indented below it, and one closing line. The Java side reads the same lines. What the
 * processes say is shown with E2E_LOG=1.
 */
export default async function* report(source) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of source) {
    if (/^test:std(out|err)$/.test(type) && process.env.E2E_LOG) yield indented(data.message);
    const outcome = outcomeOf(type, data);
    if (!outcome) continue;
    count[outcome]++;
    yield `${outcome}: ${title(data)} (${Math.round(data.details.duration_ms)} ms)\n`;
    if (typeof data.skip === 'string') yield indented(data.skip);
    if (outcome === 'failed') yield indented(reason(data.details.error));
  }
  yield `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`;
}

/** A suite counts only when nothing inside it does: skipped as a whole, or broken before or after its tests. */
function outcomeOf(type, data) {
  if (type !== 'test:pass' && type !== 'test:fail') return undefined;
  if (data.skip !== undefined) return 'skipped';
  const suite = data.details.type === 'suite';
  if (type === 'test:pass') return suite ? undefined : 'passed';
  return suite && data.details.error.failureType === 'subtestsFailed' ? undefined : 'failed';
}

function title({ file, name }) {
  return file ? `${basename(file, '.test.mjs')}: ${name}` : name;
}

function reason(error) {
  const cause = error?.cause ?? error;
  return cause?.stack ?? String(cause);
}

function indented(text) {
  return text.trimEnd().replace(/^/gm, '    ') + '\n';
}
