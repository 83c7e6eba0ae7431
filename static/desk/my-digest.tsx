import { useRef, useState } from 'react';
import type { ProblemView } from '../../src/contract/answers';
import { call } from '../backend';
import { useData } from '../shared/data/use-data';
import { Skeleton, Trouble } from '../shared/parts';
import { useLang, useWords } from '../shared/texts/lang';

/** Where the administration sends a message a day, each person may go without; asked for when somebody opens it. */
export function MyDigest() {
  const t = useWords();
  const [wasOpened, setOpened] = useState(false);
  return (
    <details onToggle={(e) => setOpened(wasOpened || e.currentTarget.open)}>
      <summary>{t('myDigest')}</summary>
      {/* Closed, too: what was clicked may not be kept yet, and may fail. */}
      {wasOpened ? <Choice /> : null}
    </details>
  );
}

function Choice() {
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call('digest.view', { lang }),
    () => false,
  );
  const { clicked, kept, problem, choose } = useChoosing();
  if (data.is === 'loading') return <Skeleton rows={1} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  // What was kept after this answer is newer than it.
  const known = kept?.after === data.value ? kept.wanted : data.value.wanted;
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={clicked ?? known}
          onChange={(e) => choose(e.target.checked, data.value)}
        />
        {t('myDigestWanted')}
      </label>
      <p className="note">{t('myDigestNote')}</p>
      <Trouble of={problem} />
    </>
  );
}

/**
 * What is clicked shows at once, and goes one after the other: the last click is what is kept in the end. Where it could not be kept, what is
 * shows again.
 */
function useChoosing() {
  const lang = useLang();
  const [clicked, setClicked] = useState<boolean>();
  const [kept, setKept] = useState<{ readonly wanted: boolean; readonly after: object }>();
  const [problem, setProblem] = useState<ProblemView>();
  const turn = useRef(Promise.resolve());
  const clicks = useRef(0);
  const save = async (wanted: boolean, after: object, click: number) => {
    const answer = await call('digest.choose', { lang, wanted });
    if (answer.ok) setKept({ wanted, after });
    if (click !== clicks.current) return;
    setProblem(answer.ok ? undefined : answer.problem);
    setClicked(undefined);
  };
  /** `after`: the answer that is shown. */
  const choose = (wanted: boolean, after: object) => {
    clicks.current += 1;
    const click = clicks.current;
    setClicked(wanted);
    turn.current = turn.current.then(() => save(wanted, after, click));
  };
  return { clicked, kept, problem, choose };
}
