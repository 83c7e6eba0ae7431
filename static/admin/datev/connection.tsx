import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { AdminAnswer, ConnectionView, LoginBegun, ProblemView } from '../../../src/contract/answers';
import { call, openOutside } from '../../backend';
import { Trouble } from '../../shared/parts';
import { Dialog } from '../../shared/signs/dialog';
import { Lozenge } from '../../shared/signs/lozenge';
import { useLang, useWords } from '../../shared/texts/lang';
import type { Editing } from '../saving/use-settings';
import { alike } from './alike';
import { EnvironmentPart } from './environment';
import { RegistrationPart } from './registration';
import type { Login } from './use-login';

type Props = {
  readonly value: AdminAnswer;
  readonly reload: () => Promise<void>;
  readonly login: Login;
};

/** Whether DATEV may be asked, by whose approval and until when; green only when every watched Mandant is covered. */
export function ConnectionPart({ editing, ...props }: Props & { readonly editing: Editing }) {
  const t = useWords();
  return (
    <section>
      <h2>{t('connection')}</h2>
      <EnvironmentPart editing={editing} />
      <ConnectionBody {...props} />
    </section>
  );
}

/** The same without its title, as it stands in the set-up. */
export function ConnectionBody({ value, reload, login }: Props) {
  const t = useWords();
  const { connection, connections, registration } = value;
  const isRegistered = registration.clientId !== undefined;
  return (
    <>
      <p>
        <Lozenge appearance={connection.environment === 'production' ? 'new' : 'default'}>
          {t(connection.environment)}
        </Lozenge>{' '}
        <Lozenge appearance={connection.state === 'connected' ? 'success' : 'removed'}>
          {t(connection.state === 'connected' ? 'fine' : 'attention')}
        </Lozenge>{' '}
        {connection.text}
      </p>
      <Notable values={connections.filter(isNotable)} reload={reload} />
      <Quiet values={connections.filter((one) => !isNotable(one))} reload={reload} />
      <RegistrationPart key={value.settings.environment} value={value} reload={reload} />
      {isRegistered ? <Connect value={value} login={login} /> : null}
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
    </>
  );
}

type Many = { readonly values: readonly ConnectionView[]; readonly reload: () => Promise<void> };

/** The session, and whatever needs somebody. */
function isNotable({ id, tone }: ConnectionView): boolean {
  return id === 'main' || tone !== 'success';
}

/** What stands alike for many Mandanten is one line, so that the way to log in stays in sight. */
function Notable({ values, reload }: Many) {
  const t = useWords();
  return alike(values).map((group) => {
    const [first, ...more] = group;
    if (first === undefined) return null;
    if (more.length === 0) return <List key={first.id} values={group} reload={reload} />;
    const count = group.length;
    return (
      <details key={first.id}>
        <summary>
          <Lozenge appearance={first.tone}>{t('mandantenCount', { count })}</Lozenge>{' '}
          {first.tone === 'moved' ? t('approvalsSoon') : first.text}
        </summary>
        <List values={group} reload={reload} />
      </details>
    );
  });
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

/** Begins a login in a window of DATEV's, and asks until the person confirmed it there. */
function Connect({ value, login }: Pick<Props, 'value' | 'login'>) {
  const [target, setTarget] = useState('main');
  const { begun, problem, isOver, begin, giveUp } = login;
  const t = useWords();
  const id = useId();
  return (
    <div>
      <div className="toolbar">
        <span className="rule-field">
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
        </span>
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
