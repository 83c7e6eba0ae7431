import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { AuditAnswer, ProblemView } from '../../../src/contract/answers';
import { present } from '../../../src/kernel/present';
import { call, type Payload } from '../../backend';
import { Entries } from '../../shared/config-log';
import { useWhen } from '../../shared/data/use-when';
import { usePlace } from '../../shared/page/place';
import { Hash, Skeleton, Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { AuditExport } from './audit-export';
import { AuditFilters } from './audit-filters';
import { soughtOf } from './audit-sought';

/** Every change of the configuration: looked for by what, who and when, and taken along as a file. */
export function Audit() {
  const { place } = usePlace();
  const sought = soughtOf(place.query);
  const t = useWords();
  return (
    <section>
      <h2>{t('configLog')}</h2>
      <p className="note">{t('configLogNote')}</p>
      <AuditFilters />
      <Pages key={JSON.stringify(sought)} sought={sought} />
    </section>
  );
}

type Sought = Omit<Payload<'configuration.changes'>, 'lang' | 'before'>;
type Shown = AuditAnswer & { readonly now: string };

function Pages({ sought }: { readonly sought: Sought }) {
  const { shown, problem, busy, load } = usePages(sought);
  const t = useWords();
  return (
    <>
      <div aria-live="polite" aria-busy={busy}>
        {shown === undefined && problem === undefined ? <Skeleton rows={6} /> : null}
        {shown === undefined ? null : <Found {...shown} />}
      </div>
      <Trouble of={problem} retry={() => void load(shown)} />
      {shown?.before === undefined || problem !== undefined ? null : (
        <Button isLoading={busy} onClick={() => void load(shown)}>
          {t('configLogOlder')}
        </Button>
      )}
      {shown === undefined ? null : (
        <>
          <AuditExport sought={sought} />
          {shown.end.hash === '' ? null : (
            <p>
              {t('auditEnd', { count: shown.end.seq })} <Hash sha256={shown.end.hash} />
            </p>
          )}
        </>
      )}
    </>
  );
}

/** The newest first, further ones below them as often as somebody asks. */
function usePages(sought: Sought) {
  const [shown, setShown] = useState<Shown>();
  const [problem, setProblem] = useState<ProblemView>();
  const [busy, setBusy] = useState(false);
  const lang = useLang();
  const load = async (known: Shown | undefined) => {
    setBusy(true);
    const answer = await call('configuration.changes', {
      lang,
      ...sought,
      ...present({ before: known?.before }),
    });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    const entries = [...(known?.entries ?? []), ...answer.value.entries];
    setShown({ ...answer.value, entries, now: answer.now });
  };
  // Other filters are another component: this one asks once.
  useWhen([], () => void load(undefined));
  return { shown, problem, busy, load };
}

/** Nothing among what was looked through is not nothing at all. */
function Found(shown: Shown) {
  const t = useWords();
  if (shown.entries.length === 0 && shown.before !== undefined)
    return <p className="note">{t('auditNoneYet')}</p>;
  return <Entries {...shown} />;
}
