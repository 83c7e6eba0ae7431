import { planPackage } from '../../src/files/package';
import { problemsIn } from '../support/texts';
import { hostile } from './hostile-grammar';

const FILE_MESSAGES = problemsIn('files');

/** What a person is told of a package: the code of the problem, `refused` with findings, or `parts`. */
export function answer(bytes: Uint8Array): { readonly is: string } {
  const plan = planPackage(bytes, { mandant: '455148-1', mostBytes: 50_000_000, accountLength: () => 4 });
  if (plan.is === 'problem')
    return { is: Object.hasOwn(FILE_MESSAGES, plan.problem.code) ? plan.problem.code : 'unanswered' };
  return { is: plan.findings.length > 200 ? 'unanswered' : plan.is };
}

const MAX_MS = 2000;
const MAX_MB = 128;
type Cost = {
  readonly seed: number;
  readonly what: string;
  readonly bytes: number;
  readonly ms: number;
  readonly mb: number;
};

/** Answers many in this process and says what each cost beyond what there was; the caller limits the heap. */
function measure({
  from,
  count,
  most,
}: {
  readonly from: number;
  readonly count: number;
  readonly most: number;
}): object {
  const worst = { ms: 0, mb: 0 };
  const failures: Cost[] = [];
  let answered = 0;
  for (let seed = from; seed < from + count; seed++) {
    const { what, bytes } = hostile(seed, most);
    const collect = globalThis.gc;
    if (bytes.length > 100_000) collect?.();
    const before = process.memoryUsage();
    const cpu = process.cpuUsage();
    const { is } = answer(bytes);
    const used = process.cpuUsage(cpu);
    // Retained when it answers, with what was not collected yet: more than it needs, never less than it keeps.
    const after = process.memoryUsage();
    const mb = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6;
    const ms = (used.user + used.system) / 1000;
    if (is !== 'unanswered') answered++;
    worst.ms = Math.max(worst.ms, ms);
    worst.mb = Math.max(worst.mb, mb);
    if (ms > MAX_MS || mb > MAX_MB || is === 'unanswered')
      failures.push({ seed, what, bytes: bytes.length, ms, mb });
  }
  return { answered, worst, failures };
}

const asked = process.env['HOSTILE'];
if (asked !== undefined) process.stdout.write(JSON.stringify(measure(JSON.parse(asked))));
