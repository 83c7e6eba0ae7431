import Button from '@atlaskit/button/new';
import type { PipelinesAnswer, WaitingRun } from '../../../src/contract/pipelines';
import { usePlace } from '../../shared/page/place';
import { When } from '../../shared/parts';
import { useWords } from '../../shared/texts/lang';
import type { Open } from '../place';

/** Whether only what waits for the person is to be seen, as the address says; and changing that. */
export function useForMe(): { readonly isForMe: boolean; readonly show: (isForMe: boolean) => void } {
  const { place, go } = usePlace();
  const { for: whom, ...others } = place.query;
  return {
    isForMe: whom === 'me',
    show: (isForMe) => go({ ...place, query: isForMe ? { ...others, for: 'me' } : others }),
  };
}

type Props = { readonly runs: PipelinesAnswer['forMe']; readonly now: string; readonly open: Open };

/** Runs that wait for this person’s approval, each one click away; pressed, the button leaves nothing else in sight. */
export function ForMe({ runs, now, open }: Props) {
  const { isForMe, show } = useForMe();
  const t = useWords();
  if (runs.length === 0 && !isForMe) return null;
  return (
    <section aria-labelledby="for-me-title">
      <div className="line">
        <h2 id="for-me-title">{t('forMeTitle')}</h2>
        <Button aria-pressed={isForMe} isSelected={isForMe} onClick={() => show(!isForMe)}>
          {t('forMe', { count: runs.length })}
        </Button>
      </div>
      {runs.length === 0 ? <p className="note">{t('forMeNone')}</p> : null}
      <ul className="rows">
        {runs.map((run) => (
          <Waiting key={run.submissionId} run={run} now={now} open={open} />
        ))}
      </ul>
    </section>
  );
}

function Waiting({ run, now, open }: { run: WaitingRun; now: string; open: Open }) {
  const { submissionId, name, periodLabel, mandant, mandantName, rows, since } = run;
  const t = useWords();
  return (
    <li className="line for-me">
      <span className="wrap">
        <strong>
          {name} · {periodLabel}
        </strong>
        <small>
          {mandantName === undefined ? mandant : `${mandantName} (${mandant})`}
          {rows === undefined ? null : ` · ${t('rowsCount', { rows })}`} · <When at={since} now={now} />
        </small>
      </span>
      <Button appearance="primary" onClick={() => open({ is: 'run', submissionId })}>
        {t('forMeLook')}
        <span className="unseen">
          : {name} {periodLabel}
        </span>
      </Button>
    </li>
  );
}
