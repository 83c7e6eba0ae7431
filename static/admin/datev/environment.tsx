import { useState } from 'react';
import { Trouble } from '../../shared/parts';
import { Dialog } from '../../shared/signs/dialog';
import { Lozenge } from '../../shared/signs/lozenge';
import { useWords } from '../../shared/texts/lang';
import type { Settings } from '../saving/settings';
import type { Editing } from '../saving/use-settings';

type Environment = Settings['environment'];
const ENVIRONMENTS = ['sandbox', 'production'] as const satisfies readonly Environment[];
const NOTES = { sandbox: 'sandboxNote', production: 'productionNote' } as const;

type ChoiceProps = { readonly current?: Environment; readonly onChoose: (environment: Environment) => void };

/** The test environment or production: what each means, and one click. */
function EnvironmentChoice({ current, onChoose }: ChoiceProps) {
  const t = useWords();
  return (
    <ul className="cards">
      {ENVIRONMENTS.map((one) => (
        <li key={one}>
          <button
            type="button"
            className="card choice-card"
            aria-pressed={one === current}
            onClick={() => onChoose(one)}
          >
            <strong>{t(one)}</strong>{' '}
            {one === current ? <Lozenge appearance="success">{t('environmentChosen')}</Lozenge> : null}
            <span>{t(NOTES[one])}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The first decision of all: nothing is chosen until somebody did. */
export function EnvironmentStep({
  value: { setUp },
  editing: { settings, save, problem },
  onDone,
}: {
  value: { readonly setUp: readonly { readonly step: string; readonly done: boolean }[] };
  editing: Editing;
  onDone: () => void;
}) {
  const isChosen = setUp.some(({ step, done }) => step === 'environment' && done);
  const choose = async (environment: Environment) => {
    if (await save({ ...settings, environment })) onDone();
  };
  return (
    <>
      <EnvironmentChoice
        {...(isChosen ? { current: settings.environment } : {})}
        onChoose={(one) => void choose(one)}
      />
      <Trouble of={problem} />
    </>
  );
}

/** Later on a change is confirmed: another environment has another registration and other logins. */
export function EnvironmentPart({ editing: { settings, save, problem } }: { editing: Editing }) {
  const [wanted, setWanted] = useState<Environment>();
  const t = useWords();
  const change = async (environment: Environment) => {
    await save({ ...settings, environment });
    setWanted(undefined);
  };
  return (
    <>
      <h3>{t('environment')}</h3>
      <EnvironmentChoice
        current={settings.environment}
        onChoose={(one) => setWanted(one === settings.environment ? undefined : one)}
      />
      <Trouble of={problem} />
      {wanted === undefined ? null : (
        <Dialog
          open
          title={`${t('environment')}: ${t(wanted)}`}
          confirm={t('environmentChange')}
          onClose={() => setWanted(undefined)}
          onConfirm={() => void change(wanted)}
        >
          <p>{t('environmentNote')}</p>
        </Dialog>
      )}
    </>
  );
}
