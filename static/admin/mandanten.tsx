import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import type { AdminAnswer, Choice, LookBack, MandantChoice, ProblemView } from '../../src/contract/answers';
import { present } from '../../src/kernel/present';
import { call } from '../backend';
import { Dialog } from '../shared/dialog';
import { useLang, useWords } from '../shared/lang';
import { Trouble } from '../shared/parts';
import { PersonPicker } from '../shared/person-picker';
import { MandantChoices } from './mandant-choices';
import { Whole } from './whole';

type Props = {
  readonly value: AdminAnswer;
  readonly reload: () => Promise<void>;
  readonly onWatch: (mandant: string) => void;
};

/** Which Mandanten are watched, those in trouble first; new ones come from DATEV's own list. */
export function Mandanten({ value, reload, onWatch }: Props) {
  const [choices, setChoices] = useState<readonly MandantChoice[]>();
  const [problem, setProblem] = useState<ProblemView>();
  const [asking, setAsking] = useState<MandantChoice>();
  const t = useWords();
  const lang = useLang();
  const load = async () => {
    const answer = await call('datev.mandanten', { lang });
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setChoices(answer.value);
  };
  const unwatch = async (mandant: string) => {
    const answer = await call('mandant.unwatch', { lang, mandant });
    setProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  const dismiss = async () => {
    const answer = await call('mandant.dismiss', { lang });
    setProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  const assign = async (mandant: string, choice: Choice | null) => {
    const answer = await call('mandant.watch', {
      lang,
      mandant,
      lookBackDays: 0,
      assignee: choice?.id ?? null,
    });
    setProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  return (
    <section>
      <h2>{t('mandanten')}</h2>
      <Trouble of={problem} />
      {value.offered.length === 0 ? null : (
        <SectionMessage appearance="discovery" title={t('offered')}>
          <ul className="plain">
            {value.offered.map(({ id, name }) => (
              <li key={id} className="line">
                <span className="wrap">
                  {name} ({id})
                </span>
                <Button
                  spacing="compact"
                  onClick={() => setAsking({ id, name, service: true, watched: false })}
                >
                  {t('watch')}
                </Button>
              </li>
            ))}
          </ul>
          <Button spacing="compact" appearance="subtle" onClick={() => void dismiss()}>
            {t('notNow')}
          </Button>
        </SectionMessage>
      )}
      <ul className="cards">
        {value.mandanten.map((m) => (
          <li key={m.id} className="card">
            <h3>
              {m.name ?? m.id} <small>{m.name === undefined ? '' : m.id}</small>
            </h3>
            <Trouble of={m.trouble} />
            <p className="note">{m.watched ? t('watched') : t('notWatched')}</p>
            {m.watched ? (
              <p className="note">
                {m.coveredUntil === undefined ? t('notCovered') : t('validUntil', { until: m.coveredUntil })}
              </p>
            ) : null}
            {m.watched ? (
              <>
                <PersonPicker
                  label={t('assignee')}
                  current={m.assignee}
                  onChoose={(c) => void assign(m.id, c)}
                />
                <Button spacing="compact" onClick={() => void unwatch(m.id)}>
                  {t('unwatch')}
                </Button>
              </>
            ) : (
              <Button
                spacing="compact"
                onClick={() => setAsking({ id: m.id, name: m.name ?? m.id, service: true, watched: false })}
              >
                {t('watch')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button onClick={() => void load()}>{t('addMandant')}</Button>
      {choices === undefined ? null : (
        <MandantChoices
          choices={choices}
          onWatch={setAsking}
          onDone={(mandant) => {
            onWatch(mandant);
            setChoices(undefined);
            void reload();
          }}
        />
      )}
      {asking === undefined ? null : (
        <Watch
          mandant={asking}
          onClose={() => setAsking(undefined)}
          onDone={() => {
            onWatch(asking.id);
            setAsking(undefined);
            setChoices(undefined);
            void reload();
          }}
        />
      )}
    </section>
  );
}

/** From now on, or from some days ago after seeing how many issues that brings. */
function Watch({
  mandant,
  onClose,
  onDone,
}: {
  mandant: MandantChoice;
  onClose: () => void;
  onDone: () => void;
}) {
  const [days, setDays] = useState(0);
  const [found, setFound] = useState<LookBack>();
  const [assignee, setAssignee] = useState<Choice>();
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const count = async () => {
    const answer = await call('mandant.look-back', {
      lang,
      mandant: mandant.id,
      days,
    });
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setFound(answer.value);
  };
  const watch = async () => {
    const to = present({ assignee: assignee?.id });
    const answer = await call('mandant.watch', { lang, mandant: mandant.id, lookBackDays: days, ...to });
    if (answer.ok) onDone();
    else setProblem(answer.problem);
  };
  return (
    <Dialog
      open
      title={`${t('watch')}: ${mandant.name} (${mandant.id})`}
      confirm={t('watch')}
      disabled={days > 0 && found === undefined}
      onClose={onClose}
      onConfirm={() => void watch()}
    >
      <Trouble of={problem} />
      <div className="line">
        <Whole
          label={t('lookBack')}
          value={days}
          range={[0, 365]}
          onChange={(n) => {
            setDays(n);
            setFound(undefined);
          }}
        />
        <Button onClick={() => void count()}>{t('count')}</Button>
      </div>
      {found === undefined ? null : (
        <p aria-live="polite">{t('lookBackCount', { failed: found.failed, jobs: found.jobs })}</p>
      )}
      <PersonPicker
        label={t('assignee')}
        current={assignee === undefined ? undefined : { accountId: assignee.id, name: assignee.name }}
        onChoose={(choice) => setAssignee(choice ?? undefined)}
      />
    </Dialog>
  );
}
