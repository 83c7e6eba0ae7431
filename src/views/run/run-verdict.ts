import type { Lang } from '../../kernel/lang';
import type { RunDetail } from '../../runs/detail';
import type { Submission } from '../../submissions/submission';
import { say } from '../../texts/say';
import type { Missing } from './run-faults';

type Judged = {
  readonly state: Submission;
  readonly detail: RunDetail | undefined;
  readonly missing: Missing;
  readonly lang: Lang;
};

/** What became of the rows and what it takes, in one sentence; nothing where the state says all there is. */
export function verdictOf({ state, detail, missing, lang }: Judged): string | undefined {
  const hasFailed = state.attempts.at(-1)?.state === 'refused';
  if (!hasFailed || detail === undefined || detail.rejected === 0) return undefined;
  const { rows, rejected } = detail;
  const values = missing.open.length + missing.more;
  const { others, mended } = missing;
  if (values > 0 && others > 0)
    return say('run-verdict.missing-more', lang, { rows, rejected, values, others });
  if (values > 0) return say('run-verdict.missing', lang, { rows, rejected, values });
  if (mended > 0 && others === 0) return say('run-verdict.mended', lang, { rows, rejected });
  return say('run-verdict.faults', lang, { rows, rejected, faults: others });
}
