import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import { call } from '../../backend';
import { useLang, useWords } from '../../shared/lang';
import { Act, Trouble } from '../../shared/parts';
import { SelectField } from '../editor/inputs';
import type { RunProps } from './props';

/** Columns that are not as they were when the mapping was accepted; a renamed one is followed by one click. */
export function Drift({ run, of, reload }: RunProps) {
  const { drift, actions } = run;
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const t = useWords();
  if (drift.length === 0) return null;
  const renames = drift.flatMap(({ field, candidates }) => {
    const to = chosen[field] ?? candidates[0] ?? '';
    return to === '' ? [] : [{ from: field, to }];
  });
  const remap = async () => {
    setBusy(true);
    const version = actions.remap.version ?? run.pipeline.version;
    const answer = await call('pipeline.remap', { lang, id: run.pipeline.id, version, renames, ...of });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  return (
    <section className="drift">
      <h3>{t('driftTitle')}</h3>
      <SectionMessage appearance="warning" title={t('driftSays', { count: drift.length })}>
        <ul className="plain">
          {drift.map(({ field, text, candidates }, n) => (
            <li key={field}>
              <p>{text}</p>
              {candidates.length === 0 ? null : (
                <SelectField
                  id={`drift-${n}`}
                  label={t('driftIsNow', { column: field })}
                  value={chosen[field] ?? candidates[0] ?? ''}
                  choose={t('driftNone')}
                  options={candidates.map((name) => [name, name])}
                  onChange={(to) => setChosen((now) => ({ ...now, [field]: to }))}
                />
              )}
            </li>
          ))}
        </ul>
        <p>{t(renames.length === 0 ? 'driftByHand' : 'driftNote')}</p>
        {renames.length === 0 ? null : (
          <Act action={actions.remap} primary busy={busy} onClick={() => void remap()}>
            {t('driftTake', { count: renames.length })}
          </Act>
        )}
      </SectionMessage>
      <Trouble of={problem} />
    </section>
  );
}
