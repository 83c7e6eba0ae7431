import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import { call } from '../../backend';
import { Act, Trouble } from '../../shared/parts';
import { SectionMessage } from '../../shared/signs/section-message';
import { useLang, useWords } from '../../shared/texts/lang';
import { SelectField } from '../editor/inputs';
import type { RunProps } from './props';

/** Columns that are not as they were when the mapping was accepted; a renamed one is followed by one click. */
export function Drift(props: RunProps) {
  const { drift, actions } = props.run;
  const { chosen, choose, renames, remap, busy, problem } = useRenames(props);
  const t = useWords();
  if (drift.length === 0) return null;
  return (
    <section className="drift">
      <h3>{t('driftTitle')}</h3>
      <SectionMessage appearance="warning" title={t('driftSays', { count: drift.length })}>
        <ul className="plain">
          {drift.map((one, n) => (
            <Drifted key={one.field} n={n} one={one} chosen={chosen(one)} choose={choose} />
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

type One = RunProps['run']['drift'][number];

/** What each column is called now – the likeliest until somebody chooses – and taking that over. */
function useRenames({ run, of, reload, toHead }: RunProps) {
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const chosen = ({ field, candidates }: One) => choices[field] ?? candidates[0] ?? '';
  const renames = run.drift
    .map((one) => ({ from: one.field, to: chosen(one) }))
    .filter(({ to }) => to !== '');
  const remap = async () => {
    setBusy(true);
    const version = run.actions.remap.version ?? run.pipeline.version;
    const answer = await call('pipeline.remap', { lang, id: run.pipeline.id, version, renames, ...of });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    await reload();
    if (answer.ok) toHead();
  };
  const choose = (field: string, to: string) => setChoices((now) => ({ ...now, [field]: to }));
  return { chosen, choose, renames, remap, busy, problem };
}

function Drifted(props: {
  n: number;
  one: One;
  chosen: string;
  choose: (field: string, to: string) => void;
}) {
  const { n, one, chosen, choose } = props;
  const { field, text, candidates } = one;
  const t = useWords();
  return (
    <li>
      <p>{text}</p>
      {candidates.length === 0 ? null : (
        <SelectField
          id={`drift-${n}`}
          label={t('driftIsNow', { column: field })}
          value={chosen}
          choose={t('driftNone')}
          options={candidates.map((name) => [name, name])}
          onChange={(to) => choose(field, to)}
        />
      )}
    </li>
  );
}
