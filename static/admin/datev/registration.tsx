import Button from '@atlaskit/button/new';
import { type FormEvent, useId, useState } from 'react';
import type { AdminAnswer, ProblemView } from '../../../src/contract/answers';
import { LOCALHOST } from '../../../src/contract/return-address';
import { call } from '../../backend';
import { Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';

type Service = AdminAnswer['registration']['services'][number];
const SERVICES: readonly Service[] = ['documents', 'dxso'];

type Props = { readonly value: AdminAnswer; readonly reload: () => Promise<void> };

/** How the app is registered in DATEV's developer portal, for the chosen environment. Open until it is filled in. */
export function RegistrationPart({ value, reload }: Props) {
  const { registration, settings } = value;
  const form = useRegistration(value, reload);
  const t = useWords();
  return (
    <details open={registration.clientId === undefined}>
      <summary>
        {t('registration')} ({t(settings.environment)})
      </summary>
      <form onSubmit={(event) => void form.save(event)}>
        <p className="note">{t('registrationNote')}</p>
        <p>
          {t('callbackUrl')}: <code className="wrap">{registration.callbackUrl}</code>
        </p>
        <RegistrationFields registration={registration} form={form} />
        <Services chosen={form.services} onChoose={form.setServices} />
        <div className="actions" aria-live="polite">
          <Button type="submit" isDisabled={form.clientId === ''}>
            {t('saveRegistration')}
          </Button>
          {form.saved ? <span>{t('saved')}</span> : null}
        </div>
        <Trouble of={form.problem} />
      </form>
    </details>
  );
}

/** What is typed; saving it empties the secret, which only goes in. */
function useRegistration({ registration, settings }: AdminAnswer, reload: () => Promise<void>) {
  const [clientId, setClientId] = useState(registration.clientId ?? '');
  const [secret, setSecret] = useState('');
  const [services, setServices] = useState<readonly Service[]>(registration.services);
  const [redirectUri, setRedirectUri] = useState(registration.redirectUri ?? '');
  const [problem, setProblem] = useState<ProblemView>();
  const [saved, setSaved] = useState(false);
  const lang = useLang();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { environment } = settings;
    const answer = await call('datev.register', {
      lang,
      environment,
      clientId,
      services: [...services],
      ...(secret === '' ? {} : { secret }),
      ...(redirectUri === '' ? {} : { redirectUri }),
    });
    setProblem(answer.ok ? undefined : answer.problem);
    setSaved(answer.ok);
    setSecret('');
    await reload();
  };
  return {
    clientId,
    setClientId,
    secret,
    setSecret,
    services,
    setServices,
    redirectUri,
    setRedirectUri,
    problem,
    saved,
    save,
  };
}

function RegistrationFields(props: {
  registration: AdminAnswer['registration'];
  form: ReturnType<typeof useRegistration>;
}) {
  const { registration, form } = props;
  const { clientId, setClientId, secret, setSecret, redirectUri, setRedirectUri } = form;
  const t = useWords();
  const id = useId();
  return (
    <div className="fields">
      <label>
        {t('clientId')}
        <input
          required
          pattern="[A-Za-z0-9_.\-]{1,100}"
          maxLength={100}
          value={clientId}
          onChange={(e) => setClientId(e.target.value)}
        />
      </label>
      <label>
        {t(registration.isConfidential ? 'newSecret' : 'secret')}
        <input
          type="password"
          autoComplete="off"
          maxLength={500}
          value={secret}
          onChange={(e) => setSecret(e.target.value)}
        />
      </label>
      <label htmlFor={id}>
        {t('redirectUri')}
        <input
          id={id}
          type="url"
          placeholder="https://"
          maxLength={500}
          value={redirectUri}
          onChange={(e) => setRedirectUri(e.target.value)}
        />
      </label>
      {LOCALHOST.test(redirectUri) ? (
        <p className="note">{t('localhostNote', { address: registration.callbackUrl })}</p>
      ) : null}
    </div>
  );
}

function Services(props: { chosen: readonly Service[]; onChoose: (services: readonly Service[]) => void }) {
  const { chosen, onChoose } = props;
  const t = useWords();
  return (
    <fieldset>
      <legend>{t('servicesAsked')}</legend>
      {SERVICES.map((service) => (
        <label key={service} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(service)}
            onChange={(e) =>
              onChoose([...chosen.filter((one) => one !== service), ...(e.target.checked ? [service] : [])])
            }
          />
          {t(service === 'dxso' ? 'serviceDxso' : 'serviceDocuments')}
        </label>
      ))}
    </fieldset>
  );
}
