import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { LookerAnswer, LookerTest } from '../../../src/contract/pipelines';
import { grouped } from '../../../src/kernel/text';
import { call } from '../../backend';
import { approveHost, isApproved } from '../../pipelines/egress';
import { useData } from '../../shared/data/use-data';
import { Bar, Skeleton, Trouble } from '../../shared/parts';
import { Dialog } from '../../shared/signs/dialog';
import { Lozenge } from '../../shared/signs/lozenge';
import { useLang, useWords } from '../../shared/texts/lang';
import { LookerForm } from './looker-form';

type Connection = LookerAnswer['connections'][number];
type Reload = () => Promise<void>;

/** Where the rows come from: connections to Looker, each with its state and what it used of its licence this month. */
export function LookerPart() {
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call('looker.view', { lang }),
    () => false,
  );
  const isKnown =
    data.is === 'there' && data.value.connections.some((one) => one.problem?.code === problem?.code);
  return (
    <section aria-labelledby="looker-title">
      <h2 id="looker-title">{t('lookerConnections')}</h2>
      <p className="note">{t('lookerNote')}</p>
      {data.is === 'loading' ? <Skeleton rows={3} /> : null}
      {data.is === 'failed' ? <Trouble of={data.problem} retry={() => void reload()} /> : null}
      {data.is === 'there' ? (
        <>
          {data.value.connections.length === 0 ? <p className="empty">{t('lookerNone')}</p> : null}
          <ul className="rows">
            {data.value.connections.map((one) => (
              <One key={one.id} one={one} reload={reload} />
            ))}
          </ul>
          {adding ? (
            <LookerForm
              onDone={(found) => {
                setAdding(false);
                setProblem(found);
                void reload();
              }}
              onCancel={() => setAdding(false)}
            />
          ) : (
            <Button onClick={() => setAdding(true)}>{t('lookerAdd')}</Button>
          )}
          {isKnown ? null : <Trouble of={problem} />}
        </>
      ) : null}
    </section>
  );
}

function One({ one, reload }: { one: Connection; reload: Reload }) {
  const [editing, setEditing] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  return (
    <li>
      <h3 className="wrap">
        {one.name} <Lozenge appearance={one.tone}>{one.text}</Lozenge>
      </h3>
      <p className="note wrap">{one.url}</p>
      <Trouble of={one.problem} />
      {problem?.code === one.problem?.code ? null : <Trouble of={problem} />}
      <Calls one={one} />
      <p className="note">{t('usedByPipelines', { count: one.pipelines })}</p>
      {editing ? (
        <LookerForm
          one={one}
          onDone={(found) => {
            setEditing(false);
            setProblem(found);
            void reload();
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <Actions one={one} reload={reload} onEdit={() => setEditing(true)} />
      )}
    </li>
  );
}

/** What was used of the licence this month; drawn only where there is a limit to compare with. */
function Calls({ one: { budget, usage, callsThisMonth } }: { one: Connection }) {
  const t = useWords();
  const lang = useLang();
  if (budget === undefined || usage === undefined)
    return (
      <p className="note">
        {t('callsThisMonth')}: {grouped(callsThisMonth, lang)} · {t('budgetNone')}
      </p>
    );
  return (
    <>
      <Bar label={t('callsThisMonth')} value={callsThisMonth} most={budget} tone={USAGE_TONES[usage]} />
      <p className="note">{t('budgetOf', { budget: grouped(budget, lang) })}</p>
    </>
  );
}

const USAGE_TONES = { plenty: 'inprogress', nearly: 'moved', 'used-up': 'removed' } as const;

function Actions({ one, reload, onEdit }: { one: Connection; reload: Reload; onEdit: () => void }) {
  const { doing, tested, isRefused, problem, needsApproval, test, approve } = useDeeds(one, reload);
  const t = useWords();
  return (
    <>
      {needsApproval ? (
        <div>
          <p>{t('approveHostNote', { domain: one.domain })}</p>
          <Button appearance="primary" isLoading={doing === 'approve'} onClick={() => void approve()}>
            {t('approveHost')}
          </Button>
        </div>
      ) : null}
      <div className="actions">
        <Button spacing="compact" isLoading={doing === 'test'} onClick={() => void test()}>
          {t('testConnection')}
        </Button>
        <Button spacing="compact" aria-label={`${t('lookerEdit')}: ${one.name}`} onClick={onEdit}>
          {t('lookerEdit')}
        </Button>
        <Remove one={one} reload={reload} />
      </div>
      <div aria-live="polite">
        {tested === undefined ? null : (
          <p>{t('lookerWorked', { user: tested.user, models: tested.models })}</p>
        )}
        {isRefused ? <p>{t('approveHostRefused')}</p> : null}
      </div>
      {problem?.code === one.problem?.code ? null : <Trouble of={problem} />}
    </>
  );
}

/** Trying a connection, and approving its host, after which it is tried. */
function useDeeds(one: Connection, reload: Reload) {
  const [doing, setDoing] = useState<'test' | 'approve'>();
  const [tested, setTested] = useState<LookerTest>();
  const [isRefused, setRefused] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const [needsApproval, look] = useApproval(one);
  const lang = useLang();
  const t = useWords();
  const test = async () => {
    setDoing('test');
    setTested(undefined);
    const answer = await call('looker.test', { lang, id: one.id });
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setTested(answer.value);
    setDoing(undefined);
    await reload();
  };
  const approve = async () => {
    setDoing('approve');
    setProblem(undefined);
    const came = await approveHost(one.domain, t('approveDescription'));
    setRefused(!came);
    setDoing(undefined);
    await look();
    if (came) await test();
  };
  return { doing, tested, isRefused, problem, needsApproval, test, approve };
}

/** Whether an administrator still has to approve the host; nothing is said before that is known. */
function useApproval({ needsApproval, domain }: Connection): readonly [boolean, () => Promise<void>] {
  const [isOpen, setOpen] = useState(false);
  const look = useCallback(
    async () => setOpen(needsApproval && !(await isApproved(domain))),
    [needsApproval, domain],
  );
  useEffect(() => {
    void look();
  }, [look]);
  return [isOpen, look];
}

function Remove({ one, reload }: { one: Connection; reload: Reload }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const t = useWords();
  const remove = async () => {
    setBusy(true);
    const answer = await call('looker.remove', { lang, id: one.id });
    setBusy(false);
    setAsking(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) await reload();
  };
  return (
    <>
      <Button spacing="compact" onClick={() => setAsking(true)}>
        {t('remove')}
        <span className="unseen">: {one.name}</span>
      </Button>
      <Trouble of={problem} />
      <Dialog
        open={asking}
        title={t('lookerRemoveTitle', { name: one.name })}
        confirm={t('remove')}
        danger
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() => void remove()}
      >
        <p>{t(one.pipelines === 0 ? 'lookerRemoveFree' : 'lookerRemoveUsed', { count: one.pipelines })}</p>
      </Dialog>
    </>
  );
}
