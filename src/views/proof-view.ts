import type { RunConfiguration } from '../contract/pipelines';
import type { Lang, Text } from '../kernel/problem';
import type { Basis, Fixed } from '../submissions/run';

const FITS: Text = {
  de: 'Pipeline und Kontenplan sind genau die, mit denen der Lauf seine Dateien erstellt hat: Die Prüfsummen stimmen.',
  en: 'Pipeline and account plan are exactly those with which the run made its files: the hashes agree.',
};
const DIFFERS: Text = {
  de: 'Was hier aufbewahrt ist, ist nicht das, womit der Lauf seine Dateien erstellt hat: Die Prüfsumme stimmt nicht. Verlassen Sie sich nicht darauf und wenden Sie sich an die Jira-Administration.',
  en: 'What is kept here is not what the run made its files with: the hash does not agree. Do not rely on it, and tell your Jira administration.',
};

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
  return { pipeline, plan, text: (pipeline.fits && plan.fits ? FITS : DIFFERS)[lang] };
}
