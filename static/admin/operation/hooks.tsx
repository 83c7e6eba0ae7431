import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { HooksAnswer } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { TextField } from '../../pipelines/editor/inputs';
import { useData } from '../../shared/data/use-data';
import { Copy } from '../../shared/inputs/copy';
import { Bar, Skeleton, Times, Trouble } from '../../shared/parts';
import { Dialog } from '../../shared/signs/dialog';
import { Lozenge } from '../../shared/signs/lozenge';
import { SectionMessage } from '../../shared/signs/section-message';
import { useLang, useWords } from '../../shared/texts/lang';
import { dayText } from '../../shared/texts/time';

type Hook = HooksAnswer['hooks'][number];

/** Doors for programs that want a run or a look: their address, their secrets, and whom they turned away. */
export function HooksPart() {
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call('hooks.view', { lang }),
    () => false,
  );
  return (
    <section aria-labelledby="hooks-title">
      <h2 id="hooks-title">{t('hooks')}</h2>
      <p className="note">{t('hooksNote')}</p>
      {data.is === 'loading' ? <Skeleton rows={4} /> : null}
      {data.is === 'failed' ? <Trouble of={data.problem} retry={() => void reload()} /> : null}
      {data.is === 'there' ? (
        <>
          <p>
            {t('hookAddress')}: <code className="wrap">{data.value.address}</code>{' '}
            <Copy text={data.value.address} what={t('hookAddress')} />
          </p>
          <ul className="rows">
            {data.value.hooks.map((hook) => (
              <One key={hook.kind} hook={hook} now={data.now} reload={reload} />
            ))}
          </ul>
          <Refusals refusals={data.value.refusals} />
        </>
      ) : null}
    </section>
  );
}

const KINDS = {
  signed: ['hookSigned', 'hookSignedNote'],
  looker: ['hookLooker', 'hookLookerNote'],
} as const;
const STATES = {
  none: ['default', 'hookNone'],
  active: ['success', 'hookActive'],
  rotating: ['inprogress', 'hookRotating'],
} as const;
/** A token as the backend takes it. */
const GIVEN = /^[\x21-\x7e]{16,500}$/;
type HookCall = 'hooks.make' | 'hooks.end-old' | 'hooks.remove';

