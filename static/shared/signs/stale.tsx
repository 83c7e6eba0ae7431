import type { ProblemView } from '../../../src/contract/answers';
import { Trouble } from '../parts';
import { usePerson, useWords } from '../texts/lang';
import { clock } from '../texts/time';

/** What is shown is not the newest: of when it is, and when the page asks again by itself. */
export function Stale(props: {
  data: { readonly now: string; readonly stale?: ProblemView };
  retry: () => void;
  says: 'countsAsOf' | 'stateAsOf';
}) {
  const { data, retry, says } = props;
  const { lang, zone } = usePerson();
  const t = useWords();
  const again = data.stale?.again;
  if (again === undefined) return <Trouble of={data.stale} retry={retry} />;
  return (
    <p className="note" role="status">
      {t(says, { at: clock(data.now, lang, zone) })} {t('askedAgainAt', { at: clock(again, lang, zone) })}
    </p>
  );
}
