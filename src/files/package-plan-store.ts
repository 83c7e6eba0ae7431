import { MAX_RAW_BYTES } from '../contract/upload-limits';
import { accountLengthIn } from '../datev/preflight';
import { present } from '../kernel/present';
import { loadWatch } from '../mandanten/watch-store';
import type { Submission } from '../submissions/submission';
import { type PackagePlan, planPackage } from './package';
import { partlyThere } from './remainder-store';

/** What becomes of a package: refused, or parts for DATEV's jobs, without what of `owner` DATEV has already. */
export async function planOfPackage(
  bytes: Uint8Array,
  on: { readonly mandant: string; readonly owner: Submission | undefined },
): Promise<PackagePlan> {
  const { known } = (await loadWatch(on.mandant)).watch;
  const owner = on.owner === undefined ? undefined : await partlyThere(on.owner);
  return planPackage(bytes, {
    mandant: on.mandant,
    mostBytes: MAX_RAW_BYTES,
    accountLength: (month) => accountLengthIn(known?.basics, month),
    ...present({ owner }),
  });
}
