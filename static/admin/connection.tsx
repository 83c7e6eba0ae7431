import Button from '@atlaskit/button/new';
import { useEffect, useId, useState } from 'react';
import type { AdminAnswer, ConnectionView, LoginBegun, ProblemView } from '../../src/contract/answers';
import { call, openOutside } from '../backend';
import { Dialog } from '../shared/dialog';
import { useLang, useWords } from '../shared/lang';
import { Lozenge } from '../shared/lozenge';
import { Trouble } from '../shared/parts';
import { RegistrationPart } from './registration';

type Props = { readonly value: AdminAnswer; readonly reload: () => Promise<void> };

/** Whether DATEV may be asked, by whose approval and until when; green only when every watched Mandant is covered. */
export function ConnectionPart({ value, reload }: Props) {
  const t = useWords();
  const { connection, connections, registration } = value;
  const isRegistered = registration.clientId !== undefined;
  return (
    <section>
      <h2>{t('connection')}</h2>
      <p>
        <Lozenge appearance={connection.environment === 'production' ? 'new' : 'default'}>
          {t(connection.environment)}
        </Lozenge>{' '}
        <Lozenge appearance={connection.state === 'connected' ? 'success' : 'removed'}>
          {t(connection.state === 'connected' ? 'fine' : 'attention')}
        </Lozenge>{' '}
        {connection.text}
      </p>
      <List values={connections.filter(isNotable)} reload={reload} />
      <Quiet values={connections.filter((one) => !isNotable(one))} reload={reload} />
      {isRegistered ? <Connect value={value} reload={reload} /> : null}
      <RegistrationPart key={value.settings.environment} value={value} reload={reload} />
      <p className="actions">
        <button type="button" className="link" onClick={() => openOutside('https://apps.datev.de/tokrevui')}>
          {t('tokenAdministration')}
        </button>
        <button
          type="button"
          className="link"
          onClick={() => openOutside('https://go.datev.de/datenservices-einrichten')}
        >
          {t('orderServices')}
        </button>
      </p>
    </section>
  );
}

type Many = { readonly values: readonly ConnectionView[]; readonly reload: () => Promise<void> };

/** The session, and whatever needs somebody. */
function isNotable({ id, tone }: ConnectionView): boolean {
  return id === 'main' || tone !== 'success';
}

function List({ values, reload }: Many) {
  if (values.length === 0) return null;
  return (
    <ul className="rows">
      {values.map((one) => (
        <One key={one.id} value={one} reload={reload} />
      ))}
    </ul>
  );
}

/** A firm has more than a hundred Mandanten: approvals in which nothing is to do take one line together. */
function Quiet({ values, reload }: Many) {
  const t = useWords();
  if (values.length === 0) return null;
  return (
    <details>
      <summary>{t('approvalsFine', { count: values.length })}</summary>
      <List values={values} reload={reload} />
    </details>
  );
}

function One({ value, reload }: { value: ConnectionView; reload: () => Promise<void> }) {
  const { tested, problem, asking, ask, test, end } = useOne(value, reload);
  const t = useWords();
  const name = value.id === 'main' ? t('session') : `Mandant ${value.id}`;
  return (
    <li>
      <Lozenge appearance={value.tone}>{name}</Lozenge>{' '}
      {value.person === undefined ? null : <strong>{value.person}</strong>}{' '}
      {value.until === undefined ? null : t('validUntil', { until: value.until })}
      <p>{value.text}</p>
      {value.isLive ? (
        <div className="actions">
          <Button spacing="compact" onClick={() => void test()}>
            {t('testConnection')}
          </Button>
          <Button spacing="compact" onClick={() => ask(true)}>
            {t('disconnect')}
          </Button>
        </div>
      ) : null}
      <p aria-live="polite">{tested}</p>
      <Trouble of={problem} />
      <Dialog
        open={asking}
        title={`${t('disconnect')}: ${name}`}
        confirm={t('disconnect')}
        danger
        onClose={() => ask(false)}
        onConfirm={() => void end()}
      >
        <p>{t('disconnectNote')}</p>
      </Dialog>
    </li>
  );
}

