import { useState } from 'react';
import type { ProblemView } from '../../src/contract/answers';
import { call } from '../backend';
import { useData } from '../shared/data/use-data';
import { Skeleton, Trouble } from '../shared/parts';
import { useLang, useWords } from '../shared/texts/lang';

/** Where the administration sends a message a day, each person may go without; asked for when somebody opens it. */
export function MyDigest() {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t('myDigest')}</summary>
      {isOpen ? <Choice /> : null}
    </details>
  );
}

function Choice() {
  const lang = useLang();
  const t = useWords();
  // What was clicked shows at once; where it could not be kept, what is.
  const [clicked, setClicked] = useState<boolean>();
  const [problem, setProblem] = useState<ProblemView>();
  const { data, reload } = useData(
    () => call('digest.view', { lang }),
    () => false,
  );
  if (data.is === 'loading') return <Skeleton rows={1} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  const choose = async (wanted: boolean) => {
    setClicked(wanted);
    const answer = await call('digest.choose', { lang, wanted });
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) setClicked(undefined);
  };
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={clicked ?? data.value.wanted}
          onChange={(e) => void choose(e.target.checked)}
        />
        {t('myDigestWanted')}
      </label>
      <p className="note">{t('myDigestNote')}</p>
      <Trouble of={problem} />
    </>
  );
}
