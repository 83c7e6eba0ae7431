import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { Answer, ConfigChange, ConfigChanges, ProblemView } from '../../src/contract/answers';
import { present } from '../../src/kernel/present';
import { Skeleton, Trouble, When } from './parts';
import { useLang, usePerson, useWords } from './texts/lang';
import { absolute } from './texts/time';

type Ask = (before: { readonly before?: number }) => Promise<Answer<ConfigChanges>>;
type Shown = ConfigChanges & { readonly now: string };

/** Who changed what, the newest first; asked for only when somebody wants to see it. */
export function ConfigLog({ ask, note }: { ask: Ask; note: string }) {
  const [shown, setShown] = useState<Shown>();
  const [isOpen, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const title = useId();
  const list = useId();
  const t = useWords();
  const load = async (known: Shown | undefined) => {
    setBusy(true);
    const answer = await ask(present({ before: known?.before }));
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok)
      setShown({
        ...answer.value,
        now: answer.now,
        entries: [...(known?.entries ?? []), ...answer.value.entries],
      });
  };
  const toggle = () => {
    setOpen(!isOpen);
    // Opened anew, what happened meanwhile is there, too.
    if (!isOpen) void load(undefined);
  };
  return (
    <section aria-labelledby={title}>
      <h3 id={title}>{t('configLog')}</h3>
      <p className="note">{note}</p>
      <Button aria-expanded={isOpen} aria-controls={list} onClick={toggle}>
        {t(isOpen ? 'configLogHide' : 'configLogShow')}
      </Button>
      <div id={list} hidden={!isOpen}>
        {shown === undefined && problem === undefined ? <Skeleton rows={6} /> : null}
        {shown === undefined ? null : <Entries {...shown} />}
        <Trouble of={problem} retry={() => void load(shown)} />
        {shown?.before === undefined || problem !== undefined ? null : (
          <Button isLoading={busy} onClick={() => void load(shown)}>
            {t('configLogOlder')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Changes one below the other. */
export function Entries({ entries, now }: Shown) {
  const t = useWords();
  if (entries.length === 0) return <p className="note">{t('configLogEmpty')}</p>;
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <Entry key={entry.seq} entry={entry} now={now} />
      ))}
    </ol>
  );
}

/** So many differences are seen at once; more are one click away. */
const FEW = 4;

function Entry({ entry, now }: { entry: ConfigChange; now: string }) {
  const t = useWords();
  const { title, who, at, differences, more = 0 } = entry;
  const count = differences.length + more;
  return (
    <li className="config-entry">
      <strong className="wrap">{title}</strong>
      <small className="wrap">
        {who.name} · <When at={at} now={now} full />
      </small>
      {count <= FEW ? (
        <Differences entry={entry} />
      ) : (
        <details>
          <summary>
            {t('configLogCount', { count })}
            <span className="unseen">: {title}</span>
          </summary>
          <Differences entry={entry} />
        </details>
      )}
    </li>
  );
}

/** What differs, place by place. */
export function Differences(props: { entry: Pick<ConfigChange, 'differences' | 'more' | 'sha256'> }) {
  const t = useWords();
  const { differences, more, sha256 } = props.entry;
  return (
    <>
      <dl className="differences">
        {differences.map((difference) => (
          <div key={`${difference.where}:${difference.old}:${difference.new}`}>
            <dt>{difference.where}</dt>
            <dd>
              <Values {...difference} />
            </dd>
          </div>
        ))}
      </dl>
      {more === undefined ? null : <p className="note">{t('configLogMore', { count: more })}</p>}
      {sha256 === undefined ? null : (
        <p className="note wrap">
          {t('configLogSha')}: <code className="wrap">{sha256}</code>
        </p>
      )}
    </>
  );
}

/** What was, struck out; what is. Both are named for those who do not see the line through it. */
function Values({
  old,
  new: next,
  removed = [],
  added = [],
  secret,
  isTime,
}: ConfigChange['differences'][number]) {
  const { zone } = usePerson();
  const lang = useLang();
  const t = useWords();
  const text = (value: string) => (isTime === true ? absolute(value, lang, zone) : value);
  if (secret === true) return <>{t('configLogSecret')}</>;
  const gone = [...(old === undefined ? [] : [old]), ...removed];
  const come = [...(next === undefined ? [] : [next]), ...added];
  return (
    <>
      {gone.map((value) => (
        <del key={value}>
          <span className="unseen">{t('configLogOld')}: </span>
          {text(value)}
        </del>
      ))}
      {come.map((value) => (
        <ins key={value}>
          <span className="unseen">{t('configLogNew')}: </span>
          {text(value)}
        </ins>
      ))}
    </>
  );
}