/** Trying a connection, and ending it once somebody confirmed that. */
function useOne({ id: connection }: ConnectionView, reload: () => Promise<void>) {
  const [asking, ask] = useState(false);
  const [tested, setTested] = useState<string>();
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const test = async () => {
    setTested(undefined);
    const answer = await call('datev.test', { lang, connection });
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setTested(t('testWorked', { count: answer.value.mandanten }));
  };
  const end = async () => {
    const answer = await call('datev.disconnect', { lang, connection });
    setProblem(answer.ok ? undefined : answer.problem);
    ask(false);
    await reload();
  };
  return { asking, ask, tested, problem, test, end };
}

const ASK_EVERY_MS = 3000;

/** Opens DATEV's window and asks whether the person confirmed there, until it is so, over, or given up. */
function useLogin(environment: AdminAnswer['settings']['environment'], reload: () => Promise<void>) {
  const [begun, setBegun] = useState<LoginBegun>();
  const [problem, setProblem] = useState<ProblemView>();
  const [isOver, setOver] = useState(false);
  const lang = useLang();
  const begin = async (target: string) => {
    setOver(false);
    const wish =
      target === 'main' ? { mode: 'session' as const } : { mode: 'long-term' as const, mandant: target };
    const answer = await call('datev.login', { lang, environment, ...wish });
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setBegun(answer.value);
    openOutside(answer.value.url);
  };
  useEffect(() => {
    if (begun === undefined) return undefined;
    const timer = setInterval(() => void look(begun.state), ASK_EVERY_MS);
    return () => clearInterval(timer);
    async function look(state: string) {
      const answer = await call('datev.login-state', { lang, state });
      setProblem(answer.ok ? undefined : answer.problem);
      if (answer.ok && answer.value.is === 'waiting') return;
      setBegun(undefined);
      setOver(answer.ok && answer.value.is === 'over');
      await reload();
    }
  }, [begun, lang, reload]);
  return { begun, problem, isOver, begin, giveUp: () => setBegun(undefined) };
}

/** Begins a login in a window of DATEV's, and asks until the person confirmed it there. */
function Connect({ value, reload }: Props) {
  const [target, setTarget] = useState('main');
  const { begun, problem, isOver, begin, giveUp } = useLogin(value.settings.environment, reload);
  const t = useWords();
  const id = useId();
  return (
    <div>
      <div className="toolbar">
        <label htmlFor={id}>{t('connectFor')}</label>
        <select id={id} value={target} onChange={(e) => setTarget(e.target.value)}>
          <option value="main">{t('forSession')}</option>
          {value.mandanten
            .filter(({ watched }) => watched)
            .map((m) => (
              <option key={m.id} value={m.id}>
                {t('forMandant', { mandant: `${m.name ?? ''} (${m.id})` })}
              </option>
            ))}
        </select>
        <Button appearance="primary" isDisabled={begun !== undefined} onClick={() => void begin(target)}>
          {t('connect')}
        </Button>
      </div>
      <div aria-live="polite">
        {begun === undefined ? null : <Waiting begun={begun} onGiveUp={giveUp} />}
        {isOver ? <p>{t('connectOver')}</p> : null}
        <Trouble of={problem} />
      </div>
    </div>
  );
}

function Waiting({ begun, onGiveUp }: { begun: LoginBegun; onGiveUp: () => void }) {
  const t = useWords();
  return (
    <p>
      {t('connectWaiting')}{' '}
      <button type="button" className="link" onClick={() => openOutside(begun.url)}>
        {t('openDatev')}
      </button>{' '}
      <button type="button" className="link" onClick={onGiveUp}>
        {t('cancel')}
      </button>
    </p>
  );
}