/** Makes, ends and removes the secrets of a hook; a new one is here until the person has kept it. */
function useSecrets({ kind }: Hook, reload: () => Promise<void>) {
  const [secret, setSecret] = useState<string>();
  const [doing, setDoing] = useState<HookCall>();
  const [given, setGiven] = useState('');
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const isWrong = given.trim() !== '' && !GIVEN.test(given.trim());
  const make = async () => {
    setDoing('hooks.make');
    const own = kind === 'looker' ? given.trim() : '';
    const answer = await call('hooks.make', { lang, kind, ...(own === '' ? {} : { given: own }) });
    setDoing(undefined);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setSecret(answer.value.secret);
    if (answer.ok) setGiven('');
    await reload();
  };
  const end = async (name: Exclude<HookCall, 'hooks.make'>) => {
    setDoing(name);
    const answer = await call(name, { lang, kind });
    setDoing(undefined);
    setAsking(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (name === 'hooks.remove') setSecret(undefined);
    await reload();
  };
  const hide = () => setSecret(undefined);
  return { secret, hide, given, setGiven, isWrong, asking, setAsking, doing, problem, make, end };
}

function One({ hook, now, reload }: { hook: Hook; now: string; reload: () => Promise<void> }) {
  const secrets = useSecrets(hook, reload);
  const { secret, given, isWrong, asking, doing, problem } = secrets;
  const t = useWords();
  const { kind, state } = hook;
  return (
    <li>
      <h3>
        {t(KINDS[kind][0])} <Lozenge appearance={STATES[state][0]}>{t(STATES[state][1])}</Lozenge>
      </h3>
      <p className="note">{t(KINDS[kind][1])}</p>
      <Moments hook={hook} now={now} />
      {kind === 'looker' ? (
        <TextField
          id="hook-given"
          label={t('hookGiven')}
          hint={t(isWrong ? 'hookGivenWrong' : 'hookGivenHint')}
          type="password"
          most={500}
          value={given}
          onChange={secrets.setGiven}
        />
      ) : null}
      {state === 'rotating' ? <p>{t('hookThird')}</p> : null}
      <Buttons hook={hook} secrets={secrets} />
      <div aria-live="polite">
        {secret === undefined ? null : <NewSecret secret={secret} onKept={secrets.hide} />}
      </div>
      <Trouble of={problem} />
      <Dialog
        open={asking}
        title={t('hookRemoveTitle', { name: t(KINDS[kind][0]) })}
        confirm={t('remove')}
        danger
        busy={doing === 'hooks.remove'}
        onClose={() => secrets.setAsking(false)}
        onConfirm={() => void secrets.end('hooks.remove')}
      >
        <p>{t('hookRemoveNote')}</p>
      </Dialog>
    </li>
  );
}

function Buttons({ hook, secrets }: { hook: Hook; secrets: ReturnType<typeof useSecrets> }) {
  const { kind, state } = hook;
  const { doing, isWrong, make, end, setAsking } = secrets;
  const t = useWords();
  return (
    <div className="actions">
      <Button
        spacing="compact"
        isLoading={doing === 'hooks.make'}
        isDisabled={isWrong}
        onClick={() => void make()}
      >
        {t(state === 'none' ? 'hookMake' : 'hookRotate')}
        <span className="unseen">: {t(KINDS[kind][0])}</span>
      </Button>
      {state === 'rotating' ? (
        <Button
          spacing="compact"
          isLoading={doing === 'hooks.end-old'}
          onClick={() => void end('hooks.end-old')}
        >
          {t('hookEndOld')}
        </Button>
      ) : null}
      {state === 'none' ? null : (
        <Button spacing="compact" onClick={() => setAsking(true)}>
          {t('remove')}
          <span className="unseen">: {t(KINDS[kind][0])}</span>
        </Button>
      )}
    </div>
  );
}

function NewSecret({ secret, onKept }: { secret: string; onKept: () => void }) {
  const t = useWords();
  return (
    <SectionMessage appearance="information" title={t('hookSecretTitle')}>
      <p>
        <code className="wrap">{secret}</code> <Copy text={secret} what={t('hookSecret')} />
      </p>
      <p>{t('hookSecretNote')}</p>
      <Button spacing="compact" onClick={onKept}>
        {t('hookSecretKept')}
      </Button>
    </SectionMessage>
  );
}

function Moments({ hook, now }: { hook: Hook; now: string }) {
  const t = useWords();
  const times = [
    [t('hookMadeAt'), hook.madeAt],
    [t('hookOldUntil'), hook.oldUntil],
    [t('hookLastUsed'), hook.lastUsedAt],
    [t('hookOldUsed'), hook.oldUsedAt],
  ] as const;
  return <Times of={times} now={now} full />;
}

/** What was turned away, by reason, so that a wrong secret is seen and an attack, too. */
function Refusals({ refusals }: Pick<HooksAnswer, 'refusals'>) {
  const t = useWords();
  const lang = useLang();
  if (refusals.length === 0) return <p className="note">{t('refusalsNone')}</p>;
  const most = Math.max(1, ...refusals.map(({ count }) => count));
  return (
    <>
      <h3>{t('refusals')}</h3>
      <ul className="plain">
        {refusals.map(({ reason, text, count, isAtLeast, lastDay }) => (
          <li key={reason}>
            <Bar label={text} value={count} most={most} tone="removed" />
            <small className="note">
              {isAtLeast ? `${t('refusalAtLeast')} ` : null}
              {t('refusalLast')}: <time dateTime={lastDay}>{dayText(lastDay, lang)}</time>
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
