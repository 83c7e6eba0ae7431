import type { RunConfiguration } from '../../contract/pipelines';
import type { Lang } from '../../kernel/lang';
import type { Basis, Fixed } from '../../submissions/run';
import { say } from '../../texts/say';

const FITS = 'proof.fits';
const DIFFERS = 'proof.differs';

/** Whether what is kept is what a run was made with. `kept`: the hashes of what is kept now. */
export function proofView(
  basis: Basis,
  kept: { readonly pipeline: string; readonly plan: string | undefined },
  lang: Lang,
): NonNullable<RunConfiguration['proof']> {
  const one = ({ version, sha256 }: Fixed, now: string | undefined) => ({
    version,
    sha256,
    fits: now === sha256,
  });
  const [pipeline, plan] = [one(basis.pipeline, kept.pipeline), one(basis.plan, kept.plan)];
  return { pipeline, plan, text: say(pipeline.fits && plan.fits ? FITS : DIFFERS, lang) };
}
